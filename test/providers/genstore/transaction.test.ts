import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENSTORE_STATUSES } from '../../../src/providers/genstore/statuses.ts';
import { issueKinds, PAYMENT_ID, payment, paymentWith, paymentWithText, readPayment } from './genstore-records.ts';

describe('the status', () => {
  test.each([
    ['1', 'PENDING', 'process'],
    ['2', 'PAID', 'success'],
    ['3', 'VOIDED', 'auth_void'],
    ['4', 'AUTHORIZED', 'auth_success'],
    ['9', 'FAILED', 'failure'],
  ])('%s means %s', (code, status, label) => {
    expect(paymentWith({ status: code, successPaymentTime: undefined })).toMatchObject({
      status,
      providerStatus: { code, label, mapped: true, documented: true },
      issues: [],
    });
  });

  test('table holds the five documented codes and no more', () => {
    expect(GENSTORE_STATUSES.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '9']);
  });

  test.each(['5', '6', '7', '8', '0', '22', 'success', '2 '])(
    '%j is unknown, shown as sent, and pays for nothing',
    (code) => {
      const found = paymentWith({ status: code });
      expect(found).toMatchObject({ status: 'UNKNOWN', paidAt: null, providerStatus: { code, mapped: false } });
      expect(issueKinds(found)).toContain('UNMAPPED_STATUS status');
    },
  );

  test.each([[undefined], [null], ['']])('%j is unknown and has no code', (status) => {
    expect(paymentWith({ status })).toMatchObject({ status: 'UNKNOWN', paidAt: null, providerStatus: { code: null } });
  });

  test('as a number is read, and reported', () => {
    const found = paymentWith({ status: 2 });
    expect(found.status).toBe('PAID');
    expect(issueKinds(found)).toEqual(['TYPE_DEVIATION status']);
  });

  test('stated twice is neither', () => {
    const found = paymentWithText('"status":"1","status":"2"');
    expect(found).toMatchObject({ status: 'UNKNOWN', paidAt: null });
    expect(issueKinds(found)).toContain('DUPLICATE_KEY status');
  });
});

describe('the success time', () => {
  test('is the payment time of a success', () => {
    expect(paymentWith({})).toMatchObject({ status: 'PAID', paidAt: { utc: '2019-06-28T17:03:50Z' }, issues: [] });
  });

  test.each(['1', '3', '4', '9', '7'])('beside status %s is no payment time', (status) => {
    const found = paymentWith({ status });
    expect(found).toMatchObject({ paidAt: null, successPaymentTime: { utc: '2019-06-28T17:03:50Z' } });
    expect(issueKinds(found)).toContain('SUCCESS_TIME_WITHOUT_SUCCESS successPaymentTime');
  });

  test.each(['2019-06-28T18:03:50', '2019-06-28', '0000-00-00T00:00:00Z', '1561741430'])(
    '%j without an offset or a real date is null, with an issue',
    (successPaymentTime) => {
      const found = paymentWith({ successPaymentTime });
      expect(found).toMatchObject({ status: 'PAID', paidAt: null, successPaymentTime: null });
      expect(issueKinds(found)).toEqual(['UNPARSEABLE_VALUE successPaymentTime']);
    },
  );

  test.each([[''], [null], [undefined]])('%j is absent', (successPaymentTime) => {
    expect(paymentWith({ successPaymentTime })).toMatchObject({ paidAt: null, issues: [] });
  });
});

describe('an amount', () => {
  test.each([
    ['as a string', '"amount":"123.23"', '123.23'],
    ['as a number', '"amount":123.23', '123.23'],
    ['with trailing zeros', '"amount":123.230', '123.230'],
    ['of twenty digits', '"amount":12345678901234567890.12', '12345678901234567890.12'],
  ])('%s is exact', (_, member, amount) => {
    expect(paymentWithText(member).amount).toMatchObject({ amount, raw: amount });
  });

  test.each([
    '"amount":"NaN"',
    '"amount":"1e999"',
    '"amount":1e999',
    '"amount":"1,234.50"',
    '"amount":"$5"',
    '"amount":{"value":"1"}',
    '"amount":["1"]',
    '"amount":true',
  ])('%s is null with an issue, and the record lives', (member) => {
    const found = paymentWithText(member);
    expect(found).toMatchObject({ status: 'PAID', amount: null, fee: { amount: '5.01' } });
    expect(issueKinds(found)).toEqual(['UNPARSEABLE_VALUE amount']);
  });

  test('stated twice with different values is neither', () => {
    const found = paymentWithText('"amount":"1.00","amount":"100.00"');
    expect(found.amount).toBeNull();
    expect(issueKinds(found)).toEqual(['DUPLICATE_KEY amount']);
  });

  test.each([[''], [null], [undefined]])('%j is absent, not zero', (amount) => {
    expect(paymentWith({ amount })).toMatchObject({ amount: null, issues: [] });
  });

  test('in an unknown currency is kept without minor units', () => {
    const found = paymentWith({ currency: 'RMB' });
    expect(found.amount).toMatchObject({ amount: '123.23', currency: null, rawCurrency: 'RMB', minorUnits: null });
    expect(issueKinds(found)).toEqual(['UNKNOWN_CURRENCY currency']);
  });

  test('that does not add up is shown as stated', () => {
    const found = paymentWith({ net: '118.23' });
    expect(found.net?.amount).toBe('118.23');
    expect(issueKinds(found)).toEqual(['NET_MISMATCH net']);
  });

  test('of yen with decimals that yen do not have is kept without minor units', () => {
    const found = paymentWith({ currency: 'JPY', amount: '100.50', fee: undefined, net: undefined });
    expect(found.amount).toMatchObject({ amount: '100.50', currency: 'JPY', minorUnits: null });
    expect(issueKinds(found)).toEqual(['UNPARSEABLE_VALUE amount']);
  });
});

describe('an identifier', () => {
  test('of 21 digits survives as a number too', () => {
    const found = paymentWithText('"outOrderNo":101010101000000000136');
    expect(found.outOrderNo).toBe('101010101000000000136');
    expect(issueKinds(found)).toEqual(['TYPE_DEVIATION outOrderNo']);
  });

  test('that is missing is no reference', () => {
    const found = paymentWith({ outOrderNo: '', channelTrxNo: null });
    expect(found).toMatchObject({
      outOrderNo: null,
      channelTrxNo: null,
      merchantReference: null,
      processorReference: null,
    });
    expect(found.references.map(({ kind }) => kind)).toEqual(['PAYMENT_ID']);
  });
});

describe('fields that nobody documented', () => {
  test('are named, and their values are nowhere in the transaction', () => {
    const found = paymentWith({ cardNumber: '4111111111111111' });
    expect(issueKinds(found)).toEqual(['UNKNOWN_FIELD cardNumber']);
    expect(JSON.stringify(found)).not.toContain('4111');
  });

  test('do not pollute anything as `__proto__` or `constructor`', () => {
    const found = readPayment(
      `{"payment":{"__proto__":{"polluted":1,"amount":"9.99"},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(payment({ amount: undefined })).slice(1)}}`,
    );
    expect(found.amount).toBeNull();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('any field may be anything: the record lives, and its identity stays what was asked', () => {
  const values = fc.dictionary(
    fc.constantFrom(
      'status',
      'currency',
      'amount',
      'fee',
      'net',
      'outOrderNo',
      'channelTrxNo',
      'successPaymentTime',
      'x',
    ),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(values, (changes) => {
      const found = paymentWith(changes);
      expect(found.paymentId).toBe(PAYMENT_ID);
      expect(found.refundState).toBe('NOT_REPORTED');
      if (found.status !== 'PAID') expect(found.paidAt).toBeNull();
    }),
    { numRuns: 500 },
  );
});
