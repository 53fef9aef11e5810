import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import { startStandaloneServer } from '@apollo/server/standalone';
import responseCachePlugin from '@apollo/server-plugin-response-cache';
import { type BenchRow, type GenstoreReply, genstoreRow, type YedpayReply, yedpayRow } from '../record.ts';
import type { BenchReference } from '../references.ts';
import { askRows, GENSTORE_HEADERS, GENSTORE_URL, tellPort, YEDPAY_HEADERS, YEDPAY_URL } from './asking.ts';
import { LIST_SCHEMA } from './schema.ts';

/** CACHE=source keeps the providers' replies for a minute, CACHE=answers whole answers. */
const { CACHE } = process.env;
const cacheOptions = CACHE === 'source' ? { cacheOptions: { ttl: 60 } } : {};

class Genstore extends RESTDataSource {
  override baseURL = `${GENSTORE_URL}/`;

  async row(id: string): Promise<BenchRow> {
    const path = `api/202412/payment/${encodeURIComponent(id)}`;
    return genstoreRow(await this.get<GenstoreReply>(path, { headers: GENSTORE_HEADERS, ...cacheOptions }));
  }
}

class Yedpay extends RESTDataSource {
  override baseURL = `${YEDPAY_URL}/`;

  async row(id: string): Promise<BenchRow> {
    const params = { custom_id: id };
    const options = { headers: YEDPAY_HEADERS, params, ...cacheOptions };
    return yedpayRow(await this.get<YedpayReply>('v1/online-payment/query', options));
  }
}

interface Context {
  readonly genstore: Genstore;
  readonly yedpay: Yedpay;
}

const load = ({ genstore, yedpay }: Context, { provider, value }: BenchReference) =>
  provider === 'genstore' ? genstore.row(value) : yedpay.row(value);

const server = new ApolloServer<Context>({
  typeDefs: LIST_SCHEMA,
  resolvers: {
    Query: {
      transaction: (_root, { reference }: { readonly reference: BenchReference }, context) => load(context, reference),
      transactions: (_root, { references }: { readonly references: readonly BenchReference[] }, context) =>
        askRows(references, (reference) => load(context, reference)),
    },
  },
  includeStacktraceInErrorResponses: false,
  plugins: CACHE === 'answers' ? [ApolloServerPluginCacheControl({ defaultMaxAge: 60 }), responseCachePlugin()] : [],
});

const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => {
    const { cache } = server;
    return { genstore: new Genstore({ cache }), yedpay: new Yedpay({ cache }) };
  },
});
tellPort(Number(new URL(url).port));
