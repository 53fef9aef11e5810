/** One word for a table's status column, from the three axes; what happened last to the money wins. */
export const HEADLINES = [
    'PENDING',
    'AWAITING_CUSTOMER',
    'AUTHORIZED',
    'PAID',
    'SETTLED',
    'REFUNDING',
    'PARTLY_REFUNDED',
    'REFUNDED',
    'VOIDED',
    'CANCELLED',
    'EXPIRED',
    'FAILED',
    'UNKNOWN',
];
export function headlineOf({ status, refundState, settlementState }) {
    if (status !== 'PAID')
        return status;
    switch (refundState) {
        case 'PENDING':
            return 'REFUNDING';
        case 'PARTIAL':
            return 'PARTLY_REFUNDED';
        case 'FULL':
            return 'REFUNDED';
        case 'NONE':
        case 'NOT_REPORTED':
            return settlementState === 'SETTLED' ? 'SETTLED' : 'PAID';
    }
}
