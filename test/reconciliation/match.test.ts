import { expect, test } from 'vitest';
import { problem } from '../../src/domain/lookup-outcome.ts';
import type { EntryAnswers } from '../../src/reconciliation/judge.ts';
import { matchEntries } from '../../src/reconciliation/match.ts';
import { figuresOf } from '../../src/reconciliation/report.ts';
import { answer, answers, decimal, entry, NOW, payment, rules } from './statements.ts';

const LOOSE = rules({
  tolerances: new Map([['HKD', decimal('1')]]),
  normalization: { trim: true, ignoreCase: true, ignorePrefix: true, ignoreLeadingZeros: true },
});
const outcomes = (list: readonly EntryAnswers[]) =>
  matchEntries(list, { rules: LOOSE, now: NOW }).map(({ outcome }) => outcome);
const line = (merchantReference: string, name: string, amount = '100.00') =>
  answers({
    entry: entry({ key: merchantReference, merchantReference, amount: decimal(amount), currency: 'HKD' }),
    outcome: answer(payment(name)),
  });

test('a reference that is the same by the rules only is AMBIGUOUS where another line could mean it, too', () => {
  expect(outcomes([line('WC-12', '12')])).toEqual(['MATCHED_WITH_TOLERANCE']);
  expect(outcomes([line('WC-12', '12'), line('0012', '0012')])).toEqual(['AMBIGUOUS', 'MATCHED']);
});

test('one that is written as in the record is never confused, whatever else is tolerated', () => {
  expect(outcomes([line('12', '12', '100.50'), line('0012', '0012')])).toEqual(['MATCHED_WITH_TOLERANCE', 'MATCHED']);
});

test('one counterpart settles one line, and both that name it are told', () => {
  const other = answer(payment('other', { provider: 'genstore' }));
  const lines = [line('12', '12'), line('13', '13')].map((asked) => ({ ...asked, counterpart: other }));
  const [first, second] = matchEntries(lines, { rules: LOOSE, now: NOW });
  expect([first?.outcome, second?.outcome]).toEqual(['DUPLICATE', 'DUPLICATE']);
  expect(first?.explanation).toBe(
    '2 entries name this one counterpart. By itself: MATCHED. Everything that was compared is the same.',
  );
});

test('a duplicate that could not be verified leaves the report incomplete', () => {
  const lines = [line('12', '12'), line('13', '12')].map((asked) => ({ ...asked, counterpart: problem('INTERNAL') }));
  expect(figuresOf(matchEntries(lines, { rules: LOOSE, now: NOW }))).toMatchObject({
    complete: false,
    totals: [{ expected: '200.00', unverified: '200.00', open: '0' }],
  });
});

test('lines of one record are told how many they are, and what each would be by itself', () => {
  const [first] = matchEntries([line('12', '12'), line('13', '12')], { rules: LOOSE, now: NOW });
  expect(first).toMatchObject({
    outcome: 'DUPLICATE',
    explanation: '2 entries name this one transaction. By itself: MATCHED. Everything that was compared is the same.',
  });
});
