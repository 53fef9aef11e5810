import { compare } from './decimal.js';
import { coversAccount, identifierOf, linkOf, rulesFrom, ruleText } from './link-rule.js';
/** The two systems each state when they were told of a payment, which takes seconds, and minutes where a queue is slow. */
const PAID_WITHIN_MS = 15 * 60_000;
export function describeLink({ rule, near, far, value, farValue }, source, confirmations) {
    return {
        rule: ruleText(rule),
        kind: near.kind,
        value,
        counterpartKind: far.kind,
        counterpartValue: farValue,
        source,
        confirmations,
    };
}
/**
 * What speaks for and against a link, beside its rule. Fee and net are not among it: no two providers mean the same by
 * them.
 */
export function confirmationsOf(used, { rules, near, far }) {
    const others = rulesFrom(rules, { provider: near.provider, account: near.key.account }).filter((directed) => directed.rule !== used && directed.far.provider === far.provider && coversAccount(directed.far, far.key.account));
    return [
        amountCheck(near.amount, far.amount),
        textCheck('CURRENCY', near.amount?.rawCurrency ?? null, far.amount?.rawCurrency ?? null),
        paidCheck(near, far),
        ...others.map((directed) => ({
            ...textCheck('RULE', linkOf(directed, near)?.farValue ?? null, identifierOf(far, directed.far)),
            rule: ruleText(directed.rule),
        })),
    ];
}
function amountCheck(near, far) {
    // No amount is ever converted.
    const isComparable = near !== null && far !== null && near.rawCurrency !== null && near.rawCurrency === far.rawCurrency;
    return {
        check: 'AMOUNT',
        rule: null,
        verdict: isComparable ? verdictOf(compare(near.amount, far.amount) === 0) : 'NOT_COMPARABLE',
        expected: near?.amount ?? null,
        actual: far?.amount ?? null,
    };
}
function paidCheck({ paidAt: near }, { paidAt: far }) {
    const isComparable = near !== null && far !== null;
    return {
        check: 'PAID_AT',
        rule: null,
        verdict: isComparable
            ? verdictOf(Math.abs(near.epochMilliseconds - far.epochMilliseconds) <= PAID_WITHIN_MS)
            : 'NOT_COMPARABLE',
        expected: near?.utc ?? null,
        actual: far?.utc ?? null,
    };
}
function textCheck(check, expected, actual) {
    const verdict = expected === null || actual === null ? 'NOT_COMPARABLE' : verdictOf(expected === actual);
    return { check, rule: null, verdict, expected, actual };
}
function verdictOf(agrees) {
    return agrees ? 'AGREES' : 'CONTRADICTS';
}
