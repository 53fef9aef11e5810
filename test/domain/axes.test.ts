import { describe, expect, test } from 'vitest';
import { isFinal } from '../../src/domain/finality.ts';
import { type Axes, HEADLINES, headlineOf } from '../../src/domain/headline.ts';
import { endedUnpaid, PAYMENT_STATUSES, type PaymentStatus } from '../../src/domain/payment-status.ts';
import { REFUND_MECHANISMS, REFUND_STATES, type RefundMechanism } from '../../src/domain/refund-state.ts';
import { SETTLEMENT_STATES } from '../../src/domain/settlement-state.ts';

const EVERY_AXES: readonly Axes[] = PAYMENT_STATUSES.flatMap((status) =>
  REFUND_STATES.flatMap((refundState) =>
    SETTLEMENT_STATES.map((settlementState) => ({ status, refundState, settlementState })),
  ),
);

function axes(changes: Partial<Axes>): Axes {
  return { status: 'PAID', refundState: 'NONE', settlementState: 'NOT_SETTLED', ...changes };
}

describe('the headline', () => {
  test('is one of the known words for every combination', () => {
    for (const every of EVERY_AXES) expect(HEADLINES, JSON.stringify(every)).toContain(headlineOf(every));
  });

  test('every word is the headline of some combination', () => {
    expect(new Set(EVERY_AXES.map(headlineOf))).toEqual(new Set(HEADLINES));
  });

  test.each([
    [axes({}), 'PAID'],
    [axes({ refundState: 'NOT_REPORTED', settlementState: 'NOT_REPORTED' }), 'PAID'],
    [axes({ settlementState: 'SETTLED' }), 'SETTLED'],
    [axes({ settlementState: 'REVERSED' }), 'PAID'],
    [axes({ refundState: 'PENDING', settlementState: 'SETTLED' }), 'REFUNDING'],
    [axes({ refundState: 'PARTIAL', settlementState: 'SETTLED' }), 'PARTLY_REFUNDED'],
    [axes({ refundState: 'FULL', settlementState: 'SETTLED' }), 'REFUNDED'],
  ] as const)('of a paid payment tells what happened last: %o is %s', (paid, headline) => {
    expect(headlineOf(paid)).toBe(headline);
  });

  test('of a payment that was not taken never claims that it was paid, settled or refunded', () => {
    for (const every of EVERY_AXES.filter(({ status }) => status !== 'PAID')) {
      expect(headlineOf(every)).toBe(every.status);
    }
  });
});

describe('finality', () => {
  const EVERY = EVERY_AXES.flatMap((every) => REFUND_MECHANISMS.map((mechanism) => ({ every, mechanism })));

  test('is decided for every combination', () => {
    for (const { every, mechanism } of EVERY)
      expect(typeof isFinal(every, { supported: true, mechanism })).toBe('boolean');
  });

  test('is never claimed while something is open or unknown', () => {
    const open: readonly PaymentStatus[] = ['PENDING', 'AWAITING_CUSTOMER', 'AUTHORIZED', 'UNKNOWN'];
    for (const { every, mechanism } of EVERY) {
      const isOpen =
        open.includes(every.status) ||
        every.refundState === 'PENDING' ||
        every.refundState === 'PARTIAL' ||
        (every.status === 'PAID' && every.refundState === 'NONE');
      if (isOpen)
        expect(isFinal(every, { supported: true, mechanism }), JSON.stringify({ every, mechanism })).toBe(false);
    }
  });

  test.each([
    ['a failed payment', axes({ status: 'FAILED' }), 'NOT_REPORTED', true],
    [
      'an expired payment without refund fields',
      axes({ status: 'EXPIRED', refundState: 'NOT_REPORTED' }),
      'NOT_REPORTED',
      true,
    ],
    [
      'a failed payment with a refund, which contradicts itself',
      axes({ status: 'FAILED', refundState: 'FULL' }),
      'REFUND',
      false,
    ],
    ['a paid payment', axes({ settlementState: 'SETTLED' }), 'NOT_REPORTED', false],
    [
      'a settled payment of a provider that reports refunds and left this one out',
      axes({ refundState: 'NOT_REPORTED', settlementState: 'SETTLED' }),
      'NOT_REPORTED',
      false,
    ],
    ['a full refund before settlement', axes({ refundState: 'FULL' }), 'REFUND', false],
    ['a full refund after settlement', axes({ refundState: 'FULL', settlementState: 'SETTLED' }), 'REFUND', true],
    [
      'a full refund whose settlement was reversed',
      axes({ refundState: 'FULL', settlementState: 'REVERSED' }),
      'REFUND',
      false,
    ],
    ['a void after payment, which never settles', axes({ refundState: 'FULL' }), 'VOID', true],
    ['a full refund by unknown means', axes({ refundState: 'FULL' }), 'UNKNOWN', false],
  ] as ReadonlyArray<readonly [string, Axes, RefundMechanism, boolean]>)('of %s', (_, every, mechanism, final) => {
    expect(isFinal(every, { supported: true, mechanism })).toBe(final);
  });

  test('of a paid payment of a provider that reports neither refund nor settlement', () => {
    const paid = axes({ refundState: 'NOT_REPORTED', settlementState: 'NOT_REPORTED' });
    expect(isFinal(paid, { supported: false, mechanism: 'NOT_REPORTED' })).toBe(true);
  });

  test('an ended payment is one of these four', () => {
    expect(PAYMENT_STATUSES.filter(endedUnpaid)).toEqual(['VOIDED', 'CANCELLED', 'EXPIRED', 'FAILED']);
  });
});
