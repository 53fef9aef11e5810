export const GENSTORE_REFERENCE_KINDS = [
    { kind: 'PAYMENT_ID', queryable: true, description: "Genstore's own id of the payment (`paymentId`)." },
    { kind: 'OUT_ORDER_NO', queryable: false, description: 'The number of the order that was paid (`outOrderNo`).' },
    {
        kind: 'CHANNEL_TRX_NO',
        queryable: false,
        description: "The external payment channel's number of the payment (`channelTrxNo`).",
    },
];
const PAYMENT_ID = /^[A-Za-z0-9_-]{1,64}$/;
export function readGenstoreReference(kind, value) {
    if (kind !== 'PAYMENT_ID')
        return { valid: false, message: 'Genstore payments are looked up by paymentId only.', kind };
    if (PAYMENT_ID.test(value))
        return { valid: true, kind, value };
    return { valid: false, message: 'paymentId must be 1 to 64 letters, digits, "_" or "-".', kind, value };
}
export function parseGenstoreReference(input) {
    // Not String(): the texts "undefined" and "null" would pass for ids.
    return readGenstoreReference('PAYMENT_ID', typeof input.paymentId === 'string' ? input.paymentId : '');
}
