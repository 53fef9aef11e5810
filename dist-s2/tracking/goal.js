import { isFinal } from '../domain/finality.js';
import { endedUnpaid } from '../domain/payment-status.js';
/** What a watcher waits for. */
export const WATCH_GOALS = ['PAYMENT_DECIDED', 'REFUND_DECIDED', 'SETTLED', 'FINAL'];
/** A reference that is not known may be about to be: a payment page often starts watching before the provider knows. */
export const NOT_FOUND_PATIENCE_MS = 600_000;
/**
 * Whether there is nothing left to wait for. An axis that the provider does not report, or that cannot change any more,
 * counts as reached, or the stream would wait for what never comes.
 */
export function hasReached(goal, outcome, watchedForMs) {
    switch (outcome.outcome) {
        case 'FOUND':
            return REACHED[goal](outcome.transaction);
        case 'EXPIRED_UNPAID':
        case 'INVALID_REFERENCE':
            return true;
        case 'NOT_FOUND':
            return watchedForMs >= NOT_FOUND_PATIENCE_MS;
        default:
            return false;
    }
}
const REACHED = {
    PAYMENT_DECIDED: ({ status }) => status === 'PAID' || endedUnpaid(status),
    REFUND_DECIDED: ({ status, refundState }) => endedUnpaid(status) || refundState === 'NOT_REPORTED' || refundState === 'PARTIAL' || refundState === 'FULL',
    SETTLED: ({ status, refundState, settlementState, refund }) => endedUnpaid(status) ||
        settlementState === 'NOT_REPORTED' ||
        settlementState === 'SETTLED' ||
        // Money that went back by a void is never settled.
        (refundState === 'FULL' && refund.mechanism === 'VOID'),
    FINAL: (transaction) => isFinal(transaction, transaction.refund),
};
