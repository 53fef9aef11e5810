import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { YEDPAY_STATUSES } from '../../../src/providers/yedpay/statuses.ts';
import { issueKinds, transactionWith } from './yedpay-records.ts';

type Changes = Readonly<Record<string, unknown>>;

/** What a caller is told about refunds: `[status, state, mechanism, refunded, remaining]`, and the issues. */
function told(changes: Changes) {
  // The net has its own tests.
  const found = transactionWith({ net: undefined, ...changes });
  const { state, mechanism, refunded, remaining } = found.refund;
  expect(found.refundState, 'the axis and the view agree').toBe(state);
  return {
    row: [found.status, state, mechanism, refunded?.amount ?? null, remaining?.amount ?? null],
    issues: issueKinds(found),
  };
}

const CONFLICT = ['STATUS_AMOUNT_CONFLICT refunded'];
const EXCEEDS = ['REFUND_EXCEEDS_AMOUNT refunded'];
const UNPAID = { paid_at: '' };

describe('a refund', () => {
  test.each<readonly [string, Changes, readonly unknown[], readonly string[]]>([
    ['that never was', {}, ['PAID', 'NONE', 'NOT_REPORTED', '0.00', '10.00'], []],
    ['in part', { status: 'refunded', refunded: '4.00' }, ['PAID', 'PARTIAL', 'REFUND', '4.00', '6.00'], []],
    ['in full', { status: 'refunded', refunded: '10.00' }, ['PAID', 'FULL', 'REFUND', '10.00', '0.00'], []],
    [
      'in full, written otherwise',
      { status: 'refunded', refunded: '10' },
      ['PAID', 'FULL', 'REFUND', '10', '0.00'],
      [],
    ],
    [
      'in part of a payment that was settled',
      { status: 'settled', settled_at: '2018-11-22 00:00:00', refunded: '4.00' },
      ['PAID', 'PARTIAL', 'REFUND', '4.00', '6.00'],
      [],
    ],
    [
      'in full of a payment that was settled, whose status tells of the settlement',
      { status: 'settled', settled_at: '2018-11-22 00:00:00', refunded: '10.00' },
      ['PAID', 'FULL', 'REFUND', '10.00', '0.00'],
      [],
    ],
    [
      'in part, whose status lags behind',
      { status: 'paid', refunded: '4.00' },
      ['PAID', 'PARTIAL', 'REFUND', '4.00', '6.00'],
      [],
    ],
    [
      'in full, whose status lags behind',
      { status: 'paid', refunded: '10.00' },
      ['PAID', 'FULL', 'REFUND', '10.00', '0.00'],
      CONFLICT,
    ],
    [
      'that exceeds the amount',
      { status: 'refunded', refunded: '10.01' },
      ['PAID', 'FULL', 'REFUND', '10.01', null],
      EXCEEDS,
    ],
    [
      'that is accepted but not decided',
      { status: 'pending_refund', refunded: '4.00' },
      ['PAID', 'PENDING', 'REFUND', '4.00', null],
      [],
    ],
    [
      'that is not decided, of more than was paid',
      { status: 'pending_refund', refunded: '14.00' },
      ['PAID', 'PENDING', 'REFUND', '14.00', null],
      EXCEEDS,
    ],
    [
      'whose status says so while its amount is zero',
      { status: 'refunded', refunded: '0.00' },
      ['PAID', 'FULL', 'REFUND', '0.00', null],
      CONFLICT,
    ],
    [
      'whose status says so without an amount',
      { status: 'refunded', refunded: '' },
      ['PAID', 'FULL', 'REFUND', null, null],
      CONFLICT,
    ],
    [
      'in full of an amount that is missing',
      { status: 'refunded', refunded: '4.00', amount: '' },
      ['PAID', 'FULL', 'REFUND', '4.00', null],
      CONFLICT,
    ],
    [
      'of an amount that is missing',
      { refunded: '4.00', amount: '' },
      ['PAID', 'PARTIAL', 'REFUND', '4.00', null],
      CONFLICT,
    ],
    [
      'on a failed payment',
      { status: 'failed', refunded: '4.00', ...UNPAID },
      ['FAILED', 'PARTIAL', 'REFUND', '4.00', null],
      CONFLICT,
    ],
    [
      'on a payment that was only authorized',
      { status: 'approved', refunded: '4.00', ...UNPAID },
      ['AUTHORIZED', 'PARTIAL', 'REFUND', '4.00', null],
      CONFLICT,
    ],
    ['with a negative sign', { refunded: '-4.00' }, ['PAID', 'PARTIAL', 'REFUND', '-4.00', null], CONFLICT],
    [
      'with a negative sign, in full',
      { status: 'refunded', refunded: '-10.00' },
      ['PAID', 'FULL', 'REFUND', '-10.00', null],
      CONFLICT,
    ],
    ['that is not reported at all', { refunded: '' }, ['PAID', 'NOT_REPORTED', 'NOT_REPORTED', null, null], []],
  ])('%s', (_, changes, row, issues) => {
    expect(told(changes)).toEqual({ row, issues });
  });

  test.each<readonly [string, Changes, readonly unknown[], readonly string[]]>([
    ['void after payment is a refund before cut-off', { status: 'void' }, ['PAID', 'FULL', 'VOID', '0.00', null], []],
    [
      'void after payment with its amount',
      { status: 'void', refunded: '10.00' },
      ['PAID', 'FULL', 'VOID', '10.00', null],
      [],
    ],
    [
      'void after payment, of more than was paid',
      { status: 'void', refunded: '10.01' },
      ['PAID', 'FULL', 'VOID', '10.01', null],
      EXCEEDS,
    ],
    [
      'void after payment with a part of its amount contradicts itself',
      { status: 'void', refunded: '4.00' },
      ['PAID', 'FULL', 'VOID', '4.00', null],
      CONFLICT,
    ],
    [
      'voiding after payment with a part of its amount is under way, and contradicts nothing',
      { status: 'voiding', refunded: '4.00' },
      ['PAID', 'PENDING', 'VOID', '4.00', null],
      [],
    ],
    [
      'reversal after payment with a part of its amount contradicts itself',
      { status: 'reversal', refunded: '4.00' },
      ['PAID', 'FULL', 'UNKNOWN', '4.00', null],
      CONFLICT,
    ],
    [
      'void of an authorization took nothing back',
      { status: 'void', ...UNPAID },
      ['VOIDED', 'NONE', 'NOT_REPORTED', '0.00', null],
      [],
    ],
    [
      'void of an authorization with a refund contradicts itself',
      { status: 'void', refunded: '10.00', ...UNPAID },
      ['VOIDED', 'NONE', 'NOT_REPORTED', '10.00', null],
      CONFLICT,
    ],
    [
      'voiding after payment is a refund under way',
      { status: 'voiding' },
      ['PAID', 'PENDING', 'VOID', '0.00', null],
      [],
    ],
    [
      'voiding of an authorization',
      { status: 'voiding', ...UNPAID },
      ['PENDING', 'NONE', 'NOT_REPORTED', '0.00', null],
      [],
    ],
    [
      'reversal after payment is a refund by unknown means',
      { status: 'reversal' },
      ['PAID', 'FULL', 'UNKNOWN', '0.00', null],
      [],
    ],
    [
      'reversal of an authorization',
      { status: 'reversal', ...UNPAID },
      ['VOIDED', 'NONE', 'NOT_REPORTED', '0.00', null],
      [],
    ],
  ])('%s', (_, changes, row, issues) => {
    expect(told(changes)).toEqual({ row, issues });
  });

  test('is not accused where the status is unknown: only the status is reported', () => {
    expect(told({ status: 'partly_returned', refunded: '4.00' })).toEqual({
      row: ['UNKNOWN', 'PARTIAL', 'REFUND', '4.00', null],
      issues: ['UNMAPPED_STATUS status'],
    });
  });

  test.each(['NaN', '1,000.00', '1e1'])('of %j is not reported as none', (refunded) => {
    expect(told({ refunded })).toEqual({
      row: ['PAID', 'NOT_REPORTED', 'NOT_REPORTED', null, null],
      issues: ['UNPARSEABLE_VALUE refunded'],
    });
  });

  test('carries its fee, time, reason and who asked', () => {
    const { refund } = transactionWith({
      status: 'refunded',
      refunded: '4.00',
      refund_charge: '0.10',
      refunded_at: '2018-11-21 09:00:00',
      refund_details: { request_user_id: 'U1', first_name: 'Mei', last_name: 'Wong', remark: 'damaged' },
    });
    expect(refund).toMatchObject({
      fee: { amount: '0.10' },
      lastRefundedAt: { utc: '2018-11-21T01:00:00Z' },
      reason: 'damaged',
      requestedBy: 'U1',
      pending: null,
    });
  });
});

test('of several refund details none is taken for the last, and all are shown', () => {
  const { refund, refundDetails } = transactionWith({
    status: 'refunded',
    refunded: '10.00',
    refund_details: [
      { request_user_id: 'U1', remark: 'damaged' },
      { request_user_id: 'U2', remark: 'late' },
    ],
  });
  expect([refund.reason, refund.requestedBy]).toEqual([null, null]);
  expect(refundDetails?.map(({ remark }) => remark)).toEqual(['damaged', 'late']);
});

describe('what could still be refunded', () => {
  const CODES = [...YEDPAY_STATUSES.map(({ code }) => code), 'something_new', ''];
  const cents = fc.integer({ min: -1_500, max: 1_500 });
  const written = cents.map((value) => (value / 100).toFixed(2));
  const anyAmount = fc.oneof(written, fc.constantFrom('', 'NaN', '0.00', '10.00'));
  const anyRecord = fc.record({
    status: fc.constantFrom(...CODES),
    paid_at: fc.constantFrom('', '2018-11-20 14:06:45', '0000-00-00 00:00:00'),
    is_balance_settled: fc.boolean(),
    amount: anyAmount,
    refunded: anyAmount,
  });

  test('is null, or exactly amount less refunded of a payment that was taken, never negative nor more than the amount', () => {
    fc.assert(
      fc.property(anyRecord, (changes) => {
        const { status, refund } = transactionWith(changes);
        if (refund.remaining === null) return;
        const [amount, refunded] = [Number(changes.amount), Number(changes.refunded)].map((value) =>
          Math.round(value * 100),
        );
        const remaining = Math.round(Number(refund.remaining.amount) * 100);
        expect(status).toBe('PAID');
        expect(remaining).toBe((amount ?? Number.NaN) - (refunded ?? Number.NaN));
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThanOrEqual(amount ?? Number.NaN);
        if (refund.state === 'FULL') expect(remaining).toBe(0);
        if (refund.state === 'NONE') expect(remaining).toBe(amount);
        expect(['PENDING', 'NOT_REPORTED']).not.toContain(refund.state);
        expect(['VOID', 'UNKNOWN']).not.toContain(refund.mechanism);
      }),
      { numRuns: 3_000 },
    );
  });

  test('is the only amount that is ever derived: the others are those that were sent', () => {
    fc.assert(
      fc.property(anyRecord, (changes) => {
        const { amount, refunded, refund } = transactionWith(changes);
        const stated = (text: string) => (text === '' || text === 'NaN' ? undefined : text);
        expect(amount?.amount).toBe(stated(changes.amount));
        expect(refunded?.amount).toBe(stated(changes.refunded));
        expect(refund.refunded).toBe(refunded);
        expect(refund.pending).toBeNull();
      }),
    );
  });
});
