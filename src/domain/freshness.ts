/** Where a record in an answer came from, and how old the knowledge is. */
export type FreshnessSource = 'FETCHED' | 'CACHED' | 'STALE' | 'STALE_ON_ERROR';

export interface Freshness {
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
  readonly ageSeconds: number;
  /** When that is one more, on the monotonic clock. */
  readonly agesAt: number;
  readonly source: FreshnessSource;
  /** Until when it is answered without asking the provider, in milliseconds since the epoch; null where it is not kept. */
  readonly expiresAt: number | null;
  /** A forced refresh was asked for and not made, because the record had only just been fetched. */
  readonly refreshDenied: boolean;
}

/** What a caller asks of freshness. */
export interface FreshnessDemand {
  /** Nothing older than this is answered; null leaves it to the state of the payment. */
  readonly maxAgeSeconds: number | null;
  /** Whether knowledge past its time may be answered while it is renewed, or while the provider cannot answer. */
  readonly allowStale: boolean;
  readonly forceRefresh: boolean;
}

export const DEFAULT_FRESHNESS: FreshnessDemand = Object.freeze({
  maxAgeSeconds: null,
  allowStale: true,
  forceRefresh: false,
});

/** What is added up or compared has to be so now: a record from before an outage must not pass for a verified one. */
export const NOTHING_STALE: FreshnessDemand = Object.freeze({ ...DEFAULT_FRESHNESS, allowStale: false });

/** Nobody may hold on to its age, which is of no monotonic clock. */
export function justFetched(fetchedAt: number, expiresAt: number | null = null): Freshness {
  return { fetchedAt, ageSeconds: 0, agesAt: 0, source: 'FETCHED', expiresAt, refreshDenied: false };
}
