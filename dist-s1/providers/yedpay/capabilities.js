/** From Yedpay's page "Query Transaction of Online Payment" and its neighbours. */
export const YEDPAY_CAPABILITIES = [
    { capability: 'PAYMENT_STATUS', supported: true, explanation: 'Sixteen documented codes, and more that were seen.' },
    { capability: 'FEES', supported: true, explanation: 'Charge and net amount.' },
    {
        capability: 'REFUNDS',
        supported: true,
        explanation: 'One cumulative amount with its charge and the last time; no list of single refunds.',
    },
    { capability: 'SETTLEMENT', supported: true, explanation: 'A flag, a date, and settlement states among the codes.' },
    { capability: 'CREATION_TIME', supported: true, explanation: 'Local time without a zone; Hong Kong by default.' },
    { capability: 'PAYMENT_TIME', supported: true, explanation: 'Local time without a zone; Hong Kong by default.' },
    {
        capability: 'LISTING',
        supported: false,
        explanation: 'An API key can ask by custom id or payment token only.',
    },
    {
        capability: 'NOTIFICATIONS',
        supported: true,
        explanation: 'Signed, and taken as hints to look again; where the account has a sign key.',
    },
];
