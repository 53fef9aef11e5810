const UNDECIDED = new Set(['PENDING', 'AWAITING_CUSTOMER', 'AUTHORIZED']);
/** Whether the payment may still become what is expected of it. */
export function isUndecided(status) {
    return UNDECIDED.has(status);
}
/** What an answer without a record says of the payment. */
export const UNPAID_STATUS = { AWAITING_CUSTOMER: 'AWAITING_CUSTOMER', EXPIRED_UNPAID: 'EXPIRED' };
export function statusCheck(field, expected, actual) {
    const base = { field, expected, actual, delta: null, rule: 'the same status' };
    // First, because two that are not known are not the same.
    if (actual === 'UNKNOWN') {
        const explanation = 'The provider sent a status that this gateway does not know; see providerStatus.';
        return { ...base, verdict: 'NOT_COMPARABLE', explanation };
    }
    if (actual === expected)
        return { ...base, verdict: 'PASS', explanation: `The payment is ${actual}.` };
    if (isUndecided(actual)) {
        return { ...base, verdict: 'UNAVAILABLE', explanation: `The payment is ${actual}, which is not decided yet.` };
    }
    return { ...base, verdict: 'FAIL', explanation: `The payment is ${actual}, not ${expected}.` };
}
