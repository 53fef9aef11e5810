import { expect, test } from 'vitest';
import { exitCodeOfOutcomes } from '../../src/cli/row-exit-code.ts';
import { ANSWERED_OUTCOMES, PROBLEM_CODES } from '../../src/domain/lookup-outcome.ts';

test('each outcome has the code that docs/command-line.md gives it', () => {
  const codes = Object.fromEntries(
    [...ANSWERED_OUTCOMES, ...PROBLEM_CODES].map((outcome) => [outcome, exitCodeOfOutcomes([outcome])]),
  );
  expect(codes).toEqual({
    FOUND: 0,
    AWAITING_CUSTOMER: 0,
    EXPIRED_UNPAID: 0,
    NOT_FOUND: 66,
    INVALID_REFERENCE: 64,
    RATE_LIMITED: 75,
    PROVIDER_UNAVAILABLE: 75,
    PROVIDER_DENIED: 69,
    PROVIDER_REJECTED: 69,
    MALFORMED_RESPONSE: 69,
    DEADLINE_EXCEEDED: 75,
    INTERNAL: 69,
  });
});

test('of several rows, the one which most needs somebody decides', () => {
  const rows = ['FOUND', 'NOT_FOUND', 'RATE_LIMITED', 'PROVIDER_DENIED', 'INVALID_REFERENCE'];
  expect(rows.map((_, index) => exitCodeOfOutcomes(rows.slice(0, index + 1).toReversed()))).toEqual([
    0, 66, 75, 69, 64,
  ]);
  expect(exitCodeOfOutcomes([])).toBe(0);
});
