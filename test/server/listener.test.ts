import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { post, sendRaw } from './raw-http.ts';

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
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html,*/*\r\n\r\n`;
  const [page] = await sendRaw(gateway.url, get('/graphql'));
  expect([page?.status, page?.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page?.body).toContain('DashboardTable');
  const [root] = await sendRaw(gateway.url, get('/'));
  expect([root?.status, root?.headers.location]).toEqual([302, '/graphql']);
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
  const bytes = post(JSON.stringify({ query: '{ same' }));
  const answers = await sendRaw(gateway.url, Buffer.concat([bytes, bytes]), 2);
  const ids = answers.map(({ body }) => JSON.parse(body).errors[0].extensions.requestId);
  expect(ids).toEqual(answers.map(({ headers }) => headers['x-request-id']));
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['application/graphql-response+json', 400],
  ['application/json', 200],
  ['*/*', 200],
])('a document that does not validate, with Accept %s, has status %i', async (accept, status) => {
  const gateway = await startTestGateway();
  const [answer] = await sendRaw(gateway.url, post(JSON.stringify({ query: '{ x }' }), { accept }));
  expect(answer?.status).toBe(status);
});
