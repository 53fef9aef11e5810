import fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusCache from 'mercurius-cache';
import type { BenchReference } from '../references.ts';
import { askRow, askRows, tellPort } from './asking.ts';
import { LIST_SCHEMA, ROW_SCHEMA } from './schema.ts';

/** With loaders and its compiler; with CACHE=answers, the fields of the query keep their answers for a minute. */
const isCached = process.env.CACHE === 'answers';

const app = fastify();

interface One {
  readonly reference: BenchReference;
}

interface Many {
  readonly references: readonly BenchReference[];
}

if (isCached) {
  await app.register(mercurius, {
    schema: LIST_SCHEMA,
    jit: 1,
    resolvers: {
      Query: {
        transaction: (_root: unknown, { reference }: One) => askRow(reference),
        transactions: (_root: unknown, { references }: Many) => askRows(references),
      },
    } as never,
  });
  // Its types are for CommonJS.
  await app.register(mercuriusCache as never, {
    ttl: 60,
    policy: { Query: { transaction: true, transactions: true } },
  });
} else {
  await app.register(mercurius, {
    schema: ROW_SCHEMA,
    jit: 1,
    resolvers: {
      Query: {
        transaction: (_root: unknown, { reference }: One) => reference,
        transactions: (_root: unknown, { references }: Many) => references,
      },
    } as never,
    loaders: {
      Row: {
        // Each distinct object once: the cache of the loader is the request's.
        transaction: (queries: readonly { readonly obj: BenchReference }[]) =>
          Promise.all(queries.map(({ obj }) => askRow(obj))),
      },
    } as never,
  });
}

await app.listen({ port: 0, host: '127.0.0.1' });
tellPort((app.server.address() as { readonly port: number }).port);
