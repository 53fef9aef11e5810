import { StatusTable } from '../../domain/status-table.js';
/**
 * The values of `status`. The documented ones are from Yedpay's transaction status list, which is known to be
 * incomplete; the others were seen in Yedpay's own clients and neighbouring pages (`MAPPING.md` names each source).
 */
export const YEDPAY_STATUSES = [
    { ...row('pending', 'waiting for the payment route', 'PENDING'), documented: true },
    { ...row('paid', 'paid', 'PAID'), documented: true },
    { ...row('cancelled', 'cancelled by the payment route, or timed out', 'CANCELLED'), documented: true },
    {
        ...row('refunded', 'refunded by the merchant', 'PAID'),
        refundState: 'FULL',
        documented: true,
        note: 'Full or partial: the refunded amount decides.',
    },
    { ...row('processing', 'unused, says Yedpay', 'PENDING'), documented: true },
    {
        ...row('settlement_requested', 'settlement requested', 'PAID'),
        settlementState: 'REQUESTED',
        documented: true,
    },
    {
        ...row('in_progress_settlement', 'settlement in progress', 'PAID'),
        settlementState: 'IN_PROGRESS',
        documented: true,
    },
    { ...row('settled', 'settled', 'PAID'), settlementState: 'SETTLED', documented: true },
    {
        ...row('reverse_settlement', 'settlement request reversed by the merchant', 'PAID'),
        settlementState: 'REVERSED',
        documented: true,
    },
    {
        ...row('cancelled_settlement', 'settlement request rejected', 'PAID'),
        settlementState: 'REJECTED',
        documented: true,
    },
    { ...row('failed', 'could not be processed', 'FAILED'), documented: true },
    { ...row('approved', 'authorized', 'AUTHORIZED'), documented: true },
    { ...row('captured', 'captured', 'PAID'), documented: true },
    {
        ...row('void', 'voided', 'VOIDED'),
        documented: true,
        note: 'With a payment time it is a refund before cut-off: PAID, refund FULL by VOID.',
    },
    {
        ...row('reversal', 'reversed', 'VOIDED'),
        documented: true,
        note: 'With a payment time: PAID, refund FULL by an unknown mechanism.',
    },
    {
        ...row('voiding', 'void sent to the payment route, no answer yet', 'PENDING'),
        documented: true,
        note: 'With a payment time: PAID, refund PENDING by VOID.',
    },
    {
        ...row('pending_refund', 'refund accepted, result pending', 'PAID'),
        refundState: 'PENDING',
        note: "Seen in Yedpay's WooCommerce plugin.",
    },
    { ...row('expired', 'expired', 'EXPIRED'), note: "Seen in Yedpay's WooCommerce plugin." },
    { ...row('precreated', 'created, waiting for the payer', 'AWAITING_CUSTOMER'), note: 'Named in the pin_key row.' },
    { ...row('authorized', 'authorized', 'AUTHORIZED'), note: 'Seen on pre-authorization pages.' },
];
export const YEDPAY_STATUS_TABLE = new StatusTable(YEDPAY_STATUSES);
function row(code, label, status) {
    return { code, label, status, refundState: null, settlementState: null, documented: false, note: null };
}
