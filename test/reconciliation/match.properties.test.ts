import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LookupOutcome, PROBLEM_CODES, problem } from '../../src/domain/lookup-outcome.ts';
import { PAYMENT_STATUSES } from '../../src/domain/payment-status.ts';
import { DIFFERENCES } from '../../src/reconciliation/entry-outcome.ts';
import type { EntryAnswers, JudgedEntry } from '../../src/reconciliation/judge.ts';
import { matchEntries } from '../../src/reconciliation/match.ts';
import { figuresOf } from '../../src/reconciliation/report.ts';
import type { ReconciliationRules } from '../../src/reconciliation/rules.ts';
import { sumOf, unitsOf } from './decimal-oracle.ts';
import { answer, decimal, entry, money, NOW, payment, rules } from './statements.ts';

const AMOUNT = fc
  .tuple(fc.integer({ min: -100, max: 10_000 }), fc.constantFrom('', '.0', '.05', '.50', '.005'))
  .map(([whole, cents]) => `${whole}${cents}`);
const CURRENCY = fc.constantFrom('HKD', 'USD', 'JPY');
/** Few, so that entries meet: in one record, and in references that the rules take for the same. */
const NAMES = ['1', '01', 'WC-1', '2', '3'];
const NAME = fc.constantFrom(...NAMES);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

/** What a provider has under a name: the same for all who ask. */
const FACTS = fc.record({
  status: fc.constantFrom(...PAYMENT_STATUSES, 'PAID', 'PAID', 'PAID'),
  amount: maybe(AMOUNT),
  currency: maybe(fc.constantFrom('HKD', 'USD', 'JPY', 'RMB')),
});
const WORLD = fc.array(FACTS, { minLength: 10, maxLength: 10 }).map((facts) =>
  facts.map(({ amount, currency, ...axes }, index) =>
    answer(
      payment(NAMES[index % NAMES.length] ?? '', {
        ...axes,
        provider: index < NAMES.length ? 'yedpay' : 'genstore',
        amount: amount === null ? null : money(amount, currency),
        fee: null,
        net: null,
      }),
    ),
  ),
);
const UNANSWERED: fc.Arbitrary<LookupOutcome> = fc.oneof(
  fc.constantFrom(...PROBLEM_CODES).map((code) => problem(code)),
  fc.constantFrom({ outcome: 'AWAITING_CUSTOMER' } as const, { outcome: 'EXPIRED_UNPAID' } as const),
);

function answersIn(world: readonly LookupOutcome[]): fc.Arbitrary<EntryAnswers> {
  const outcome = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...world) }, UNANSWERED);
  return fc.record({
    entry: fc
      .record({
        key: fc.uuid(),
        amount: maybe(AMOUNT.map(decimal)),
        currency: maybe(CURRENCY),
        merchantReference: maybe(NAME),
        paidOn: maybe(fc.constantFrom('2026-03-09', '2026-03-10', '2026-03-11')),
        expectStatus: maybe(fc.constantFrom(...PAYMENT_STATUSES)),
      })
      .map(entry),
    outcome,
    counterpart: fc.option(outcome, { nil: null, freq: 3 }),
    timeZone: fc.constantFrom(null, 'Asia/Hong_Kong'),
  });
}
const ANSWERS = WORLD.chain(answersIn);
const LIST = WORLD.chain((world) =>
  fc.uniqueArray(answersIn(world), { maxLength: 12, selector: (asked) => asked.entry.key }),
);
const RULES: fc.Arbitrary<ReconciliationRules> = fc
  .record({
    tolerance: fc.constantFrom('0', '0.01', '5', '100000'),
    paidWithinDays: fc.integer({ min: 0, max: 2 }),
    ignore: fc.boolean(),
  })
  .map(({ tolerance, paidWithinDays, ignore }) =>
    rules({
      tolerances: new Map(['HKD', 'USD'].map((currency) => [currency, decimal(tolerance)])),
      paidWithinDays,
      normalization: { trim: ignore, ignoreCase: ignore, ignorePrefix: ignore, ignoreLeadingZeros: ignore },
    }),
  );

const match = (list: readonly EntryAnswers[], own: ReconciliationRules) => matchEntries(list, { rules: own, now: NOW });
const byKey = (judged: readonly JudgedEntry[]) => new Map(judged.map((row) => [row.entry.key, row]));

/** A decision of this many cases takes about a second. */
const RUNS = { numRuns: 1_000 };

test('the order of the entries never matters', () => {
  fc.assert(
    fc.property(
      LIST.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      RULES,
      ([list, shuffled], own) => {
        const [matched, again] = [match(list, own), match(shuffled, own)];
        expect(byKey(again)).toEqual(byKey(matched));
        expect(figuresOf(again)).toEqual(figuresOf(matched));
      },
    ),
    RUNS,
  );
});

test('every entry appears exactly once, in its place, and is counted once', () => {
  fc.assert(
    fc.property(LIST, RULES, (list, own) => {
      const matched = match(list, own);
      expect(matched.map((row) => row.entry)).toEqual(list.map((asked) => asked.entry));
      expect(figuresOf(matched).counts.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
    }),
    RUNS,
  );
});

test('the totals of both sides, and their difference, are what integers say', () => {
  fc.assert(
    fc.property(LIST, RULES, (list, own) => {
      const matched = match(list, own);
      const { totals } = figuresOf(matched);
      const records = new Map(
        list.flatMap(({ outcome }) =>
          outcome.outcome === 'FOUND' && outcome.transaction.status === 'PAID'
            ? [[`${outcome.transaction.provider} ${outcome.transaction.recordId}`, outcome.transaction.amount] as const]
            : [],
        ),
      );
      for (const currency of ['HKD', 'USD', 'JPY']) {
        const stated = matched.filter(
          ({ entry: { currency: own, amount, expectStatus } }) =>
            own === currency && amount !== null && (expectStatus ?? 'PAID') === 'PAID',
        );
        const amounts = stated.flatMap((row) => row.entry.amount ?? []);
        const unverified = stated.filter((row) => !row.isVerified).flatMap((row) => row.entry.amount ?? []);
        const open = stated
          .filter((row) => row.isVerified && row.outcome === 'EXPECTED')
          .flatMap((row) => row.entry.amount ?? []);
        const actual = [...records.values()].flatMap((amount) =>
          amount?.currency === currency ? [amount.amount] : [],
        );
        const total = totals.find((candidate) => candidate.currency === currency);
        expect(unitsOf(total?.expected ?? '0')).toBe(sumOf(amounts));
        expect(unitsOf(total?.actual ?? '0')).toBe(sumOf(actual));
        expect(unitsOf(total?.unverified ?? '0')).toBe(sumOf(unverified));
        expect(unitsOf(total?.open ?? '0')).toBe(sumOf(open));
        expect(unitsOf(total?.difference ?? '0')).toBe(sumOf(actual) - sumOf(amounts));
        expect([total?.entryCount ?? 0, total?.recordCount ?? 0]).toEqual([amounts.length, actual.length]);
      }
    }),
    RUNS,
  );
});

test('no tolerance makes a match of two currencies', () => {
  fc.assert(
    fc.property(ANSWERS, AMOUNT, CURRENCY, CURRENCY, (answers, amount, mine, theirs) => {
      fc.pre(mine !== theirs);
      const asked = {
        ...answers,
        entry: { ...answers.entry, amount: decimal(amount), currency: mine },
        outcome: answer(payment('1', { amount: money(amount, theirs) })),
      };
      const endless = new Map([mine, theirs].map((currency) => [currency, decimal('9'.repeat(30))]));
      const [row] = match([asked], rules({ tolerances: endless }));
      expect(row?.outcome).toBe('MISMATCHED');
    }),
    RUNS,
  );
});

const RANK = ['MATCHED', 'MATCHED_WITH_TOLERANCE', 'EXPECTED', 'UNVERIFIABLE', 'MISMATCHED'];

test('a larger tolerance never makes an entry worse', () => {
  fc.assert(
    fc.property(ANSWERS, AMOUNT, AMOUNT, (answers, one, other) => {
      const [small, large] = [one, other]
        .map((text) => text.replace('-', ''))
        .toSorted((a, b) => (unitsOf(a) < unitsOf(b) ? -1 : 1));
      const outcomes = [small ?? '0', large ?? '0'].map((tolerance) => {
        const tolerances = new Map(['HKD', 'USD', 'JPY'].map((currency) => [currency, decimal(tolerance)]));
        return match([answers], rules({ tolerances }))[0]?.outcome ?? '';
      });
      const [before = '', after = ''] = outcomes;
      if (before === after) return;
      expect(RANK.indexOf(after)).toBeLessThan(RANK.indexOf(before));
    }),
    RUNS,
  );
});

test('entries of one record, or of one counterpart, are all DUPLICATE, and nothing else is', () => {
  fc.assert(
    fc.property(LIST, RULES, (list, own) => {
      const matched = match(list, own);
      const subjectOf = ({ summand }: JudgedEntry) => (typeof summand === 'string' ? null : summand.subject);
      for (const row of matched) {
        const sharing = (of: typeof subjectOf) =>
          of(row) === null ? 0 : matched.filter((other) => of(other) === of(row)).length;
        const most = Math.max(
          sharing(subjectOf),
          sharing((other) => other.counterpartSubject),
        );
        expect(row.outcome === 'DUPLICATE').toBe(most > 1);
      }
    }),
    RUNS,
  );
});

test('a list with an entry that nobody could verify is never complete, and a match has passed every check', () => {
  fc.assert(
    fc.property(LIST, RULES, (list, own) => {
      const matched = match(list, own);
      expect(figuresOf(matched).complete).toBe(matched.every(({ isVerified }) => isVerified));
      for (const { outcome, checks, explanation, isVerified } of matched) {
        expect(explanation).not.toBe('');
        if (outcome === 'UNVERIFIABLE') expect(isVerified).toBe(false);
        if (outcome === 'MATCHED') expect(checks.every(({ verdict }) => verdict === 'PASS')).toBe(true);
        if (outcome === 'MATCHED_WITH_TOLERANCE') {
          expect(checks.every(({ verdict }) => verdict === 'PASS' || verdict === 'TOLERATED')).toBe(true);
        }
        if (checks.some(({ verdict }) => verdict === 'FAIL')) {
          // Where the record itself cannot be had, its counterpart's failure decides nothing.
          expect(DIFFERENCES.has(outcome) || outcome === 'UNVERIFIABLE').toBe(true);
        }
      }
    }),
    RUNS,
  );
});
