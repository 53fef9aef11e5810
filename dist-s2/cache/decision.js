import { STALE_ON_ERROR_MS } from './lifetime.js';
/** A forced refresh of something that is younger than this is denied: it would tell nothing new. */
export const FORCED_REFRESH_MIN_AGE_MS = 5_000;
const FETCH = { kind: 'FETCH', refreshDenied: false };
/** Pure: what a caller demands, and how old the knowledge is in milliseconds. */
export function decide(age, { freshMs, staleMs }, demand) {
    if (demand.forceRefresh && age >= FORCED_REFRESH_MIN_AGE_MS)
        return FETCH;
    // Denied, the rest of the demand still holds: whoever forces gets nothing older than whoever does not.
    const refreshDenied = demand.forceRefresh;
    const oldest = demand.maxAgeSeconds === null ? Number.POSITIVE_INFINITY : demand.maxAgeSeconds * 1000;
    if (age > oldest)
        return FETCH;
    if (age < freshMs)
        return { kind: 'SERVE', refreshDenied };
    return demand.allowStale && age < freshMs + staleMs ? { kind: 'SERVE_AND_RENEW', refreshDenied } : FETCH;
}
/** Whether knowledge of this age may stand in for an answer that could not be had. */
export function mayServeOnError(age, { allowStale }) {
    return allowStale && age < STALE_ON_ERROR_MS;
}
