import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { businessDate, type Instant } from '../../../src/domain/instant.ts';
import { reply } from '../../support/replies.ts';
import { customIdKey, issueKinds, outcomeOf, readTransaction } from './yedpay-records.ts';

const text = readFileSync(new URL('fixtures/documented-transaction.json', import.meta.url), 'utf8');
const sample = readTransaction(text);
const ID = 'xXxXxXxXxXXxXx';

test('every documented field comes out as it is documented', () => {
  expect(sample).toMatchObject({
    yedpayId: ID,
    userId: ID,
    companyId: ID,
    storeId: ID,
    gateway: { id: 1, subId: 1, subName: 'Alipay', code: '1_1', label: 'Alipay (in store)' },
    barcodeId: ID,
    providerStatus: { code: 'paid', label: 'paid', mapped: true, documented: true },
    amount: { amount: '10.00', currency: 'HKD', minorUnits: '1000' },
    charge: { amount: '1.20', currency: 'HKD', minorUnits: '120', raw: '1.20' },
    refunded: { amount: '0.00' },
    refundCharge: { amount: '0.00' },
    net: { amount: '9.75' },
    tips: { amount: '0.00' },
    forex: '1',
    isBalanceSettled: true,
    settledAt: null,
    transactionId: ID,
    referenceId: ID,
    extraParameters: '{"extra_1": "value_1", "extra_2": "value_2", "extra_3": "value_3", "extra_4": "value_4"}',
    customId: 'XxXxXxXxXxXxXxXxXx',
    links: [
      { rel: 'checkout', href: 'https://qr.alipay.com/xxxxxxxx' },
      { rel: 'qrcode', href: 'https://api.yedpay.com/v1/q/alipay/xxxxxxx' },
    ],
  });
});

test('every time is read in Hong Kong', () => {
  expect(sample).toMatchObject({
    paidAt: { utc: '2018-11-20T06:06:45Z', sourceZone: 'Asia/Hong_Kong', raw: '2018-11-20 14:06:45' },
    createdAt: { utc: '2018-11-20T06:06:45Z' },
    updatedAt: { utc: '2018-11-20T06:06:45Z' },
    canSettleAfter: { utc: '2018-11-20T16:00:00Z' },
    expiredAt: { utc: '2018-11-21T06:06:45Z' },
  });
  expect(businessDate(sample.canSettleAfter as Instant, sample.timeZone)).toBe('2018-11-21');
});

test('an empty text is absent', () => {
  const { payer, buyerId, walletType, fixedId, refundedAt, settledAt, pinKey, cancellation, refundDetails, failure } =
    sample;
  for (const absent of [
    payer,
    buyerId,
    walletType,
    fixedId,
    refundedAt,
    settledAt,
    pinKey,
    cancellation,
    refundDetails,
    failure,
  ]) {
    expect(absent).toBeNull();
  }
});

test('its two contradictions are reported, and nothing else', () => {
  expect(issueKinds(sample)).toEqual(['SETTLED_WITHOUT_DATE settled_at', 'NET_MISMATCH net']);
  expect(sample.issues[1]).toMatchObject({ severity: 'INFO', expected: '8.80', actual: '9.75' });
});

test('it is paid, not refunded, and settled', () => {
  expect(sample).toMatchObject({
    status: 'PAID',
    refundState: 'NONE',
    settlementState: 'SETTLED',
    fee: { amount: '1.20' },
    refund: {
      state: 'NONE',
      supported: true,
      mechanism: 'NOT_REPORTED',
      remaining: { amount: '10.00' },
      pending: null,
    },
  });
});

test('every identifier is a reference, and only the custom id can be looked up', () => {
  expect(sample.references).toEqual([
    { kind: 'YEDPAY_ID', value: ID, queryable: false },
    { kind: 'CUSTOM_ID', value: 'XxXxXxXxXxXxXxXxXx', queryable: true },
    { kind: 'TRANSACTION_ID', value: ID, queryable: false },
    { kind: 'REFERENCE_ID', value: ID, queryable: false },
  ]);
});

test('exactly the filled guarded fields are guarded', () => {
  expect(sample.guardedFields).toEqual([
    { field: 'extra_parameters', scope: 'transactions:pii' },
    { field: '_links', scope: 'transactions:secrets' },
  ]);
});

test('the raw record is the sample, numbers as their text', () => {
  const stated = text.replaceAll(/: (1\.20|1)(?=,)/g, ': "$1"');
  expect(JSON.parse(JSON.stringify(sample.raw))).toEqual(JSON.parse(stated).data);
});

test('asked by its custom id it is found, and by another it is not', () => {
  expect(outcomeOf(reply(text), customIdKey('XxXxXxXxXxXxXxXxXx')).outcome).toBe('FOUND');
  expect(outcomeOf(reply(text), customIdKey('xxXxXxXxXxXxXxXxXx')).outcome).toBe('MALFORMED_RESPONSE');
});

test('the documented error is an outage', () => {
  const error = readFileSync(new URL('fixtures/documented-error.json', import.meta.url), 'utf8');
  for (const status of [200, 400, 500])
    expect(outcomeOf(reply(error, { status })).outcome).toBe('PROVIDER_UNAVAILABLE');
});
