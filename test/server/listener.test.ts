import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = JSON.stringify({ query: '{ __typename }' });

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

interface Received {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** Below fetch, which would not send a foreign Host or broken bytes. */
function send(
  url: string,
  { method = 'POST', path = '/graphql', headers = JSON_TYPE, body = QUERY }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, url), { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(method === 'GET' ? undefined : body);
  });
}

const bad: ReadonlyArray<readonly [name: string, sent: Sent, status: number, code: string]> = [
  ['broken JSON', { body: '{"query":' }, 400, 'BAD_REQUEST'],
  ['an empty body', { body: '' }, 400, 'BAD_REQUEST'],
  ['a JSON list', { body: `[${QUERY}]` }, 400, 'BAD_REQUEST'],
  ['JSON null', { body: 'null' }, 400, 'BAD_REQUEST'],
  ['a JSON number', { body: '7' }, 400, 'BAD_REQUEST'],
  ['no query', { body: '{}' }, 400, 'BAD_REQUEST'],
  ['a query that is no text', { body: '{"query":5}' }, 400, 'BAD_REQUEST'],
  ['a member that does not exist', { body: '{"query":"{ __typename }","pad":1}' }, 400, 'BAD_REQUEST'],
  ['variables that are a list', { body: '{"query":"{ __typename }","variables":[]}' }, 400, 'BAD_REQUEST'],
  ['Accept text/plain', { headers: { ...JSON_TYPE, accept: 'text/plain' } }, 406, 'NOT_ACCEPTABLE'],
  ['Accept text/event-stream', { headers: { ...JSON_TYPE, accept: 'text/event-stream' } }, 406, 'NOT_ACCEPTABLE'],
  ['Accept multipart/mixed', { headers: { ...JSON_TYPE, accept: 'multipart/mixed' } }, 406, 'NOT_ACCEPTABLE'],
  ['bytes that are no UTF-8', { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400, 'BAD_REQUEST'],
  ['text/plain', { headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['no content type', { headers: {} }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'application/graphql',
    { headers: { 'content-type': 'application/graphql' }, body: '{ __typename }' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a body beyond the limit',
    { body: JSON.stringify({ query: '{ __typename }', pad: 'x'.repeat(512 * 1024) }) },
    413,
    'REQUEST_TOO_LARGE',
  ],
  [
    'a chunked body beyond the limit',
    { headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, body: `{"query":"${'x'.repeat(600_000)}"}` },
    413,
    'REQUEST_TOO_LARGE',
  ],
  ['GET with a query', { method: 'GET', path: '/graphql?query={__typename}', headers: {} }, 405, 'METHOD_NOT_ALLOWED'],
  ['PUT', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
  ['DELETE', { method: 'DELETE', body: '' }, 405, 'METHOD_NOT_ALLOWED'],
  ['another path', { path: '/admin' }, 404, 'BAD_REQUEST'],
  ['a path below', { path: '/graphql/x' }, 404, 'BAD_REQUEST'],
  ['the health path of the framework', { path: '/health' }, 404, 'BAD_REQUEST'],
  ['a foreign Host', { headers: { ...JSON_TYPE, host: 'evil.example' } }, 421, 'MISDIRECTED_REQUEST'],
  ['a malformed Host', { headers: { ...JSON_TYPE, host: 'a b<>' } }, 421, 'MISDIRECTED_REQUEST'],
  [
    'a Host that only begins like loopback',
    { headers: { ...JSON_TYPE, host: '127.0.0.1.evil.example' } },
    421,
    'MISDIRECTED_REQUEST',
  ],
];

test.each(bad)('%s gets a typed answer', async (_name, sent, status, code) => {
  const gateway = await startTestGateway();
  const received = await send(gateway.url, sent);
  expect(received.status).toBe(status);
  const { errors, data } = JSON.parse(received.text);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: expect.any(String),
      extensions: {
        code,
        provider: null,
        retryable: false,
        retryAfterSeconds: null,
        requestId: received.headers['x-request-id'],
      },
    },
  ]);
  expect(received.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|SyntaxError/);
  expect(gateway.failures).toEqual([]);
});

test.each([
  ['{ ', 'GRAPHQL_PARSE_FAILED'],
  ['{ nonsense }', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ genstorePayment { paymentId } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ transaction(reference: {}) { outcome } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ transaction(reference: { id: "a", genstore: { paymentId: "b" } }) { outcome } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['query A { __typename } query B { __typename }', 'BAD_USER_INPUT'],
])('%s is refused with %s and costs no call', async (query, code) => {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(query);
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.extensions).toMatchObject({ code, requestId: expect.any(String) });
  expect(Object.keys(errors?.[0]?.extensions ?? {})).toHaveLength(5);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});

test.each([
  [{ reference: { id: 'a', genstore: { paymentId: 'b' } } }],
  [{ reference: {} }],
  [{ reference: { id: null } }],
  [{ reference: { genstore: {} } }],
  [{ reference: { nobody: { id: 1 } } }],
  [{ reference: 5 }],
  [{}],
])('the variables %j are refused with BAD_USER_INPUT and cost no call', async (variables) => {
  const gateway = await startTestGateway();
  const document = 'query One($reference: TransactionReference!) { transaction(reference: $reference) { outcome } }';
  const { status, errors } = await gateway.query(document, variables);
  expect(status).toBeLessThan(500);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});

test('GraphiQL is served to a browser at the endpoint, and the root leads there', async () => {
  const gateway = await startTestGateway();
  const page = await send(gateway.url, { method: 'GET', headers: { accept: 'text/html,*/*' } });
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.text).toContain('DashboardTable');
  const root = await send(gateway.url, { method: 'GET', path: '/', headers: {} });
  expect([root.status, root.headers.location]).toEqual([302, '/graphql']);
});

test('a deeply nested document is refused and the gateway lives on', async () => {
  const gateway = await startTestGateway();
  const { status, errors } = await gateway.query(`{ a${'{a'.repeat(10_000)}${'}'.repeat(10_001)}`);
  expect(status).toBe(400);
  expect(errors?.[0]?.extensions.code).toBe('OPERATION_TOO_COMPLEX');
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
});

test('an equal broken document gets the id of its own request each time', async () => {
  const gateway = await startTestGateway();
  const received = await Promise.all(
    [1, 2].map(() => send(gateway.url, { body: JSON.stringify({ query: '{ same' }) })),
  );
  const ids = received.map(({ text }) => JSON.parse(text).errors[0].extensions.requestId);
  expect(ids).toEqual(received.map(({ headers }) => headers['x-request-id']));
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['application/graphql-response+json', 400],
  ['application/json', 200],
  ['*/*', 200],
])('a document that does not validate, with Accept %s, has status %i', async (accept, status) => {
  const gateway = await startTestGateway();
  const received = await send(gateway.url, {
    headers: { ...JSON_TYPE, accept },
    body: JSON.stringify({ query: '{ x }' }),
  });
  expect(received.status).toBe(status);
});
