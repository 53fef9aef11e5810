import { describe, expect, test } from 'vitest';
import { LIFETIMES, lifetimeOf, STALE_ON_ERROR_MS, STATE_CLASSES, stateClassOf } from '../../src/cache/lifetime.ts';
import { instantAt } from '../../src/domain/instant.ts';
import { found, type LookupOutcome, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import { PAYMENT_STATUSES } from '../../src/domain/payment-status.ts';
import { REFUND_STATES, REFUNDS_NOT_REPORTED } from '../../src/domain/refund-state.ts';
import { SETTLEMENT_STATES } from '../../src/domain/settlement-state.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { customId, record } from '../support/known-transactions.ts';

const NOW = Date.UTC(2026, 0, 2);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const refunds = (state: Transaction['refundState'], mechanism: Transaction['refund']['mechanism'] = 'REFUND') => ({
  refundState: state,
  refund: { ...record(customId('x')).refund, state, supported: true, mechanism },
});
const notReported = { refundState: 'NOT_REPORTED', refund: REFUNDS_NOT_REPORTED } as const;

function outcomeWith(changes: Partial<Transaction>): LookupOutcome {
  return found(record(customId('x'), changes), NOW);
}

describe('the class of a state', () => {
  test.each<[string, Partial<Transaction>, string]>([
    [
      'paid, settled, and a refund may still come',
      { status: 'PAID', settlementState: 'SETTLED', ...refunds('NONE') },
      'PAID',
    ],
    [
      'paid, and a part is refunded: more may come',
      { status: 'PAID', settlementState: 'SETTLED', ...refunds('PARTIAL') },
      'PAID',
    ],
    ['paid and not settled', { status: 'PAID', settlementState: 'NOT_SETTLED', ...refunds('NONE') }, 'PAID'],
    ['paid, with a refund under way', { status: 'PAID', settlementState: 'SETTLED', ...refunds('PENDING') }, 'OPEN'],
    [
      'refunded in full before it settled',
      { status: 'PAID', settlementState: 'NOT_SETTLED', ...refunds('FULL') },
      'PAID',
    ],
    ['refunded in full and settled', { status: 'PAID', settlementState: 'SETTLED', ...refunds('FULL') }, 'FINAL'],
    [
      'voided after it was paid',
      { status: 'PAID', settlementState: 'NOT_SETTLED', ...refunds('FULL', 'VOID') },
      'FINAL',
    ],
    [
      'paid, of a provider that reports neither refund nor settlement',
      { status: 'PAID', settlementState: 'NOT_REPORTED', ...notReported },
      'FINAL',
    ],
    [
      'paid, with the refund left out by a provider that reports it',
      { status: 'PAID', settlementState: 'SETTLED', ...refunds('NOT_REPORTED') },
      'PAID',
    ],
    ['cancelled', { status: 'CANCELLED', ...refunds('NONE') }, 'FINAL'],
    ['failed', { status: 'FAILED', ...notReported }, 'FINAL'],
    ['expired', { status: 'EXPIRED', ...refunds('NONE') }, 'FINAL'],
    ['pending', { status: 'PENDING', ...refunds('NONE') }, 'OPEN'],
    ['authorized', { status: 'AUTHORIZED', ...refunds('NONE') }, 'OPEN'],
    ['unknown', { status: 'UNKNOWN', ...refunds('NONE') }, 'OPEN'],
  ])('%s', (_, changes, expected) => {
    expect(stateClassOf(outcomeWith(changes))).toBe(expected);
  });

  test('is FINAL for nothing that is not final, and never longer than its finality allows', () => {
    for (const status of PAYMENT_STATUSES) {
      for (const refundState of REFUND_STATES) {
        for (const settlementState of SETTLEMENT_STATES) {
          const stateClass = stateClassOf(outcomeWith({ status, settlementState, ...refunds(refundState) }));
          if (status === 'PAID' && refundState !== 'FULL') expect(stateClass).not.toBe('FINAL');
          if (refundState === 'PENDING') expect(stateClass).toBe('OPEN');
          if (['PENDING', 'AWAITING_CUSTOMER', 'AUTHORIZED', 'UNKNOWN'].includes(status))
            expect(stateClass).toBe('OPEN');
        }
      }
    }
  });

  test('of an outcome without a record', () => {
    expect(stateClassOf({ outcome: 'AWAITING_CUSTOMER' })).toBe('OPEN');
    expect(stateClassOf({ outcome: 'EXPIRED_UNPAID' })).toBe('EXPIRED_UNPAID');
    expect(stateClassOf(problem('NOT_FOUND'))).toBe('NOT_FOUND');
  });

  test('of a failure is none: nothing of it is kept', () => {
    const failures = PROBLEM_CODES.filter((code) => code !== 'NOT_FOUND');
    expect(failures).toHaveLength(8);
    for (const code of failures) {
      expect([code, stateClassOf(problem(code)), lifetimeOf(problem(code), NOW)]).toEqual([code, null, null]);
    }
  });
});

describe('a lifetime', () => {
  test('is long for final states, minutes for paid ones, and seconds for those that are open', () => {
    expect(Object.keys(LIFETIMES).toSorted()).toEqual([...STATE_CLASSES].toSorted());
    const total = (name: keyof typeof LIFETIMES) => LIFETIMES[name].freshMs + LIFETIMES[name].staleMs;
    expect(total('FINAL')).toBeGreaterThanOrEqual(HOUR);
    expect(total('FINAL')).toBeLessThanOrEqual(STALE_ON_ERROR_MS);
    expect(total('PAID')).toBeGreaterThanOrEqual(MINUTE);
    expect(total('PAID')).toBeLessThanOrEqual(10 * MINUTE);
    expect(total('OPEN')).toBeGreaterThanOrEqual(SECOND);
    expect(total('OPEN')).toBeLessThanOrEqual(10 * SECOND);
    expect(LIFETIMES.EXPIRED_UNPAID).toEqual({ freshMs: 60 * SECOND, staleMs: 0 });
    expect(LIFETIMES.NOT_FOUND).toEqual({ freshMs: 5 * SECOND, staleMs: 0 });
  });

  const paid = { status: 'PAID', settlementState: 'NOT_SETTLED', ...refunds('NONE') } as const;
  const { freshMs, staleMs } = LIFETIMES.PAID;

  test.each([
    ['long after', freshMs + staleMs + 1, { freshMs, staleMs }],
    ['exactly at the end', freshMs + staleMs, { freshMs, staleMs }],
    ['within the grace', freshMs + 1, { freshMs, staleMs: 1 }],
    ['when the grace begins', freshMs, { freshMs, staleMs: 0 }],
    ['before', 1, { freshMs: 1, staleMs: 0 }],
    ['now', 0, { freshMs, staleMs }],
    ['in the past', -HOUR, { freshMs, staleMs }],
  ])('is cut at the change that the provider announced: %s', (_, left, expected) => {
    const outcome = outcomeWith({ ...paid, expectedChangeAt: instantAt(NOW + left) });
    expect(lifetimeOf(outcome, NOW)).toEqual(expected);
  });

  test('is never negative nor longer than its class allows, wherever the change is', () => {
    for (let left = -10 * MINUTE; left <= 10 * MINUTE; left += 7_001) {
      const lifetime = lifetimeOf(outcomeWith({ ...paid, expectedChangeAt: instantAt(NOW + left) }), NOW);
      expect(lifetime?.freshMs).toBeGreaterThan(0);
      expect(lifetime?.staleMs).toBeGreaterThanOrEqual(0);
      expect((lifetime?.freshMs ?? 0) + (lifetime?.staleMs ?? 0)).toBeLessThanOrEqual(freshMs + staleMs);
      if (left > 0) expect((lifetime?.freshMs ?? 0) + (lifetime?.staleMs ?? 0)).toBeLessThanOrEqual(left);
    }
  });
});
