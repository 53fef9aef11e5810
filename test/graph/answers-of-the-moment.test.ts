import { expect, test } from 'vitest';
import { CALLERS, everything, order, payment, rows, startAsked } from '../support/asked-gateway.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const FOUND = 'transaction(reference: { genstore: { paymentId: "PI-success" } })';
/** Beside a known record, or in one, something that only this moment can say. */
const OF_THE_MOMENT: Readonly<Record<string, string>> = {
  'a counterpart': `{ ${FOUND} { transaction { counterpart { outcome } } } }`,
  'what was seen': `{ ${FOUND} { transaction { history { observedAt } } } }`,
  'what was seen of all': `{ ${FOUND} { outcome } observedTransactions { edges { node { headline } } } }`,
  'what needs somebody': `{ ${FOUND} { outcome } attention { edges { node { kinds } } } }`,
  'the accounts': `{ ${FOUND} { outcome } providers { provider accounts { name } } }`,
  'a record that is not kept': `{ ${FOUND} { outcome } genstoreRefund(refundId: "refund-third-version") { refundId } }`,
  'a reference that is none': `{ ${FOUND} { outcome } a: transaction(reference: { id: "x" }) { outcome } }`,
  'an account of nobody': `{ ${FOUND} { outcome } a: transaction(reference: { genstore: { paymentId: "PI-success", account: "other" } }) { outcome } }`,
  'a row that fails': '{ transaction(reference: { yedpay: { customId: "fault-s500" } }) { outcome } }',
  'a row that fails beside one that is known': `{ ${FOUND} { outcome } a: transaction(reference: { yedpay: { customId: "fault-s500" } }) { outcome } }`,
  'a field that fails': `{ ${FOUND} { outcome } genstorePayment(paymentId: "PI-not-found") { id } }`,
  'a zone that is none': `{ ${FOUND} { transaction { businessDate(timeZone: "Mars") } } }`,
  'a refresh': `{ transaction(reference: { genstore: { paymentId: "PI-success" } }, freshness: { forceRefresh: true }) { outcome } }`,
  'a refresh that is denied, and says so': `{ transaction(reference: { genstore: { paymentId: "PI-success" } }, freshness: { forceRefresh: true }) { transaction { freshness { refreshDenied } } } }`,
  'a refresh of one of two': `{ ${FOUND} { outcome } a: transaction(reference: { genstore: { paymentId: "PI-success" } }, freshness: { forceRefresh: true }) { outcome } }`,
  'no age at all': `{ transaction(reference: { genstore: { paymentId: "PI-success" } }, freshness: { maxAgeSeconds: 0 }) { outcome } }`,
  'no record': '{ summary(references: []) { complete } }',
};

test.each(Object.entries(OF_THE_MOMENT))('%s is made each time', async (_name, query) => {
  const { ask, isMadeAgain } = await startAsked({ config: { callers: CALLERS, links: linkRules(BY_PAYMENT_ID) } });
  await ask({ query: `{ ${FOUND} { outcome } }` });
  expect((await ask({ query })).code).not.toBe('GRAPHQL_VALIDATION_FAILED');
  expect(await isMadeAgain({ query })).toBe(true);
});

test('an answer of which a part was asked for is made again, from what is known then', async () => {
  const { ask } = await startAsked();
  await ask(rows(payment('PI-success')));
  const both = rows(payment('PI-success'), order('order-paid'));
  const answers = [await ask(both), await ask(both), await ask(both)];
  expect(answers.map(({ isMade }) => isMade)).toEqual([true, true, false]);
});

test('what stands in for a provider that cannot answer is not given again', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  const both = rows(payment('PI-success'), order('order-paid'));
  await ask(both);
  await gateway.clock.pass(400_000);
  gateway.yedpay.setOutage('s500');
  expect(await isMadeAgain(both)).toBe(true);
});

test('a comparison is made each time, whatever is known', async () => {
  const { ask, isMadeAgain } = await startAsked();
  const entry = { key: '1', reference: payment('PI-success'), amount: '1.00', currency: 'USD' };
  const body = {
    query: 'query ($input: ReconcileInput!) { reconcile(input: $input) { upstreamCalls } }',
    variables: { input: { entries: [entry] } },
  };
  await ask(body, everything.headers);
  expect((await ask(body, everything.headers)).body).toEqual({ data: { reconcile: { upstreamCalls: 0 } } });
  expect(await isMadeAgain(body, everything.headers)).toBe(true);
});
