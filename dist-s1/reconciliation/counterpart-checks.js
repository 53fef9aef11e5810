import { isProblem } from '../domain/lookup-outcome.js';
import { counterpartAmountChecks } from './amount-checks.js';
import { paidOnCheck } from './paid-on-check.js';
import { statusCheck, UNPAID_STATUS } from './status-check.js';
export const NOT_DUE = 'the same status, once it is due';
/** Compares an entry with the other provider's record of the same money. */
export function counterpartChecks(entry, { counterpart, provider, isDue }, rules) {
    const expected = entry.expectStatus ?? 'PAID';
    if (isProblem(counterpart)) {
        const isMissing = counterpart.outcome === 'NOT_FOUND';
        const base = { field: 'COUNTERPART_STATUS', expected, actual: null, delta: null, rule: 'the same status' };
        if (isMissing && !isDue) {
            const explanation = 'There is no such counterpart, and it is not due yet.';
            return [{ ...base, rule: NOT_DUE, verdict: 'UNAVAILABLE', explanation }];
        }
        return [
            isMissing
                ? { ...base, verdict: 'FAIL', explanation: counterpart.message }
                : { ...base, verdict: 'UNAVAILABLE', explanation: counterpart.message },
        ];
    }
    if (counterpart.outcome !== 'FOUND') {
        return [statusCheck('COUNTERPART_STATUS', expected, UNPAID_STATUS[counterpart.outcome])];
    }
    const { transaction } = counterpart;
    if (transaction.provider === provider) {
        // One record beside itself would agree for nothing.
        const explanation = 'A counterpart is a record of the other provider, and this is one of the same.';
        const base = { field: 'COUNTERPART_STATUS', expected, actual: null, delta: null };
        return [{ ...base, rule: 'a record of the other provider', verdict: 'NOT_COMPARABLE', explanation }];
    }
    return [
        statusCheck('COUNTERPART_STATUS', expected, transaction.status),
        ...(rules.compare.has('AMOUNT') ? counterpartAmountChecks(entry, transaction, rules) : []),
        ...(entry.paidOn === null || !rules.compare.has('PAID_ON')
            ? []
            : [paidOnCheck('COUNTERPART_PAID_ON', entry.paidOn, transaction, rules)]),
    ];
}
