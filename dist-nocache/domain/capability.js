/** What a provider's published API can tell, beyond that a payment exists. */
export const CAPABILITIES = [
    'PAYMENT_STATUS',
    'FEES',
    'REFUNDS',
    'SETTLEMENT',
    'CREATION_TIME',
    'PAYMENT_TIME',
    'LISTING',
    'NOTIFICATIONS',
];
