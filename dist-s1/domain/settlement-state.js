/** The settlement axis: was the merchant credited? NOT_REPORTED means that the provider says nothing about it. */
export const SETTLEMENT_STATES = [
    'NOT_REPORTED',
    'NOT_SETTLED',
    'REQUESTED',
    'IN_PROGRESS',
    'SETTLED',
    'REVERSED',
    'REJECTED',
];
