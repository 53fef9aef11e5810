/**
 * What the cache was to one look-up. HIT: known and fresh. STALE: known, and renewed behind the answer. STALE_ON_ERROR:
 * known, and the provider cannot answer. SHARED: somebody else's call under way served it, too. MISS: the provider was asked.
 */
export const CACHE_RESULTS = ['HIT', 'STALE', 'STALE_ON_ERROR', 'SHARED', 'MISS'];
