import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, FORCED_REFRESH_MIN_AGE_MS, mayServeOnError } from '../../src/cache/decision.ts';
import { STALE_ON_ERROR_MS } from '../../src/cache/lifetime.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../../src/domain/freshness.ts';

const LIFETIME = { freshMs: 10_000, staleMs: 5_000 };
const demand = (changes: Partial<FreshnessDemand> = {}): FreshnessDemand => ({ ...DEFAULT_FRESHNESS, ...changes });
const kindOf = (age: number, changes: Partial<FreshnessDemand> = {}) => decide(age, LIFETIME, demand(changes)).kind;

describe('what is done with knowledge', () => {
  test.each([
    [0, 'SERVE'],
    [9_999, 'SERVE'],
    [10_000, 'SERVE_AND_RENEW'],
    [14_999, 'SERVE_AND_RENEW'],
    [15_000, 'FETCH'],
    [1e12, 'FETCH'],
  ])('of %d ms, where nothing is demanded: %s', (age, expected) => {
    expect(kindOf(age)).toBe(expected);
  });

  test.each([
    [9_999, 'SERVE'],
    [10_000, 'FETCH'],
  ])('of %d ms, where nothing stale is allowed: %s', (age, expected) => {
    expect(kindOf(age, { allowStale: false })).toBe(expected);
  });

  test.each([
    [0, 0, 'SERVE'],
    [0, 1, 'FETCH'],
    [3, 3_000, 'SERVE'],
    [3, 3_001, 'FETCH'],
    [12, 12_000, 'SERVE_AND_RENEW'],
    [12, 12_001, 'FETCH'],
    [1_000_000, 15_000, 'FETCH'],
  ])('where nothing older than %d s is wanted, of %d ms: %s', (maxAgeSeconds, age, expected) => {
    expect(kindOf(age, { maxAgeSeconds })).toBe(expected);
  });

  test('a forced refresh is denied for what is younger than five seconds, and says so', () => {
    expect(FORCED_REFRESH_MIN_AGE_MS).toBe(5_000);
    expect(decide(4_999, LIFETIME, demand({ forceRefresh: true }))).toEqual({ kind: 'SERVE', refreshDenied: true });
    expect(decide(5_000, LIFETIME, demand({ forceRefresh: true }))).toEqual({ kind: 'FETCH', refreshDenied: false });
    expect(decide(4_999, LIFETIME, demand())).toEqual({ kind: 'SERVE', refreshDenied: false });
  });

  test('a forced refresh that is denied is still renewed where the knowledge is past its time', () => {
    const open = { freshMs: 3_000, staleMs: 2_000 };
    expect(decide(4_000, open, demand({ forceRefresh: true }))).toEqual({
      kind: 'SERVE_AND_RENEW',
      refreshDenied: true,
    });
    expect(decide(4_000, open, demand({ forceRefresh: true, allowStale: false }))).toEqual({
      kind: 'FETCH',
      refreshDenied: false,
    });
    expect(decide(2_000, open, demand({ forceRefresh: true, maxAgeSeconds: 1 }))).toEqual({
      kind: 'FETCH',
      refreshDenied: false,
    });
  });

  test('never gets older by demanding more', () => {
    const rank = { SERVE: 0, SERVE_AND_RENEW: 1, FETCH: 2 };
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.record({
          maxAgeSeconds: fc.option(fc.nat(20)),
          allowStale: fc.boolean(),
          forceRefresh: fc.boolean(),
        }),
        (age, asked) => {
          const given = rank[decide(age, LIFETIME, asked).kind];
          expect(rank[decide(age, LIFETIME, { ...asked, forceRefresh: true }).kind]).toBeGreaterThanOrEqual(given);
          expect(rank[decide(age, LIFETIME, { ...asked, allowStale: false }).kind]).toBeGreaterThanOrEqual(given);
          expect(rank[decide(age, LIFETIME, { ...asked, maxAgeSeconds: 0 }).kind]).toBeGreaterThanOrEqual(given);
        },
      ),
    );
  });
});

test('what stands in for an answer is at most a day old, and only where that is allowed', () => {
  expect(STALE_ON_ERROR_MS).toBe(86_400_000);
  expect(mayServeOnError(STALE_ON_ERROR_MS - 1, demand())).toBe(true);
  expect(mayServeOnError(STALE_ON_ERROR_MS, demand())).toBe(false);
  expect(mayServeOnError(0, demand({ allowStale: false }))).toBe(false);
});
