/**
 * What the cache was to one look-up. HIT: known and fresh. STALE: known, and renewed behind the answer. STALE_ON_ERROR:
 * known, and the provider cannot answer. SHARED: somebody else's call under way served it, too. MISS: the provider was asked.
 */
export type CacheResult = 'HIT' | 'STALE' | 'STALE_ON_ERROR' | 'SHARED' | 'MISS';

/** What one look-up did on its way: an attempt at a provider, or an answer that took none. */
export interface UpstreamStep {
  readonly provider: string;
  /** What was asked of the provider; null where nothing was. */
  readonly operation: string | null;
  readonly milliseconds: number;
  /** Of the reply; null where there was none. */
  readonly status: number | null;
  readonly cache: CacheResult;
  /** 1 for the first attempt; 0 where there was none. */
  readonly attempt: number;
  /** How long it waited for its turn. */
  readonly queuedMs: number;
}
