import { expect, test } from 'vitest';
import type { ReportFacts } from '../../src/books/report/report.ts';
import { verdictOf } from '../../src/books/report/verdict.ts';
import { ENTRY_OUTCOMES, type EntryOutcome } from '../../src/reconciliation/entry-outcome.ts';

function facts(outcomes: Partial<Record<EntryOutcome, number>>, more: Partial<ReportFacts> = {}): ReportFacts {
  const counts = ENTRY_OUTCOMES.map((outcome) => ({ outcome, count: outcomes[outcome] ?? 0 }));
  const entries = counts.reduce((sum, { count }) => sum + count, 0);
  const own = { entries, unverified: 0, unreadable: 0, skipped: 0, isComplete: true, figures: { counts }, ...more };
  return own as unknown as ReportFacts;
}

test('books without an entry agree with nothing, whatever was left out', () => {
  expect(verdictOf(facts({}, { isComplete: false, skipped: 12 }))).toEqual({
    tone: 'unknown',
    title: 'Nothing to compare',
    text: 'The books have no entry; 12 rows are left out by the rules.',
  });
});

test.each([
  [facts({ MATCHED: 3 }), 'good', 'Complete, without differences'],
  [facts({ MATCHED: 3, EXPECTED: 1 }), 'good', 'Complete, without differences'],
  [facts({ MATCHED: 3, MISSING: 1 }), 'bad', 'Complete, with differences'],
  [facts({ MATCHED: 3, UNVERIFIABLE: 1 }, { isComplete: false, unverified: 1 }), 'unknown', 'Incomplete'],
  [facts({ MATCHED: 3 }, { isComplete: false, unreadable: 2 }), 'unknown', 'Incomplete'],
])('the first words say what came of it (%#)', (own, tone, title) => {
  expect(verdictOf(own)).toMatchObject({ tone, title });
});
