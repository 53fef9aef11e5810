import { setTimeout as pause } from 'node:timers/promises';
import { buildSchema, GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { anonymousAuthentication } from '../../src/callers/authentication.ts';
import { loadConfig } from '../../src/config.ts';
import { closeServer, listen } from '../../src/listen.ts';
import { createListener } from '../../src/server/listener.ts';
import { LoadShedder } from '../../src/server/load-shedding.ts';
import { REQUEST_ERRORS } from '../../src/server/public-error.ts';
import { createRequestHandler } from '../../src/server/request-handler.ts';
import { createGraphQLServer, type YogaParts } from '../../src/server/yoga.ts';
import { systemClock } from '../../src/system.ts';
import { NO_WEBHOOKS } from '../support/no-webhooks.ts';
import { post } from '../support/post.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';

const PRICE = {
  limit: 1,
  referencesOf: () => ({ references: [], reconciled: [] }),
  reconcile: { limit: 10, timeoutMs: 1_000, takePlace: () => null },
  countLookups: () => 0,
  take: () => null,
  maxRowFields: 1_000,
};

const CANARY = 'canaryQ7x';

const { documents, limits } = loadConfig({});

const fail = (): never => {
  throw new Error(CANARY);
};

/** Every way in which a resolver can go wrong. */
const FAILING: Readonly<Record<string, () => unknown>> = {
  needed: () => null,
  throwing: fail,
  rejecting: async () => {
    await pause(0);
    throw new Error(CANARY);
  },
  throwingGraphQL: () => {
    throw new GraphQLError(CANARY, { extensions: { secret: CANARY, http: { status: 418 }, code: CANARY } });
  },
  throwingText: () => {
    throw CANARY;
  },
  throwingObject: () => {
    throw { message: CANARY, toString: () => CANARY };
  },
  throwingNothing: () => {
    throw undefined;
  },
  returningError: () => new Error(CANARY),
  returningNoNumber: () => CANARY,
  throwingAggregate: () => {
    throw new AggregateError([new Error(CANARY)], CANARY);
  },
  aborting: () => {
    throw new DOMException(CANARY, 'AbortError');
  },
};

const RESOLVERS = { ...FAILING, fine: () => 1 };

function failingSchema(): GraphQLSchema {
  const fields = Object.keys(RESOLVERS).map((name) => `${name}: Int${name === 'needed' ? '!' : ''}`);
  const schema = buildSchema(`type Query { ${fields.join(' ')} }`);
  const query = schema.getQueryType();
  if (!isObjectType(query)) throw new Error('no query type');
  const own = query.getFields();
  for (const [name, resolve] of Object.entries(RESOLVERS)) {
    const field = own[name];
    if (field !== undefined) field.resolve = resolve;
  }
  return schema;
}

/** The whole way of a request, with parts that fail. */
async function start(broken: Partial<YogaParts<object>> = {}) {
  const failures: unknown[] = [];
  const log = { ...QUIET_LOG, internalError: (event: unknown) => failures.push(event) };
  const graphql = createGraphQLServer({
    schema: failingSchema(),
    contextOf: (server) => server,
    log,
    limits: documents,
    price: PRICE,
    reportExtensions: () => undefined,
    nameOperation: () => 'other',
    ...broken,
  });
  const handle = createRequestHandler({
    answer: graphql,
    recall: () => null,
    authenticate: anonymousAuthentication(new Map()),
    findDocument: ({ query }) => ({ query: query ?? '', isUntrusted: false }),
    take: () => null,
    pages: fail,
    load: new LoadShedder({ limits, clock: systemClock, loopDelay: () => 0 }),
    clock: systemClock,
    hosts: new Set(),
    origins: new Set(),
    operationTimeoutMs: limits.operationTimeoutMs,
    webhooks: NO_WEBHOOKS,
    onRefusal: () => {},
  });
  const server = createListener({ handle, limits, log });
  onTestFinished(() => closeServer(server));
  const origin = await listen(server, { host: '127.0.0.1', port: 0 });
  return { url: `${origin}/graphql`, failures };
}

const INTERNAL = {
  code: 'INTERNAL',
  provider: null,
  retryable: false,
  retryAfterSeconds: null,
  requestId: expect.any(String),
};

test.each(Object.keys(FAILING))('a resolver that fails by %s costs its field and tells nothing', async (name) => {
  const { url, failures } = await start();
  const { status, text, body } = await post(url, { query: `{ fine ${name} }` });
  expect(status).toBe(200);
  expect(body.data).toEqual(name === 'needed' ? null : { fine: 1, [name]: null });
  expect(body.errors).toEqual([
    { message: REQUEST_ERRORS.INTERNAL.message, path: [name], locations: expect.any(Array), extensions: INTERNAL },
  ]);
  expect(text).not.toContain(CANARY);
  expect(failures).toHaveLength(1);
});

test.each<readonly [string, Partial<YogaParts<object>>]>([
  ['making the context', { contextOf: fail }],
  ['reading the references', { price: { ...PRICE, referencesOf: fail } }],
  ['counting them', { price: { ...PRICE, countLookups: fail } }],
  ['taking from the allowance', { price: { ...PRICE, countLookups: () => 9, limit: 10, take: fail } }],
  ['naming the operation', { nameOperation: fail }],
  ['reporting what was spent', { reportExtensions: fail }],
])('a failure while %s is INTERNAL and tells nothing', async (_what, broken) => {
  const { url, failures } = await start(broken);
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const { status, text, body } = await post(url, { query: '{ fine }' }, { accept });
    expect([status, body]).toEqual([
      500,
      { errors: [{ message: REQUEST_ERRORS.INTERNAL.message, extensions: INTERNAL }] },
    ]);
    expect(text).not.toContain(CANARY);
  }
  expect(failures.length).toBeGreaterThanOrEqual(2);
});

test('a page that cannot be made is INTERNAL and tells nothing', async () => {
  const { url, failures } = await start();
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  expect([response.status, await response.json()]).toMatchObject([500, { errors: [{ extensions: INTERNAL }] }]);
  expect(failures).toHaveLength(1);
});
