import { ZERO } from '../domain/decimal.js';
/**
 * What of an entry is compared, where it states it. Status and currency always are: an amount that was never paid, or is of
 * another currency, would match for nothing.
 */
export const COMPARABLE_FIELDS = [
    'AMOUNT',
    'FEE',
    'NET',
    'PAID_ON',
    'MERCHANT_REFERENCE',
    'PROCESSOR_REFERENCE',
    'COUNTERPART',
];
/** Nothing is tolerated unless somebody says so. */
export const STRICT_RULES = {
    tolerances: new Map(),
    paidWithinDays: 0,
    timeZone: null,
    normalization: { trim: false, ignoreCase: false, ignorePrefix: false, ignoreLeadingZeros: false },
    compare: new Set(COMPARABLE_FIELDS),
};
export function toleranceOf({ tolerances }, currency) {
    return tolerances.get(currency) ?? ZERO;
}
