import { dataIssue } from './data-issue.js';
import { compare, subtract } from './decimal.js';
/**
 * NET_MISMATCH where amount - fee is not the stated net. Only evidence: no provider documents a formula, so the caller
 * leaves out records in which refunds, tips or an exchange rate have a part in it.
 */
export function netMismatch({ amount, fee, net }, field) {
    if (amount === null || fee === null || net === null || amount.rawCurrency !== fee.rawCurrency)
        return null;
    const expected = subtract(amount.amount, fee.amount);
    if (compare(expected, net.amount) === 0)
        return null;
    return dataIssue('NET_MISMATCH', {
        field,
        message: 'The stated net is not the amount less the fee. All three are shown as the provider stated them.',
        expected,
        actual: net.amount,
    });
}
