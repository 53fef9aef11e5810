import { expect, test } from 'vitest';
import { REQUEST_ERRORS, type RequestErrorCode } from '../../src/server/public-error.ts';
import { startTestGateway } from '../support/gateway.ts';
import { type Posted, post } from '../support/post.ts';

const CANARY = 'canaryQ7x';
const FIVE = ['code', 'provider', 'requestId', 'retryAfterSeconds', 'retryable'];

/** Nothing of what was sent comes back, nothing of what it was like, and nothing of how it failed. */
function expectNoEcho({ text, headers, body }: Posted): void {
  expect(text).not.toMatch(new RegExp(`${CANARY}|did you mean|node_modules|\\.ts:|\\bat \\w+ \\(`, 'i'));
  expect(JSON.stringify([...headers])).not.toContain(CANARY);
  for (const { extensions } of body.errors ?? []) {
    expect(Object.keys(extensions).toSorted()).toEqual(FIVE);
    expect(extensions.requestId).toBe(headers.get('x-request-id'));
  }
}

const ONE = 'query One($reference: TransactionReference!) { transaction(reference: $reference) { outcome } }';

type Case = readonly [where: string, body: Readonly<Record<string, unknown>>];

const REFUSED: Readonly<Partial<Record<RequestErrorCode, readonly Case[]>>> = {
  GRAPHQL_PARSE_FAILED: [
    ['a name out of place', { query: `{ a } ${CANARY}` }],
    ['a keyword that is none', { query: `${CANARY} { a }` }],
    ['a text that does not end', { query: `{ a(b: "${CANARY}` }],
    ['a block text that does not end', { query: `{ a(b: """${CANARY}` }],
    ['a character that is none', { query: `{ a(b: ?${CANARY}) }` }],
    ['a bad escape', { query: `{ a(b: "\\q${CANARY}") }` }],
    ['a number that is none', { query: `{ a(b: 1${CANARY}) }` }],
    ['a reserved fragment name', { query: `fragment on on ${CANARY} { a }` }],
    ['nothing', { query: '' }],
  ],
  GRAPHQL_VALIDATION_FAILED: [
    ['a field', { query: `{ ${CANARY} }` }],
    ['a field that nearly exists', { query: '{ transactionz { outcome } }' }],
    ['an argument', { query: `{ node(id: "x", ${CANARY}: 1) { id } }` }],
    ['an argument that nearly exists', { query: '{ genstorePayment(paymentID: "x") { id } }' }],
    ['a type', { query: `{ ... on ${CANARY} { a } }` }],
    ['a type that nearly exists', { query: '{ node(id: "x") { ... on GenstorePaymentz { id } } }' }],
    ['a directive', { query: `{ __typename @${CANARY} }` }],
    ['a fragment', { query: `{ ...${CANARY} }` }],
    ['a variable that is not declared', { query: `{ node(id: $${CANARY}) { id } }` }],
    ['a variable that is not used', { query: `query ($${CANARY}: ID) { __typename }` }],
    ['the type of a variable', { query: `query ($a: ${CANARY}) { node(id: $a) { id } }` }],
    [
      'an operation name twice',
      { query: `query ${CANARY} { __typename } query ${CANARY} { __typename }`, operationName: CANARY },
    ],
    ['a literal', { query: `{ transaction(reference: "${CANARY}") { outcome } }` }],
    ['an enum literal', { query: `{ node(id: ${CANARY}) { id } }` }],
    ['a member of an input', { query: `{ transaction(reference: { ${CANARY}: 1 }) { outcome } }` }],
    [
      'a member that nearly exists',
      { query: '{ transaction(reference: { genstor: { paymentId: "x" } }) { outcome } }' },
    ],
    [
      'two members of one',
      { query: `{ transaction(reference: { id: "${CANARY}", genstore: { paymentId: "x" } }) { outcome } }` },
    ],
    ['fields that conflict', { query: `{ ${CANARY}: node(id: "a") { id } ${CANARY}: node(id: "b") { id } }` }],
    ['a mutation', { query: `mutation ${CANARY} { ${CANARY} }` }],
    ['a subscription', { query: `subscription ${CANARY} { ${CANARY} }` }],
    ['@defer', { query: `{ ... @defer(label: "${CANARY}") { __typename } }` }],
    ['@stream', { query: `{ providers @stream(label: "${CANARY}") { label } }` }],
    ['a type definition', { query: `{ __typename } type ${CANARY} { a: Int }` }],
  ],
  BAD_USER_INPUT: [
    ['the operation name', { query: 'query One { __typename }', operationName: CANARY }],
    ['no operation name where there are two', { query: `query ${CANARY} { __typename } query B { __typename }` }],
    ['a document without operations', { query: `fragment ${CANARY} on Query { __typename }` }],
    ['a variable', { query: ONE, variables: { reference: CANARY } }],
    ['a member of a variable', { query: ONE, variables: { reference: { [CANARY]: 1 } } }],
    [
      'a member of a variable that nearly exists',
      { query: ONE, variables: { reference: { genstor: { paymentId: 'x' } } } },
    ],
    [
      'two members of a variable',
      { query: ONE, variables: { reference: { id: CANARY, genstore: { paymentId: CANARY } } } },
    ],
    [
      'a value within a variable',
      { query: ONE, variables: { reference: { genstore: { paymentId: { [CANARY]: CANARY } } } } },
    ],
    ['a variable that is not there', { query: ONE, variables: { [CANARY]: CANARY } }],
    [
      'a variable that is a list',
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: [[CANARY]] } },
    ],
    [
      'a variable that is no number',
      {
        query: `query ($age: Int) { transaction(reference: { id: "x" }, freshness: { maxAgeSeconds: $age }) { outcome } }`,
        variables: { age: CANARY },
      },
    ],
    [
      'a variable that is no Boolean',
      { query: 'query ($if: Boolean!) { __typename @skip(if: $if) }', variables: { if: CANARY } },
    ],
    [
      'null for a condition',
      { query: 'query ($if: Boolean = true) { __typename @skip(if: $if) }', variables: { if: null } },
    ],
  ],
};

test.each(Object.entries(REFUSED))(
  'a request that is refused with %s gets nothing back of what it sent',
  async (code, cases) => {
    const gateway = await startTestGateway();
    const messages = [REQUEST_ERRORS[code as RequestErrorCode].message];
    for (const [where, body] of cases) {
      for (const [accept, status] of [
        ['application/json', 200],
        ['application/graphql-response+json', 400],
      ] as const) {
        const answer = await post(gateway.url, body, { accept });
        expectNoEcho(answer);
        const shown = [...new Set(answer.body.errors?.map(({ message }) => message))];
        expect([where, answer.status, answer.code, shown]).toEqual([where, status, code, messages]);
        expect('data' in answer.body).toBe(false);
      }
    }
    expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
    expect(gateway.failures).toEqual([]);
  },
);

const FIELDS: ReadonlyArray<readonly [where: string, query: string, variables?: object]> = [
  ['an id', `{ node(id: "${CANARY}") { id } }`],
  ['a paymentId', `{ genstorePayment(paymentId: "${CANARY}/..") { id } }`],
  ['an account', `{ genstorePayment(paymentId: "x", account: "${CANARY}") { id } }`],
  ['a locale', `{ genstorePayment(paymentId: "PI-success") { amount { formatted(locale: "${CANARY}!") } } }`],
  ['a time zone', `{ genstorePayment(paymentId: "PI-success") { businessDate(timeZone: "${CANARY}/X") } }`],
  ['an age', '{ transaction(reference: { id: "x" }, freshness: { maxAgeSeconds: -77123 }) { outcome } }'],
  [
    'null for an argument with a default',
    'query ($locale: String = "en") { genstorePayment(paymentId: "PI-success") { amount { formatted(locale: $locale) } } }',
    { locale: null },
  ],
  [
    'null for a variable with a default',
    `query ($reference: TransactionReference = { id: "${CANARY}" }) { transaction(reference: $reference) { outcome } }`,
    { reference: null },
  ],
  ['null within a list', `query ($id: ID = "${CANARY}") { nodes(ids: [$id]) { id } }`, { id: null }],
  ['null for a condition below', `query ($if: Boolean = true) { providers { label @skip(if: $if) } }`, { if: null }],
];

test('a field that is refused for its arguments gets nothing back of them, and it is the mistake of the caller', async () => {
  const gateway = await startTestGateway();
  for (const [where, query, variables] of FIELDS) {
    const answer = await post(gateway.url, { query, variables });
    expectNoEcho(answer);
    expect(answer.text).not.toContain('77123');
    const refused = expect.stringMatching(/^(BAD_USER_INPUT|NOT_FOUND)$/);
    expect([where, answer.status, answer.code]).toEqual([where, 200, refused]);
    expect(answer.body.errors?.[0]?.path).toBeInstanceOf(Array);
  }
  expect(gateway.failures).toEqual([]);
});

test('each code of a request has one message', () => {
  const messages = Object.values(REQUEST_ERRORS).map(({ message }) => message);
  expect(new Set(messages).size).toBe(messages.length);
});
