import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decimal } from '../../src/domain/decimal.ts';
import { found, type LookupOutcome, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import { PAYMENT_STATUSES } from '../../src/domain/payment-status.ts';
import { SETTLEMENT_STATES } from '../../src/domain/settlement-state.ts';
import type { SummaryTotal } from '../../src/domain/summary.ts';
import { summarize } from '../../src/domain/summary-tally.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { sumOf, unitsOf } from '../reconciliation/decimal-oracle.ts';
import { money, payment } from '../reconciliation/statements.ts';

const answer = (transaction: Transaction): LookupOutcome => found(transaction, 0);
const total = (amount: string | null, statedCount: number, unstatedCount = 0) => ({
  amount,
  statedCount,
  unstatedCount,
});

test('only what was paid is in the totals, and every state is counted', () => {
  const paid = payment('1');
  const summary = summarize([
    answer({ ...paid, settlementState: 'SETTLED', refund: { ...paid.refund, refunded: money('40.00') } }),
    answer(payment('2', { amount: money('0.5'), fee: null, net: null, settlementState: 'NOT_SETTLED' })),
    answer(payment('3', { status: 'FAILED' })),
  ]);
  expect(summary).toMatchObject({
    complete: true,
    excluded: [],
    byCurrency: [
      {
        currency: 'HKD',
        count: 3,
        paidCount: 2,
        gross: total('100.50', 2),
        fee: total('1.80', 1, 1),
        net: total('98.20', 1, 1),
        settled: total('100.00', 1),
        unsettled: total('0.5', 1),
        settlementNotReported: total('0', 0),
        byStatus: [
          { status: 'PAID', total: total('100.50', 2) },
          { status: 'FAILED', total: total('100.00', 1) },
        ],
      },
    ],
  });
});

test('what no record states is null, and not zero', () => {
  const [hkd] = summarize([answer(payment('1', { fee: null }))]).byCurrency;
  expect(hkd?.fee).toEqual(total(null, 0, 1));
});

test('a payment that went back whole and states a refund of 0 states none', () => {
  const { refund } = payment('1');
  const voided = payment('1', { refundState: 'FULL', refund: { ...refund, refunded: money('0.00') } });
  expect(summarize([answer(voided)]).byCurrency[0]?.refunded).toEqual(total(null, 0, 1));
});

test('a record that two references name is counted once', () => {
  const summary = summarize([answer(payment('1')), answer(payment('1')), answer(payment('2'))]);
  expect(summary.byCurrency[0]?.gross).toEqual(total('200.00', 2));
  expect(summary).toMatchObject({ complete: true, excluded: [{ reason: 'DUPLICATE', count: 1 }] });
});

test.each([
  [[{ outcome: 'AWAITING_CUSTOMER' }, { outcome: 'EXPIRED_UNPAID' }], true],
  [[answer(payment('1', { status: 'UNKNOWN' }))], false],
  ...PROBLEM_CODES.map((code) => [[problem(code)], false] as const),
  [[answer(payment('1', { amount: money('5', 'RMB'), fee: null, net: null }))], false],
  [[answer(payment('1', { amount: null }))], false],
  [[answer(payment('1', { amount: null, status: 'FAILED' }))], true],
  [[], true],
] as ReadonlyArray<readonly [readonly LookupOutcome[], boolean]>)(
  'it says whether money may be missing (%#)',
  (outcomes, complete) => {
    expect(summarize(outcomes).complete).toBe(complete);
  },
);

const AMOUNT = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 20 }))
  .map(([units, scale]) => {
    const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
    const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return units < 0n ? `-${text}` : text;
  });
const RECORD = fc.record({
  status: fc.constantFrom(...PAYMENT_STATUSES, 'PAID', 'PAID', 'PAID'),
  settlementState: fc.constantFrom(...SETTLEMENT_STATES),
  currency: fc.constantFrom('HKD', 'USD', 'KWD'),
  amount: fc.option(AMOUNT),
  fee: fc.option(AMOUNT),
  refunded: fc.option(AMOUNT),
});

test('every sum is what integers say, in its own currency', () => {
  fc.assert(
    fc.property(fc.array(RECORD, { maxLength: 20 }), (records) => {
      const transactions = records.map(({ amount, fee, refunded, currency, ...axes }, index) => {
        const stated = (text: string | null) => (text === null ? null : money(text, currency));
        const base = payment(String(index));
        return {
          ...base,
          ...axes,
          amount: stated(amount),
          fee: stated(fee),
          net: null,
          refund: { ...base.refund, refunded: stated(refunded) },
        };
      });
      const { byCurrency } = summarize(transactions.map(answer));
      for (const currency of ['HKD', 'USD', 'KWD']) {
        const summary = byCurrency.find((candidate) => candidate.currency === currency);
        const own = transactions.filter(({ amount, fee }) => (amount ?? fee)?.currency === currency);
        const paid = own.filter(({ status }) => status === 'PAID');
        expect([summary?.count ?? 0, summary?.paidCount ?? 0]).toEqual([own.length, paid.length]);
        if (summary === undefined) continue;
        check(
          summary.gross,
          paid.map(({ amount }) => amount?.amount ?? null),
        );
        check(
          summary.fee,
          paid.map(({ fee }) => fee?.amount ?? null),
        );
        check(
          summary.refunded,
          paid.map(({ refund }) => refund.refunded?.amount ?? null),
        );
        const parts = [summary.settled, summary.unsettled, summary.settlementNotReported];
        expect(sumOf(parts.map(({ amount }) => amount ?? '0'))).toBe(unitsOf(summary.gross.amount ?? '0'));
        expect(
          summary.byStatus.reduce(
            (sum, { total: { statedCount, unstatedCount } }) => sum + statedCount + unstatedCount,
            0,
          ),
        ).toBe(own.length);
      }
    }),
    { numRuns: 500 },
  );
});

function check(sum: SummaryTotal, amounts: ReadonlyArray<Decimal | null>): void {
  const stated = amounts.filter((amount) => amount !== null);
  expect([sum.statedCount, sum.unstatedCount]).toEqual([stated.length, amounts.length - stated.length]);
  if (stated.length > 0 || amounts.length === 0) expect(unitsOf(sum.amount ?? 'null')).toBe(sumOf(stated));
  else expect(sum.amount).toBeNull();
}
