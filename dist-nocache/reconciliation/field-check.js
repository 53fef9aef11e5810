/** What a check is of. */
export const CHECKED_FIELDS = [
    'STATUS',
    'CURRENCY',
    'AMOUNT',
    'FEE',
    'NET',
    'PAID_ON',
    'MERCHANT_REFERENCE',
    'PROCESSOR_REFERENCE',
    'COUNTERPART_STATUS',
    'COUNTERPART_CURRENCY',
    'COUNTERPART_AMOUNT',
    'COUNTERPART_PAID_ON',
];
/**
 * PASS: the same. TOLERATED: not the same, and a rule allows it. FAIL: not the same. NOT_COMPARABLE: two values that say
 * nothing about one another. UNAVAILABLE: the provider states nothing, or nothing yet.
 */
export const VERDICTS = ['PASS', 'TOLERATED', 'FAIL', 'NOT_COMPARABLE', 'UNAVAILABLE'];
