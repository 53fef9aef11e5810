import { describe, expect, test } from 'vitest';
import type { AccountHealth } from '../../src/domain/account-status.ts';
import { type IntervalFacts, jittered, pollInterval, unaskedInterval } from '../../src/tracking/interval.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const seconds = (facts: Partial<IntervalFacts>) =>
  pollInterval({
    quietForMs: 0,
    minIntervalMs: SECOND,
    watchedOfAccount: 1,
    refillPerSecond: null,
    health: 'UP',
    ...facts,
  }) / SECOND;

test.each([
  [0, 10],
  [2 * MINUTE - 1, 10],
  [2 * MINUTE, 20],
  [2 * MINUTE + 1, 20],
  [10 * MINUTE - 1, 20],
  [10 * MINUTE, 60],
  [60 * MINUTE - 1, 60],
  [60 * MINUTE, 300],
  [24 * 60 * MINUTE, 300],
])('a payment that has been quiet for %i ms is looked at every %i s', (quietForMs, interval) => {
  expect(seconds({ quietForMs })).toBe(interval);
});

test('nobody is looked at more often than every watcher allows', () => {
  expect([9, 10, 11, 3_600].map((min) => seconds({ minIntervalMs: min * SECOND }))).toEqual([10, 10, 11, 3_600]);
});

describe('the budget', () => {
  test('pays for all watches of the account with half of what the provider grants', () => {
    expect([10, 11, 60].map((watchedOfAccount) => seconds({ watchedOfAccount, refillPerSecond: 2 }))).toEqual([
      10, 11, 60,
    ]);
  });

  test('may force a longer interval than the longest step', () => {
    expect(seconds({ watchedOfAccount: 1_000, refillPerSecond: 2 })).toBe(1_000);
  });

  test('does not matter where the provider publishes no limit', () => {
    expect(seconds({ watchedOfAccount: 10_000 })).toBe(10);
  });
});

describe('a provider that is not well', () => {
  test.each<AccountHealth>(['DEGRADED', 'DOWN', 'DENIED'])('is asked a third as often: %s', (health) => {
    expect(seconds({ health })).toBe(30);
    expect(seconds({ health, quietForMs: 10 * MINUTE })).toBe(180);
  });

  test('is still asked as often as anybody is in the end', () => {
    expect(seconds({ health: 'DOWN', quietForMs: 60 * MINUTE })).toBe(300);
    expect(seconds({ health: 'DOWN', minIntervalMs: 400 * SECOND })).toBe(400);
  });
});

test('a look comes early by a sixteenth to an eighth, and never late', () => {
  expect(jittered(16_000, () => 0)).toBe(15_000);
  expect(jittered(16_000, () => 1)).toBe(14_000);
});

test('what is never asked for has the interval of any other reference', () => {
  expect(unaskedInterval(SECOND)).toBe(10 * SECOND);
  expect(unaskedInterval(30 * SECOND)).toBe(30 * SECOND);
});
