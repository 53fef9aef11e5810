export const DEFAULT_FRESHNESS = Object.freeze({
    maxAgeSeconds: null,
    allowStale: true,
    forceRefresh: false,
});
/** What is added up or compared has to be so now: a record from before an outage must not pass for a verified one. */
export const NOTHING_STALE = Object.freeze({ ...DEFAULT_FRESHNESS, allowStale: false });
export function justFetched(fetchedAt, expiresAt = null) {
    return { fetchedAt, ageSeconds: 0, source: 'FETCHED', expiresAt, refreshDenied: false };
}
