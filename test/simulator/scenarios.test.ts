import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Transaction } from '../../src/domain/transaction.ts';
import { parseGenstoreReference } from '../../src/providers/genstore/references.ts';
import { parseYedpayReference } from '../../src/providers/yedpay/references.ts';
import { YEDPAY_STATUSES } from '../../src/providers/yedpay/statuses.ts';
import { type Asked, ask, GENSTORE, lookUp, PROVIDERS, type Reference, withSimulator, YEDPAY } from './asking.ts';

/** The example of Yedpay's page "Query Transaction of Online Payment", v1.61.15, as it stands there. */
const YEDPAY_SAMPLE_TEXT = readFileSync(new URL('./yedpay-sample.txt', import.meta.url), 'utf8').trim();
const YEDPAY_SAMPLE = JSON.parse(YEDPAY_SAMPLE_TEXT) as { readonly data: Readonly<Record<string, unknown>> };

test.each(PROVIDERS)('every scenario of %s gives the outcome that it promises', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    const faulty = new Set(simulator.faults.map(({ reference }) => JSON.stringify(reference)));
    const ordinary = simulator.scenarios.filter(({ reference }) => !faulty.has(JSON.stringify(reference)));
    const seen = await Promise.all(
      ordinary.map(async ({ reference }) => ({
        reference,
        outcome: (await lookUp(asked, simulator, reference)).outcome,
      })),
    );
    expect(seen).toEqual(ordinary.map(({ reference, outcome }) => ({ reference, outcome })));
  });
});

test.each(PROVIDERS)('no two scenarios of %s share a reference, and the gateway accepts each', async (name, asked) => {
  const parse = name === 'genstore' ? parseGenstoreReference : parseYedpayReference;
  await withSimulator(asked, async ({ scenarios, references }) => {
    const all = [...scenarios.map(({ reference }) => reference), ...references];
    expect(new Set(all.map((reference) => JSON.stringify(reference))).size).toBe(all.length);
    expect(all.filter((reference) => !parse(reference).valid)).toEqual([]);
  });
});

test('the Genstore sample has the bytes of the documentation', async () => {
  const body = await bodyOf(GENSTORE, { paymentId: 'PI0020241010151755224' });
  expect(body).toBe(`{
  "payment": {
    "successPaymentTime": "2019-06-28T18:03:50+01:00",
    "amount": "123.23",
    "channelTrxNo": "0SX593062F1597043",
    "paymentId": "PI0020241010151755224",
    "fee": "5.01",
    "currency": "USD",
    "net": "118.22",
    "outOrderNo": "101010101000000000136",
    "status": "1"
  }
}`);
});

test('the Yedpay sample has the bytes of the documentation', async () => {
  const body = await bodyOf(YEDPAY, { customId: 'XxXxXxXxXxXxXxXxXx' });
  expect(body).toContain('"charge": 1.20,');
  expect(body).toBe(YEDPAY_SAMPLE_TEXT);
});

test('an ordinary Yedpay record has the JSON types and the order of the sample', async () => {
  const body = await bodyOf(YEDPAY, { customId: 'order-paid' });
  const { data } = JSON.parse(body);
  expect(Object.keys(data)).toEqual(Object.keys(YEDPAY_SAMPLE.data));
  expect(Object.values(data).map((value) => typeof value)).toEqual(
    Object.values(YEDPAY_SAMPLE.data).map((value) => typeof value),
  );
  expect(body).toContain('"charge":1.80,');
});

test('the three documented messages arrive in the error envelope', async () => {
  const bodies = await Promise.all(
    ['order-not-found', 'order-expired', 'order-awaiting'].map((customId) => bodyOf(YEDPAY, { customId })),
  );
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    { success: false, message: 'Online payment not found', status: 404 },
    { success: false, message: 'Online payment Expired', status: 400 },
    { success: false, message: 'Transaction awaits user payment', status: 400 },
  ]);
});

test('every status of the Yedpay table has a scenario with its name', async () => {
  const codes = YEDPAY_STATUSES.map(({ code }) => code);
  const found = await Promise.all(
    codes.map((code) => transactionOf(YEDPAY, { customId: `order-status-${code.replaceAll('_', '-')}` })),
  );
  expect(found.map(({ providerStatus }) => providerStatus.code)).toEqual(codes);
  expect(found.flatMap(({ issues }) => issues)).toEqual([]);
});

test.each([
  ['PI-process', 'PENDING'],
  ['PI-success', 'PAID'],
  ['PI-auth-void', 'VOIDED'],
  ['PI-auth-success', 'AUTHORIZED'],
  ['PI-failure', 'FAILED'],
])('%s is %s and raises no data issue', async (paymentId, status) => {
  const payment = await transactionOf(GENSTORE, { paymentId });
  expect(payment).toMatchObject({ status, issues: [] });
});

test.each([
  ['PI0020241010151755224', ['SUCCESS_TIME_WITHOUT_SUCCESS']],
  ['PI-unknown-status', ['UNMAPPED_STATUS']],
  ['PI-currency-rmb', ['UNKNOWN_CURRENCY']],
  ['PI-extra-field', ['UNKNOWN_FIELD']],
  ['PI-duplicate-key', ['DUPLICATE_KEY']],
  ['PI-amount-unparseable', ['UNPARSEABLE_VALUE']],
  ['PI-net-mismatch', ['NET_MISMATCH']],
])('%s raises %j', async (paymentId, kinds) => {
  const { issues } = await transactionOf(GENSTORE, { paymentId });
  expect(issues.map(({ kind }) => kind)).toEqual(kinds);
});

test.each([
  ['XxXxXxXxXxXxXxXxXx', ['SETTLED_WITHOUT_DATE', 'NET_MISMATCH']],
  ['order-refund-lagging', ['STATUS_AMOUNT_CONFLICT']],
  ['order-refund-exceeds', ['REFUND_EXCEEDS_AMOUNT']],
  ['order-settled-without-date', ['SETTLED_WITHOUT_DATE']],
  ['order-unknown-status', ['UNMAPPED_STATUS']],
  ['order-absent', []],
])('%s raises %j', async (customId, kinds) => {
  const { issues } = await transactionOf(YEDPAY, { customId });
  expect(issues.map(({ kind }) => kind)).toEqual(kinds);
});

test.each([
  ['order-paid', { status: 'PAID', refundState: 'NONE', settlementState: 'NOT_SETTLED' }],
  ['order-settled', { status: 'PAID', refundState: 'NONE', settlementState: 'SETTLED' }],
  ['order-refund-partial', { status: 'PAID', refundState: 'PARTIAL' }],
  ['order-refund-full', { status: 'PAID', refundState: 'FULL' }],
  ['order-void-after-payment', { status: 'PAID', refundState: 'FULL', refund: { mechanism: 'VOID' } }],
  ['order-void-unpaid', { status: 'VOIDED', refundState: 'NONE', paidAt: null }],
  ['order-cancelled', { status: 'CANCELLED', cancellation: [{ name: 'Robin Example' }] }],
  ['order-failed', { status: 'FAILED', failure: [{ remark: 'Refused by the issuer' }] }],
  ['order-absent', { amount: null, refundState: 'NOT_REPORTED', settlementState: 'NOT_REPORTED' }],
])('%s is what its name says', async (customId, expected) => {
  expect(await transactionOf(YEDPAY, { customId })).toMatchObject(expected);
});

test.each([
  ['PI-jpy', { amount: '12000', exponent: 0, minorUnits: '12000' }],
  ['PI-kwd', { amount: '12.345', exponent: 3, minorUnits: '12345' }],
  ['PI-amount-number', { amount: '123.20', minorUnits: '12320' }],
  ['PI-amount-20-digits', { amount: '12345678901234567890.12', minorUnits: '1234567890123456789012' }],
])('the amount of %s survives exactly', async (paymentId, amount) => {
  expect(await transactionOf(GENSTORE, { paymentId })).toMatchObject({ amount, issues: [] });
});

test('a payment token finds the record of its custom id', async () => {
  const byCustomId = await transactionOf(YEDPAY, { customId: 'order-paid' });
  const byToken = await transactionOf(YEDPAY, { paymentToken: 'tok-order-paid' });
  expect(byToken.recordId).toBe(byCustomId.recordId);
});

test('two attempts share a custom id, and the custom id gives the second', async () => {
  const first = await transactionOf(YEDPAY, { paymentToken: 'tok-attempt-1' });
  const second = await transactionOf(YEDPAY, { paymentToken: 'tok-attempt-2' });
  const byCustomId = await transactionOf(YEDPAY, { customId: 'order-reused' });
  expect([first, second].map(({ merchantReference }) => merchantReference)).toEqual(['order-reused', 'order-reused']);
  expect(first.recordId).not.toBe(second.recordId);
  expect(byCustomId.recordId).toBe(second.recordId);
});

test('personal data is obviously invented, and each field of it is guarded', async () => {
  const reference = { customId: 'order-personal-data' };
  const { guardedFields } = await transactionOf(YEDPAY, reference);
  expect(guardedFields.map(({ field }) => field).toSorted()).toEqual(
    ['_links', 'buyer_id', 'extra_parameters', 'payer', 'pin_key', 'refund_details'].toSorted(),
  );
  expect(await bodyOf(YEDPAY, reference)).toContain('sam.payer@example.com');
});

async function bodyOf(asked: Asked, reference: Reference): Promise<string> {
  return withSimulator(asked, async (simulator) => (await ask(asked, simulator, reference)).text());
}

async function transactionOf(asked: Asked, reference: Reference): Promise<Transaction> {
  const found = await withSimulator(asked, (simulator) => lookUp(asked, simulator, reference));
  if (found.outcome !== 'FOUND') throw new Error(`${JSON.stringify(reference)} gave ${found.outcome}`);
  return found.transaction;
}
