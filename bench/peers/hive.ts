import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { getComposedSchemaFromConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';
import { GENSTORE_HEADERS, GENSTORE_URL, tellPort, YEDPAY_HEADERS, YEDPAY_URL } from './asking.ts';

/** Hive Gateway over both REST sources by JSON schema, composed at the start. It shows the replies as they are. */
const GENSTORE_FIELDS = 'status amount currency fee net successPaymentTime outOrderNo channelTrxNo';
const YEDPAY_FIELDS = 'status amount currency charge net paid_at custom_id reference_id';

function reply(title: string, member: string, fields: string) {
  const properties = Object.fromEntries(fields.split(' ').map((field) => [field, { type: 'string' }]));
  return {
    type: 'object',
    title,
    properties: { [member]: { type: 'object', title: `${title}_${member}`, properties } },
  };
}

function source(
  name: string,
  rest: { readonly endpoint: string; readonly path: string; readonly headers: object; readonly schema: object },
) {
  const { endpoint, path, headers, schema } = rest;
  const own = {
    type: 'Query',
    field: name,
    method: 'GET',
    path,
    responseSchema: schema,
    argTypeMap: { id: { type: 'string' } },
  };
  return {
    sourceHandler: loadJSONSchemaSubgraph(name, { endpoint, operationHeaders: headers, operations: [own] } as never),
  };
}

const silent = { debug() {}, info() {}, log() {}, warn() {}, error: console.error, child: () => silent };
const supergraph = await getComposedSchemaFromConfig(
  {
    subgraphs: [
      source('genstore', {
        endpoint: GENSTORE_URL,
        path: '/api/202412/payment/{args.id}',
        headers: GENSTORE_HEADERS,
        schema: reply('GenstoreReply', 'payment', GENSTORE_FIELDS),
      }),
      source('yedpay', {
        endpoint: YEDPAY_URL,
        path: '/v1/online-payment/query?custom_id={args.id}',
        headers: YEDPAY_HEADERS,
        schema: reply('YedpayReply', 'data', YEDPAY_FIELDS),
      }),
    ],
  },
  silent as never,
);
const server = createServer(createGatewayRuntime({ supergraph, logging: false, landingPage: false }));
server.listen(0, '127.0.0.1', () => tellPort((server.address() as AddressInfo).port));
