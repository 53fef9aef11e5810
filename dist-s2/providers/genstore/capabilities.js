/** From Genstore's published API, version 202412. */
export const GENSTORE_CAPABILITIES = [
    { capability: 'PAYMENT_STATUS', supported: true, explanation: 'Five documented codes.' },
    { capability: 'FEES', supported: true, explanation: 'Total fee and net amount.' },
    {
        capability: 'REFUNDS',
        supported: false,
        explanation: 'The payment record has no refund field, and the announced refund query has no published endpoint. After-sales records are another thing: see genstoreRefund.',
    },
    { capability: 'SETTLEMENT', supported: false, explanation: 'The payment record has no settlement field.' },
    { capability: 'CREATION_TIME', supported: false, explanation: 'The payment record has no creation time.' },
    { capability: 'PAYMENT_TIME', supported: true, explanation: 'successPaymentTime, with its offset.' },
    { capability: 'LISTING', supported: false, explanation: 'Payments can be asked for by paymentId only.' },
    {
        capability: 'NOTIFICATIONS',
        supported: false,
        explanation: 'Genstore has webhooks, but publishes no topic for payments.',
    },
];
