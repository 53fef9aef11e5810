import { expect, test } from 'vitest';
import { keyHolder } from '../support/api-keys.ts';
import { startTestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

const ordinary = keyHolder('dashboard', ['transactions:read']);
const explorer = keyHolder('developer', ['transactions:read', 'explore']);
const TYPES = ['application/json', 'application/graphql-response+json'];
const LOOKUP = 'genstorePayment(paymentId: "PI-success") { status }';

const startWithBoth = () => startTestGateway({ config: { callers: [ordinary.caller, explorer.caller] } });

const VALID = [
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Query") { name } }',
  '{ label: __type(name: "Query") { name } }',
  `{ ${LOOKUP} __schema { queryType { name } } }`,
  `{ ${LOOKUP} ...Names } fragment Names on Query { ... { ...Deeper } } fragment Deeper on Query { __type(name: "Query") { name } }`,
  `query ($never: Boolean = false) { ${LOOKUP} __type(name: "Query") @include(if: $never) { name } }`,
];

test.each(VALID)('%s is FORBIDDEN without explore and answered with it', async (query) => {
  const gateway = await startWithBoth();
  for (const accept of TYPES) {
    const refused = await post(gateway.url, { query }, { ...ordinary.headers, accept });
    expect([refused.status, refused.code, refused.body.data]).toEqual([403, 'FORBIDDEN', undefined]);
    expect(gateway.genstore.callCount()).toBe(0);
  }
  for (const accept of TYPES) {
    const { status, body } = await post(gateway.url, { query }, { ...explorer.headers, accept });
    expect([status, body.errors]).toEqual([200, undefined]);
  }
});

test.each([
  'query A { __typename } fragment Unspread on Query { __schema { queryType { name } } } query B { ...Unspread }',
  'query A { __typename } fragment Unused on Query { __schema { queryType { name } } }',
  'query A { __schema { noSuchField } }',
  'query A { noSuchField { __type(name: "Query") { name } } }',
])('%s is FORBIDDEN without explore, before it is validated', async (query) => {
  const gateway = await startWithBoth();
  for (const accept of TYPES) {
    const { status, code } = await post(gateway.url, { query, operationName: 'A' }, { ...ordinary.headers, accept });
    expect([status, code]).toEqual([403, 'FORBIDDEN']);
  }
});

test('__typename is no introspection', async () => {
  const gateway = await startWithBoth();
  const { body } = await post(gateway.url, { query: `{ __typename ${LOOKUP} }` }, ordinary.headers);
  expect(body).toEqual({ data: { __typename: 'Query', genstorePayment: { status: 'PAID' } } });
});

test("one caller's verdict is never another's, whoever asks first and from whichever cache", async () => {
  const gateway = await startWithBoth();
  const query = '{ __schema { queryType { name } } }';
  const askers = [ordinary, explorer, explorer, ordinary, ordinary, explorer];
  const answers = await Promise.all(askers.map(({ headers }) => post(gateway.url, { query }, headers)));
  expect(answers.map(({ status }) => status)).toEqual([403, 200, 200, 403, 403, 200]);
  for (const { headers } of askers) {
    const broken = await post(gateway.url, { query: '{ broken }' }, headers);
    expect(broken.body.errors?.[0]?.extensions.requestId).toBe(broken.headers.get('x-request-id'));
  }
});
