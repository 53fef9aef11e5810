import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { businessDate, type Instant } from '../../../src/domain/instant.ts';
import { issueKinds, readPayment } from './genstore-records.ts';

const sample = readPayment(readFileSync(new URL('fixtures/documented-payment.json', import.meta.url), 'utf8'));

test('every documented field comes out as it is documented', () => {
  expect(sample).toMatchObject({
    paymentId: 'PI0020241010151755224',
    outOrderNo: '101010101000000000136',
    channelTrxNo: '0SX593062F1597043',
    amount: { amount: '123.23', currency: 'USD', minorUnits: '12323', exponent: 2, raw: '123.23' },
    fee: { amount: '5.01', currency: 'USD', minorUnits: '501' },
    net: { amount: '118.22', currency: 'USD', minorUnits: '11822' },
    successPaymentTime: {
      utc: '2019-06-28T17:03:50Z',
      sourceZone: '+01:00',
      raw: '2019-06-28T18:03:50+01:00',
    },
    providerStatus: { code: '1', label: 'process', mapped: true, documented: true },
  });
});

test('the success time of a payment in process is kept, reported and proves nothing', () => {
  expect(sample).toMatchObject({ status: 'PENDING', paidAt: null });
  expect(issueKinds(sample)).toEqual(['SUCCESS_TIME_WITHOUT_SUCCESS successPaymentTime']);
  expect(sample.issues[0]).toMatchObject({ severity: 'WARNING', expected: '2 (success)', actual: '1' });
});

test('what Genstore does not report is said to be not reported, never zero', () => {
  expect(sample).toMatchObject({
    refundState: 'NOT_REPORTED',
    settlementState: 'NOT_REPORTED',
    createdAt: null,
    updatedAt: null,
    guardedFields: [],
    refund: {
      state: 'NOT_REPORTED',
      supported: false,
      mechanism: 'NOT_REPORTED',
      refunded: null,
      pending: null,
      remaining: null,
      fee: null,
    },
  });
});

test('every identifier is a reference, and only the payment id can be looked up', () => {
  expect(sample.references).toEqual([
    { kind: 'PAYMENT_ID', value: 'PI0020241010151755224', queryable: true },
    { kind: 'OUT_ORDER_NO', value: '101010101000000000136', queryable: false },
    { kind: 'CHANNEL_TRX_NO', value: '0SX593062F1597043', queryable: false },
  ]);
  expect(sample).toMatchObject({
    merchantReference: '101010101000000000136',
    processorReference: '0SX593062F1597043',
    recordId: 'PI0020241010151755224',
  });
});

test('the raw record is the sample', () => {
  expect(JSON.parse(JSON.stringify(sample.raw))).toEqual(
    JSON.parse(readFileSync(new URL('fixtures/documented-payment.json', import.meta.url), 'utf8')).payment,
  );
});

test('the business date is counted in the zone that is asked for', () => {
  expect(businessDate(sample.successPaymentTime as Instant, 'Asia/Hong_Kong')).toBe('2019-06-29');
});
