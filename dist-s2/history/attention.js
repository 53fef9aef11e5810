import { ATTENTION_KINDS } from '../domain/attention.js';
/** In milliseconds before now. */
export function thresholdsAt(now, limits) {
    return {
        pendingBefore: now - limits.pendingMinutes * 60_000,
        refundPendingBefore: now - limits.refundPendingHours * 3_600_000,
        authorizedBefore: now - limits.authorizedHours * 3_600_000,
    };
}
/** Why a record is on the list: the same rules by which the store chose it. */
export function attentionItem(transaction, asked, thresholds, { now, nextCheckAt }) {
    const since = reasonsOf(transaction, thresholds);
    const kinds = ATTENTION_KINDS.filter((kind) => asked.includes(kind) && since[kind] !== null);
    const oldest = Math.min(...kinds.map((kind) => since[kind] ?? now), now);
    return { transaction, kinds, ageSeconds: Math.floor((now - oldest) / 1000), nextCheckAt };
}
/** Since when each reason holds; null where it does not. */
function reasonsOf({ status, refundState, isMapped, statusSince, refundSince, issueSince }, { pendingBefore, refundPendingBefore, authorizedBefore }) {
    const isPending = status === 'PENDING' || status === 'AWAITING_CUSTOMER';
    return {
        STUCK_PENDING: isPending && statusSince <= pendingBefore ? statusSince : null,
        REFUND_PENDING_TOO_LONG: refundState === 'PENDING' && refundSince <= refundPendingBefore ? refundSince : null,
        AUTHORIZATION_AGEING: status === 'AUTHORIZED' && statusSince <= authorizedBefore ? statusSince : null,
        DATA_ISSUE: issueSince,
        UNMAPPED_STATUS: isMapped ? null : statusSince,
    };
}
