import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { exampleOperations } from '../../src/server/example-operations.ts';
import { keyHolder } from '../support/api-keys.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

/**
 * An operation is answered without Yoga's HTTP, and with it where the client would take a stream. Both ways are one
 * contract: each of these is asked both ways of the same gateway.
 */
const JSON_TYPES = ['application/json', 'application/graphql-response+json'];

const PAID = '{ genstorePayment(paymentId: "PI-success") { status amount { amount formatted } } }';
const ROWS = 'query Rows($references: [TransactionReference!]!) { transactions(references: $references) { outcome } }';
const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ genstore: { paymentId: `PI-${n}` } }));

const OPERATIONS: Readonly<Record<string, object>> = {
  'a look-up': { query: PAID },
  'one of several operations': { query: `query A ${PAID} query B { __typename }`, operationName: 'B' },
  'no name where there are several': { query: `query A ${PAID} query B { __typename }` },
  'a name of none': { query: `query A ${PAID}`, operationName: 'C' },
  'a name of none in a document that does not fit': { query: 'query A { nothing }', operationName: 'C' },
  'fragments only': { query: 'fragment F on Query { __typename }' },
  'no GraphQL': { query: '{ genstorePayment(' },
  'an empty document': { query: '' },
  'a document that does not fit': { query: '{ nothing other(a: 1) }' },
  'nine faults': { query: '{ a b c d e f g h i }' },
  'a mutation, which there is none of': { query: 'mutation { pay }' },
  'a document that is too deep': { query: `${'{ a '.repeat(30)}${'}'.repeat(30)}` },
  'too many aliases': { query: `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }` },
  'no variables': { query: ROWS },
  'null variables': { query: ROWS, variables: null },
  'variables of another type': { query: ROWS, variables: { references: 'all' } },
  'two members of one': {
    query: ROWS,
    variables: { references: [{ genstore: { paymentId: 'PI-success' }, yedpay: { customId: 'order-paid' } }] },
  },
  'too many references': { query: ROWS, variables: { references: numbered(201) } },
  'a hundred rows': { query: ROWS, variables: { references: numbered(100) } },
  'a field that fails': { query: '{ genstorePayment(paymentId: "PI-not-found") { status } }' },
  'a row and a field that fails': {
    query:
      '{ a: genstorePayment(paymentId: "PI-not-found") { status } b: genstorePayment(paymentId: "PI-success") { status } }',
  },
  'an argument that is refused': {
    query: '{ genstorePayment(paymentId: "PI-success") { businessDate(timeZone: "Mars") } }',
  },
  'a negative age': {
    query: '{ transaction(reference: { id: "x" }, freshness: { maxAgeSeconds: -1 }) { outcome } }',
  },
  introspection: { query: '{ __schema { queryType { name } } }' },
  'a persisted document': { documentId: 'known' },
  "a persisted document in Apollo's form": { extensions: { persistedQuery: { version: 1, sha256Hash: 'known' } } },
  'a persisted document that is not known': { documentId: 'unknown' },
  'extensions of a client': { query: PAID, extensions: { client: 'a' } },
  'a directive that leaves all out': { query: '{ __typename @skip(if: true) }' },
};

async function askBothWays(gateway: TestGateway, body: unknown, headers: Readonly<Record<string, string>>) {
  // What is known by then is the same for both.
  await post(gateway.url, body, headers);
  return Promise.all(
    JSON_TYPES.map(async (type) => {
      const direct = await post(gateway.url, body, { ...headers, accept: type });
      const overHttp = await post(gateway.url, body, { ...headers, accept: `text/event-stream, ${type}` });
      return [direct, overHttp].map(plain);
    }),
  );
}

/** All of an answer that two equal answers have in common; a look-up that fails is made again for the second one. */
function plain({ status, headers, text }: Awaited<ReturnType<typeof post>>) {
  const id = headers.get('x-request-id') ?? '';
  const own = Object.fromEntries(
    [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name)),
  );
  return {
    status,
    headers: own,
    text: text
      .replaceAll(id, 'the request id')
      .replace(/"(ageSeconds|spent|upstreamCalls)":\d+|"fetchedAt":"[^"]+"/g, ''),
  };
}

const settings = () => {
  const { documents } = loadConfig({});
  return { documents: { ...documents, manifest: new Map([['known', PAID]]) } };
};

test('whatever is asked, both ways give one answer', async () => {
  const gateway = await startTestGateway({ config: settings() });
  const examples = exampleOperations().filter(
    ({ query, name }) => !query.includes('subscription ') && name !== 'every-outcome',
  );
  const read = (variables: string | null) => (variables === null ? undefined : JSON.parse(variables));
  const bodies = {
    ...OPERATIONS,
    ...Object.fromEntries(examples.map(({ query, variables }) => [query, { query, variables: read(variables) }])),
  };
  const statuses = new Set<number>();
  for (const [name, body] of Object.entries(bodies)) {
    for (const [direct, overHttp] of await askBothWays(gateway, body, {})) {
      expect(direct, name).toEqual(overHttp);
      statuses.add(direct?.status ?? 0);
    }
  }
  expect([...statuses].toSorted()).toEqual([200, 400]);
});

test('callers see both ways what their scopes allow', async () => {
  const [reader, nobody] = [keyHolder('reader', ['transactions:read']), keyHolder('nobody', ['operations'])];
  const gateway = await startTestGateway({ config: { ...settings(), callers: [reader.caller, nobody.caller] } });
  const bodies = [{ query: PAID }, { query: '{ __type(name: "Query") { name } nothing }' }, { query: '{ nothing }' }];
  for (const { headers } of [reader, nobody]) {
    for (const body of bodies) {
      for (const [direct, overHttp] of await askBothWays(gateway, body, headers)) expect(direct).toEqual(overHttp);
    }
  }
});

test('a caller whose share is used up is told both ways when to come back', async () => {
  const gateway = await startTestGateway({ limits: { referencesPerMinute: 200 } });
  const body = { query: ROWS, variables: { references: numbered(150) } };
  const answers = [];
  for (const accept of ['application/json', 'text/event-stream, application/json']) {
    await post(gateway.url, body);
    answers.push(await post(gateway.url, body, { accept }));
  }
  expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(2).fill([429, 'RATE_LIMITED']));
  for (const { headers } of answers) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a subscription that nobody could read is refused, and one that somebody can is a stream', async () => {
  const { url } = await startTestGateway();
  const query =
    'subscription { transactionUpdated(references: [{ yedpay: { customId: "order-paid" } }]) { __typename } }';
  const refused = await post(url, { query }, { accept: 'application/json' });
  expect([refused.status, refused.code]).toEqual([406, 'NOT_ACCEPTABLE']);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await response.body?.cancel();
});
