/** The payment axis: did the payer's money move? A refund or a settlement never changes it. */
export const PAYMENT_STATUSES = [
    'PENDING',
    'AWAITING_CUSTOMER',
    'AUTHORIZED',
    'PAID',
    'VOIDED',
    'CANCELLED',
    'EXPIRED',
    'FAILED',
    'UNKNOWN',
];
const DECIDED_WITHOUT_PAYMENT = new Set(['VOIDED', 'CANCELLED', 'EXPIRED', 'FAILED']);
/** Over, and the payer's money stayed where it was. */
export function endedUnpaid(status) {
    return DECIDED_WITHOUT_PAYMENT.has(status);
}
