import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();
const genstore = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ genstore: { paymentId: `${name}-${i}` } }));
const yedpay = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ yedpay: { customId: `${name}-${i}` } }));

const EVERYWHERE = `query ($first: [TransactionReference!]!, $second: [TransactionReference!]!, $ids: [ID!]!) {
  transactions(references: $first) { outcome }
  again: transactions(references: $first) { outcome }
  ...Others
}
fragment Others on Query {
  transactions2: transactions(references: $second) { outcome }
  nodes(ids: $ids) { id }
  genstorePayment(paymentId: "single") { id }
}`;

test('200 different references are taken in lists, aliases, nodes and single fields together, and 201 cost no call', async () => {
  const gateway = await startTestGateway();
  const variables = {
    first: genstore('a', 99),
    second: yedpay('b', 90),
    ids: Array.from({ length: 10 }, (_, i) => `id-${i}`),
  };
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const more = { ...variables, second: yedpay('b', 91) };
    const refused = await post(gateway.url, { query: EVERYWHERE, variables: more }, { accept });
    expect([refused.status, refused.code, callsOf(gateway)]).toEqual([400, 'LIMIT_EXCEEDED', 0]);
  }
  const taken = await post(gateway.url, { query: EVERYWHERE, variables });
  expect(taken.body.data.again).toHaveLength(99);
  // What is no id of this gateway counts, and is not asked for.
  expect(callsOf(gateway)).toBe(190);
});

const TEN = `query ($list: [TransactionReference!]!) {
  ${Array.from({ length: 10 }, (_, i) => `a${i}: transactions(references: $list) { outcome }`).join('\n')}
}`;

test('ten lists of the same hundred references by one variable cost a hundred calls', async () => {
  const gateway = await startTestGateway();
  const { body } = await post(gateway.url, { query: TEN, variables: { list: genstore('same', 100) } });
  expect(Object.values(body.data).flat()).toHaveLength(1_000);
  expect(callsOf(gateway)).toBe(100);
});

const LIST = 'query ($list: [TransactionReference!]!) { transactions(references: $list) { outcome } }';

test('a repeated reference costs no call, and 1,000 rows are taken, but not one more', async () => {
  const gateway = await startTestGateway();
  const rows = (count: number) => ({ query: LIST, variables: { list: Array(count).fill(genstore('one', 1)[0]) } });
  const refused = await post(gateway.url, rows(1_001));
  expect([refused.status, refused.code, callsOf(gateway)]).toEqual([400, 'LIMIT_EXCEEDED', 0]);
  const { body } = await post(gateway.url, rows(1_000));
  expect([body.data.transactions.length, callsOf(gateway)]).toEqual([1_000, 1]);
});

test('the price is taken from the allowance before a call is made', async () => {
  const gateway = await startTestGateway({ limits: { referencesPerMinute: 200 } });
  const first = await post(gateway.url, { query: LIST, variables: { list: genstore('first', 150) } });
  expect([first.status, callsOf(gateway)]).toEqual([200, 150]);
  const second = await post(gateway.url, { query: LIST, variables: { list: genstore('second', 100) } });
  expect([second.status, second.code, callsOf(gateway)]).toEqual([429, 'RATE_LIMITED', 150]);
  const { retryAfterSeconds } = second.body.errors?.[0]?.extensions ?? {};
  expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(second.headers.get('retry-after')).toBe(String(retryAfterSeconds));
});
