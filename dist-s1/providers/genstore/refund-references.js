const REFUND_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Documented as a number and shown as a text of 13 digits; compared as text, so that no digit is lost. */
export function parseRefundReference({ refundId }) {
    const value = typeof refundId === 'string' ? refundId : '';
    if (REFUND_ID.test(value))
        return { valid: true, kind: 'REFUND_ID', value };
    const message = 'refundId must be 1 to 64 letters, digits, "_" or "-".';
    return { valid: false, message, kind: 'REFUND_ID', value };
}
