/** The refund axis. NOT_REPORTED means that the provider says nothing about refunds: it is not NONE. */
export const REFUND_STATES = ['NOT_REPORTED', 'NONE', 'PENDING', 'PARTIAL', 'FULL'];
/** How the money went back: REFUND after it was taken, VOID before the provider cleared it. */
export const REFUND_MECHANISMS = ['REFUND', 'VOID', 'NOT_REPORTED', 'UNKNOWN'];
/** The view of a provider whose payment record has no refund fields. */
export const REFUNDS_NOT_REPORTED = Object.freeze({
    state: 'NOT_REPORTED',
    supported: false,
    mechanism: 'NOT_REPORTED',
    refunded: null,
    pending: null,
    remaining: null,
    fee: null,
    lastRefundedAt: null,
    reason: null,
    requestedBy: null,
});
