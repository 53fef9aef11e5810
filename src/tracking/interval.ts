import type { AccountHealth } from '../domain/account-status.ts';

/** What decides how often a payment is looked at. */
export interface IntervalFacts {
  /** Since the payment last changed, or somebody began to watch it. */
  readonly quietForMs: number;
  /** The shortest that any of its watchers asked for. */
  readonly minIntervalMs: number;
  /** How many payments of the same account this gateway watches, this one included. */
  readonly watchedOfAccount: number;
  /** Calls that the provider grants this gateway: of several, its part. Null where it publishes no limit. */
  readonly refillPerSecond: number | null;
  readonly health: AccountHealth;
}

/** A payment that was just started is decided within a minute or two; one that hung for an hour may hang for a day. */
const STEPS: ReadonlyArray<readonly [quietBelowMs: number, intervalMs: number]> = [
  [120_000, 10_000],
  [600_000, 20_000],
  [3_600_000, 60_000],
  [Number.POSITIVE_INFINITY, 300_000],
];

const LONGEST_MS = 300_000;
/** All watches of an account together take at most this share of what the provider grants: people go first. */
const SHARE = 0.5;
/** A provider that is not well is asked this much less often. */
const SPARING = 3;

/** The time within which a change is seen, in milliseconds. Longer than the longest step only where the budget forces it. */
export function pollInterval(facts: IntervalFacts): number {
  const byAge = STEPS.find(([below]) => facts.quietForMs < below)?.[1] ?? LONGEST_MS;
  const wanted = Math.max(byAge, facts.minIntervalMs) * (facts.health === 'UP' ? 1 : SPARING);
  const affordable =
    facts.refillPerSecond === null ? 0 : (facts.watchedOfAccount / (facts.refillPerSecond * SHARE)) * 1000;
  return Math.max(Math.min(wanted, Math.max(LONGEST_MS, facts.minIntervalMs)), affordable);
}

/** What is said of a reference that is never asked for: the same as of any other, so that it says nothing. */
export function unaskedInterval(minIntervalMs: number): number {
  return pollInterval({ quietForMs: 0, minIntervalMs, watchedOfAccount: 1, refillPerSecond: null, health: 'UP' });
}

/**
 * Early by a sixteenth at least, because the look itself takes time, too, and by an eighth at most: payments that were
 * watched at the same moment are not all asked at once.
 */
export function jittered(intervalMs: number, random: () => number): number {
  return intervalMs * (1 - (1 + random()) / 16);
}

/** Late by as much, where another gateway looks: it is asked whether it still does only after it should have told. */
export function followed(intervalMs: number, random: () => number): number {
  return intervalMs * (1 + (1 + random()) / 16);
}
