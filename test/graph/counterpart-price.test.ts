import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';
import { post } from '../support/post.ts';

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();
const payments = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ genstore: { paymentId: `PI-linked-${index}` } }));
const start = (referencesPerMinute = 30_000) =>
  startTestGateway({ config: { links: linkRules(BY_PAYMENT_ID) }, limits: { referencesPerMinute } });

const table = (selection: string) => `query ($list: [TransactionReference!]!) {
  transactions(references: $list) { transaction { ...Row } }
}
fragment Row on Transaction { id ${selection} }`;

const ONE = table('other: counterpart { outcome } same: counterpart { outcome }');
const TWO = table('... on GenstorePayment { counterpart { transaction { counterpart { outcome } } } }');
const SKIPPED = table('counterpart @include(if: false) { outcome }');

test.each([
  ['none', table(''), 200],
  ['one that is left out', SKIPPED, 200],
  ['one, under two names', ONE, 100],
  ['one within another', TWO, 66],
])('with %s, so many references are taken and not one more', async (_what, query, most) => {
  const gateway = await start();
  const refused = await post(gateway.url, { query, variables: { list: payments(most + 1) } });
  expect([refused.status, refused.code, callsOf(gateway)]).toEqual([400, 'LIMIT_EXCEEDED', 0]);
  const { status, body } = await post(gateway.url, { query, variables: { list: payments(most) } });
  expect([status, body.data.transactions.length, body.errors]).toEqual([200, most, undefined]);
  expect(callsOf(gateway)).toBeLessThanOrEqual(200);
});

test('the counterparts are taken from the allowance of the caller before a call is made', async () => {
  const gateway = await start(200);
  const list = payments(60);
  const first = await post(gateway.url, { query: ONE, variables: { list } });
  expect([first.status, callsOf(gateway)]).toEqual([200, 120]);
  const second = await post(gateway.url, { query: ONE, variables: { list } });
  expect([second.status, second.code, callsOf(gateway)]).toEqual([429, 'RATE_LIMITED', 120]);
});

test.each([
  ['node(id: "id")', '... on Transaction { counterpart { outcome } }'],
  ['nodes(ids: ["id"])', '... on YedpayTransaction { counterpart { outcome } }'],
  ['genstorePayment(paymentId: "PI-linked")', 'counterpart { outcome }'],
  ['yedpayTransaction(customId: "PI-linked")', 'counterpart { outcome }'],
  ['transaction(reference: { genstore: { paymentId: "PI-linked" } })', 'transaction { counterpart { outcome } }'],
])('a counterpart in %s counts', async (field, selection) => {
  const gateway = await start();
  const { data } = await gateway.query('{ genstorePayment(paymentId: "PI-linked-0") { id } }');
  const one = field.replace('"id"', JSON.stringify(data.genstorePayment.id));
  const others = (count: number) => ({
    query: `query ($list: [TransactionReference!]!) { ${one} { ${selection} } transactions(references: $list) { outcome } }`,
    variables: { list: payments(count).slice(1) },
  });
  expect((await post(gateway.url, others(200))).code).toBe('LIMIT_EXCEEDED');
  expect((await post(gateway.url, others(199))).status).toBe(200);
});

test('a counterpart in a stream counts before anything is watched', async () => {
  const gateway = await start();
  const { status, code } = await post(
    gateway.url,
    {
      query: `subscription ($list: [TransactionReference!]!) {
        transactionUpdated(references: $list) { lookup { transaction { counterpart { outcome } } } }
      }`,
      variables: { list: payments(101) },
    },
    { accept: 'text/event-stream' },
  );
  expect([status, code, callsOf(gateway)]).toEqual([400, 'LIMIT_EXCEEDED', 0]);
});

const REPORT = (within: string) => `query ($entries: [ReconcileEntry!]!) { reconcile(input: { entries: $entries }) {
  entries { lookup { transaction { counterpart { outcome transaction { ${within} } } } } }
} }`;
const entriesOf = (count: number) =>
  payments(count).map((reference, index) => ({ key: String(index), reference, amount: '100.00', currency: 'HKD' }));

test('in a report, they count within its own limit, and are asked for as the report is', async () => {
  const gateway = await start();
  const twice = REPORT('counterpart { outcome }');
  const refused = await post(gateway.url, { query: twice, variables: { entries: entriesOf(334) } });
  expect([refused.status, refused.code, callsOf(gateway)]).toEqual([400, 'LIMIT_EXCEEDED', 0]);
  const once = REPORT('history(last: 1) { source }');
  const { body } = await post(gateway.url, { query: once, variables: { entries: entriesOf(210) } });
  const counterparts = body.data.reconcile.entries.map(
    (entry: { lookup: { transaction: { counterpart: unknown } } }) => entry.lookup.transaction.counterpart,
  );
  expect(counterparts).toEqual(
    Array(210).fill({ outcome: 'FOUND', transaction: { history: [{ source: 'RECONCILE' }] } }),
  );
  expect(callsOf(gateway)).toBe(420);
});
