import { endedUnpaid } from './payment-status.js';
/**
 * Whether no axis that the provider reports can change any more.
 *
 * A paid payment is not final while a refund can still arrive, so with a provider that reports refunds it takes a full
 * refund; and then settlement must be over, unless the money went back by a void, which never settles.
 */
export function isFinal(axes, { supported, mechanism }) {
    if (endedUnpaid(axes.status))
        return axes.refundState === 'NONE' || axes.refundState === 'NOT_REPORTED';
    if (axes.status !== 'PAID')
        return false;
    switch (axes.refundState) {
        case 'NOT_REPORTED':
            // A provider that does report refunds left this one out: it may still tell of one.
            return !supported && settlementIsOver(axes);
        case 'FULL':
            return mechanism === 'VOID' || settlementIsOver(axes);
        case 'NONE':
        case 'PENDING':
        case 'PARTIAL':
            return false;
    }
}
function settlementIsOver({ settlementState }) {
    return settlementState === 'NOT_REPORTED' || settlementState === 'SETTLED';
}
