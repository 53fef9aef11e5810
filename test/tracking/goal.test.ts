import { describe, expect, test } from 'vitest';
import { found, type LookupOutcome, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import { PAYMENT_STATUSES } from '../../src/domain/payment-status.ts';
import { REFUND_STATES, REFUNDS_NOT_REPORTED, type RefundView } from '../../src/domain/refund-state.ts';
import { SETTLEMENT_STATES } from '../../src/domain/settlement-state.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { hasReached, WATCH_GOALS, type WatchGoal } from '../../src/tracking/goal.ts';
import { customId, record } from '../support/known-transactions.ts';

const MINUTE = 60_000;
const UNPAID = ['VOIDED', 'CANCELLED', 'EXPIRED', 'FAILED'];

function reached(goal: WatchGoal, changes: Partial<Transaction>): boolean {
  return hasReached(goal, found(record(customId('order'), changes), 0), 0);
}

const refund = (changes: Partial<RefundView>): RefundView => ({
  ...REFUNDS_NOT_REPORTED,
  supported: true,
  ...changes,
});

describe('a payment is decided', () => {
  test.each(PAYMENT_STATUSES)('or not, as %s', (status) => {
    expect(reached('PAYMENT_DECIDED', { status })).toBe(status === 'PAID' || UNPAID.includes(status));
  });
});

describe('a refund is decided', () => {
  test.each(REFUND_STATES)('or not, as %s of a paid payment', (refundState) => {
    const isReached = reached('REFUND_DECIDED', { status: 'PAID', refundState });
    expect(isReached).toBe(['NOT_REPORTED', 'PARTIAL', 'FULL'].includes(refundState));
  });

  test.each(PAYMENT_STATUSES)('where the payment ended unpaid, or not, as %s', (status) => {
    expect(reached('REFUND_DECIDED', { status, refundState: 'NONE' })).toBe(UNPAID.includes(status));
  });
});

describe('a payment is settled', () => {
  test.each(SETTLEMENT_STATES)('or not, as %s of a paid payment', (settlementState) => {
    const isReached = reached('SETTLED', { status: 'PAID', refundState: 'NONE', settlementState });
    expect(isReached).toBe(['NOT_REPORTED', 'SETTLED'].includes(settlementState));
  });

  test.each(PAYMENT_STATUSES)('where it ended unpaid, or not, as %s', (status) => {
    expect(reached('SETTLED', { status, settlementState: 'NOT_SETTLED' })).toBe(UNPAID.includes(status));
  });

  test('never, once all of it went back by a void; by a refund it may yet be', () => {
    const full = { status: 'PAID', refundState: 'FULL', settlementState: 'NOT_SETTLED' } as const;
    expect(reached('SETTLED', { ...full, refund: refund({ state: 'FULL', mechanism: 'VOID' }) })).toBe(true);
    expect(reached('SETTLED', { ...full, refund: refund({ state: 'FULL', mechanism: 'REFUND' }) })).toBe(false);
    const partial = { ...full, refundState: 'PARTIAL' } as const;
    expect(reached('SETTLED', { ...partial, refund: refund({ state: 'PARTIAL', mechanism: 'VOID' }) })).toBe(false);
  });
});

test('FINAL is what isFinal says', () => {
  const settled = { status: 'PAID', settlementState: 'SETTLED' } as const;
  expect(reached('FINAL', { ...settled, refundState: 'FULL', refund: refund({ mechanism: 'REFUND' }) })).toBe(true);
  expect(reached('FINAL', { ...settled, refundState: 'NONE', refund: refund({ state: 'NONE' }) })).toBe(false);
});

describe.each(WATCH_GOALS)('whoever waits for %s', (goal) => {
  test.each<LookupOutcome>([{ outcome: 'EXPIRED_UNPAID' }, problem('INVALID_REFERENCE')])(
    'has nothing left to wait for after $outcome',
    (outcome) => {
      expect(hasReached(goal, outcome, 0)).toBe(true);
    },
  );

  test('waits while the payer has not acted, however long', () => {
    expect(hasReached(goal, { outcome: 'AWAITING_CUSTOMER' }, 60 * MINUTE)).toBe(false);
  });

  test('waits ten minutes for what is not known', () => {
    expect(hasReached(goal, problem('NOT_FOUND'), 10 * MINUTE - 1)).toBe(false);
    expect(hasReached(goal, problem('NOT_FOUND'), 10 * MINUTE)).toBe(true);
  });

  test.each(PROBLEM_CODES.filter((code) => code !== 'NOT_FOUND' && code !== 'INVALID_REFERENCE'))(
    'waits through %s, however long',
    (code) => {
      expect(hasReached(goal, problem(code), 60 * MINUTE)).toBe(false);
    },
  );
});
