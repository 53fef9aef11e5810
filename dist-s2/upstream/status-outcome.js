import { problem } from '../domain/lookup-outcome.js';
import { retryAfterSeconds } from './retry-after.js';
/** The outcome of a reply whose status is no success, by status alone. */
export function statusOutcome(status, reply, now) {
    if (status === 429) {
        return problem('RATE_LIMITED', { retryAfterSeconds: retryAfterSeconds(reply.header('retry-after'), now) });
    }
    if (status === 401 || status === 403)
        return problem('PROVIDER_DENIED');
    if (status >= 500) {
        const header = reply.header('retry-after');
        return problem('PROVIDER_UNAVAILABLE', {
            retryAfterSeconds: header === null ? null : retryAfterSeconds(header, now),
        });
    }
    if (status >= 400)
        return problem('PROVIDER_REJECTED');
    return problem('MALFORMED_RESPONSE');
}
/**
 * Whether "not found" may be believed: only in the provider's own JSON envelope. A proxy's or a wrong host's 404 page
 * must never say that a payment does not exist.
 */
export function saysNotFound(status, isProviderEnvelope) {
    return (status === 404 || status === 410) && isProviderEnvelope;
}
