import { absolute, compare, isZero, subtract } from '../domain/decimal.js';
import { toleranceOf } from './rules.js';
export function amountChecks(entry, transaction, rules) {
    const compared = [
        ['AMOUNT', entry.amount, transaction.amount],
        ['FEE', entry.fee, transaction.fee],
        ['NET', entry.net, transaction.net],
    ];
    return [
        ...currencyCheck('CURRENCY', entry, transaction.amount ?? transaction.fee ?? transaction.net),
        ...compared.flatMap(([field, expected, actual]) => expected === null || !rules.compare.has(field)
            ? []
            : [amountCheck(field, { expected, actual, currency: entry.currency }, rules)]),
    ];
}
/** Of the other provider's record only the gross amount: fee and net are each provider's own. */
export function counterpartAmountChecks(entry, counterpart, rules) {
    const { amount: expected, currency } = entry;
    return [
        ...currencyCheck('COUNTERPART_CURRENCY', entry, counterpart.amount),
        ...(expected === null
            ? []
            : [amountCheck('COUNTERPART_AMOUNT', { expected, actual: counterpart.amount, currency }, rules)]),
    ];
}
function currencyCheck(field, { currency: expected }, stated) {
    if (expected === null)
        return [];
    const base = { field, expected, actual: stated?.rawCurrency ?? null, delta: null, rule: 'the same ISO 4217 code' };
    if (stated === null || stated.rawCurrency === null) {
        return [{ ...base, verdict: 'UNAVAILABLE', explanation: 'The provider states no currency.' }];
    }
    if (stated.currency === null) {
        const explanation = `The provider writes ${stated.rawCurrency}, which is no ISO 4217 code.`;
        return [{ ...base, verdict: 'NOT_COMPARABLE', explanation }];
    }
    return stated.currency === expected
        ? [{ ...base, verdict: 'PASS', explanation: `Both are in ${expected}.` }]
        : [
            {
                ...base,
                verdict: 'FAIL',
                explanation: `Your entry is in ${expected}, the record in ${stated.currency}. Nothing is converted.`,
            },
        ];
}
function amountCheck(field, { expected, actual, currency }, rules) {
    const base = { field, expected, actual: actual?.amount ?? null, delta: null };
    if (actual === null) {
        return { ...base, rule: 'the same amount', verdict: 'UNAVAILABLE', explanation: 'The provider states no amount.' };
    }
    if (currency === null || actual.currency !== currency) {
        const explanation = currency === null
            ? 'Your entry names no currency, so its amount says nothing about the record.'
            : `Amounts in ${currency} and in ${actual.currency ?? actual.rawCurrency ?? 'no known currency'} say nothing about one another.`;
        return { ...base, rule: 'the same currency', verdict: 'NOT_COMPARABLE', explanation };
    }
    const tolerance = toleranceOf(rules, currency);
    const delta = subtract(actual.amount, expected);
    const rule = isZero(tolerance) ? 'the same amount' : `at most ${tolerance} ${currency} apart`;
    if (isZero(delta))
        return { ...base, rule, delta, verdict: 'PASS', explanation: 'The amounts are equal.' };
    const difference = `The record states ${absolute(delta)} ${currency} ${delta.startsWith('-') ? 'less' : 'more'} than your entry`;
    return compare(absolute(delta), tolerance) <= 0
        ? { ...base, rule, delta, verdict: 'TOLERATED', explanation: `${difference}, which the tolerance allows.` }
        : { ...base, rule, delta, verdict: 'FAIL', explanation: `${difference}.` };
}
