import { isZero } from './decimal.js';
import { subjectText } from './observation.js';
export function moneyFactsOf(transaction) {
    const { provider, key, recordId, status, refundState, settlementState, amount, fee, net } = transaction;
    return {
        subject: subjectText({ provider, account: key.account, recordId }),
        status,
        refundState,
        settlementState,
        currency: (amount ?? fee ?? net)?.currency ?? null,
        amount: amount?.amount ?? null,
        fee: fee?.amount ?? null,
        net: net?.amount ?? null,
        refunded: refundedOf(transaction),
    };
}
/** A payment that is voided can state a refund of 0 beside the state FULL: how much went back is then not stated. */
function refundedOf({ refundState, refund: { refunded } }) {
    const wentBack = refundState === 'PARTIAL' || refundState === 'FULL';
    return refunded === null || (wentBack && isZero(refunded.amount)) ? null : refunded.amount;
}
export function summandOf(outcome) {
    return outcome.outcome === 'FOUND' ? moneyFactsOf(outcome.transaction) : outcome.outcome;
}
