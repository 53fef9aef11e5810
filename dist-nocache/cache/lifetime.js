import { isFinal } from '../domain/finality.js';
/** What can be kept, by how soon it may change. */
export const STATE_CLASSES = ['FINAL', 'PAID', 'OPEN', 'EXPIRED_UNPAID', 'NOT_FOUND'];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const LIFETIMES = {
    FINAL: { freshMs: 24 * HOUR, staleMs: 0 },
    PAID: { freshMs: 4 * MINUTE, staleMs: MINUTE },
    OPEN: { freshMs: 3 * SECOND, staleMs: 2 * SECOND },
    EXPIRED_UNPAID: { freshMs: MINUTE, staleMs: 0 },
    NOT_FOUND: { freshMs: 5 * SECOND, staleMs: 0 },
};
/** While a provider is down, what was known is better than nothing, for this long. */
export const STALE_ON_ERROR_MS = 24 * HOUR;
/** Null where nothing may be kept: a failure says nothing of the payment. */
export function stateClassOf(outcome) {
    switch (outcome.outcome) {
        case 'FOUND':
            return classOfTransaction(outcome.transaction);
        case 'AWAITING_CUSTOMER':
            return 'OPEN';
        case 'EXPIRED_UNPAID':
            return 'EXPIRED_UNPAID';
        case 'NOT_FOUND':
            return 'NOT_FOUND';
        default:
            return null;
    }
}
function classOfTransaction(transaction) {
    if (isFinal(transaction, transaction.refund))
        return 'FINAL';
    return transaction.status === 'PAID' && transaction.refundState !== 'PENDING' ? 'PAID' : 'OPEN';
}
/** The lifetime of what was learned at `now` (milliseconds since the epoch), cut where the provider announced a change. */
export function lifetimeOf(outcome, now) {
    const stateClass = stateClassOf(outcome);
    if (stateClass === null)
        return null;
    const lifetime = LIFETIMES[stateClass];
    const change = outcome.outcome === 'FOUND' ? outcome.transaction.expectedChangeAt : null;
    const left = change === null ? Number.POSITIVE_INFINITY : change.epochMilliseconds - now;
    // A change that was due and has not come may come at any moment; the ordinary lifetime is the answer to that.
    if (left <= 0)
        return lifetime;
    return {
        freshMs: Math.min(lifetime.freshMs, left),
        staleMs: Math.min(lifetime.staleMs, Math.max(0, left - lifetime.freshMs)),
    };
}
