import { isZero } from '../domain/decimal.js';
import { businessDate, instantAt } from '../domain/instant.js';
import { isProblem } from '../domain/lookup-outcome.js';
import { summandOf } from '../domain/summary.js';
import { amountChecks } from './amount-checks.js';
import { counterpartChecks, NOT_DUE } from './counterpart-checks.js';
import { normalizeReference } from './normalize-reference.js';
import { paidOnCheck } from './paid-on-check.js';
import { referenceCheck } from './reference-check.js';
import { isUndecided, statusCheck, UNPAID_STATUS } from './status-check.js';
/** Pure: the same answers and rules give the same judgement, whoever else is in the list. */
export function judgeEntry(answers, context) {
    const { entry, outcome } = answers;
    const isDue = !isNotDue(answers, context.rules, context.now);
    const checks = checksOf(answers, context.rules, isDue);
    const judgement = verdictOf(answers, checks, { rules: context.rules, isDue });
    const compared = context.rules.compare.has('COUNTERPART') ? answers.counterpart : null;
    const other = compared === null ? null : summandOf(compared);
    return {
        entry,
        ...judgement,
        checks,
        summand: summandOf(outcome),
        counterpartSubject: other === null || typeof other === 'string' ? null : other.subject,
        isVerified: judgement.outcome !== 'UNVERIFIABLE' && !isUnanswered(answers, context.rules),
        spellings: spellingsOf(entry, checks, context.rules),
    };
}
function checksOf({ entry, outcome, counterpart }, rules, isDue) {
    const own = ownChecks(entry, outcome, rules);
    if (counterpart === null || !rules.compare.has('COUNTERPART'))
        return own;
    const provider = outcome.outcome === 'FOUND' ? outcome.transaction.provider : null;
    return [...own, ...counterpartChecks(entry, { counterpart, provider, isDue }, rules)];
}
function ownChecks(entry, outcome, rules) {
    if (isProblem(outcome))
        return [];
    if (outcome.outcome === 'FOUND')
        return recordChecks(entry, outcome.transaction, rules);
    return [statusCheck('STATUS', entry.expectStatus ?? 'PAID', UNPAID_STATUS[outcome.outcome])];
}
function recordChecks(entry, transaction, rules) {
    const compares = (field) => rules.compare.has(field);
    const { merchantReference, processorReference, paidOn, expectStatus } = entry;
    const checks = [
        statusCheck('STATUS', expectStatus ?? 'PAID', transaction.status),
        ...amountChecks(entry, transaction, rules),
    ];
    if (paidOn !== null && compares('PAID_ON'))
        checks.push(paidOnCheck('PAID_ON', paidOn, transaction, rules));
    if (merchantReference !== null && compares('MERCHANT_REFERENCE')) {
        checks.push(referenceCheck('MERCHANT_REFERENCE', merchantReference, transaction.merchantReference, rules));
    }
    if (processorReference !== null && compares('PROCESSOR_REFERENCE')) {
        checks.push(referenceCheck('PROCESSOR_REFERENCE', processorReference, transaction.processorReference, rules));
    }
    return checks;
}
function verdictOf({ entry, outcome, counterpart }, checks, { rules, isDue }) {
    const isAbsent = outcome.outcome === 'NOT_FOUND';
    if (isProblem(outcome)) {
        if (!isAbsent)
            return { outcome: 'UNVERIFIABLE', explanation: outcome.message };
        if (isDue)
            return { outcome: 'MISSING', explanation: outcome.message };
    }
    const compared = rules.compare.has('COUNTERPART') ? counterpart : null;
    if ([outcome, compared].some((answer) => answer?.outcome === 'FOUND' && isReused(answer.transaction))) {
        const explanation = 'A reference has named more than one record, so it does not say which one your entry means.';
        return { outcome: 'AMBIGUOUS', explanation };
    }
    const failed = checks.filter(({ verdict }) => verdict === 'FAIL');
    if (failed.length > 0)
        return { outcome: 'MISMATCHED', explanation: sentences(failed) };
    if (compared !== null && isProblem(compared) && compared.outcome !== 'NOT_FOUND') {
        return { outcome: 'UNVERIFIABLE', explanation: `Its counterpart: ${compared.message}` };
    }
    if (isAbsent)
        return { outcome: 'EXPECTED', explanation: 'There is no such transaction, and it is not due yet.' };
    const undecided = checks.filter((check) => isOpenStatus(check) || isAwaited(check));
    if (undecided.length > 0) {
        const due = entry.paidOn !== null && isDue ? ` It was due on ${entry.paidOn}.` : '';
        return { outcome: 'EXPECTED', explanation: `${sentences(undecided)}${due}` };
    }
    const open = checks.filter(({ verdict }) => verdict === 'NOT_COMPARABLE' || verdict === 'UNAVAILABLE');
    if (open.length > 0)
        return { outcome: 'UNVERIFIABLE', explanation: sentences(open) };
    const since = `${refundedSince(outcome, '')}${refundedSince(compared, 'Of its counterpart: ')}`;
    const tolerated = checks.filter(({ verdict }) => verdict === 'TOLERATED');
    return tolerated.length > 0
        ? { outcome: 'MATCHED_WITH_TOLERANCE', explanation: `${sentences(tolerated)}${since}` }
        : { outcome: 'MATCHED', explanation: `Everything that was compared is the same.${since}` };
}
/** Of either side nobody could say anything, so that whatever else was found, the entry is not verified. */
function isUnanswered({ outcome, counterpart }, { compare }) {
    return [outcome, compare.has('COUNTERPART') ? counterpart : null].some((answer) => answer !== null && isProblem(answer) && answer.outcome !== 'NOT_FOUND');
}
/** The payment agrees with the books; that the money has gone back since is another line of them. */
function refundedSince(outcome, of) {
    if (outcome?.outcome !== 'FOUND')
        return '';
    const { refundState, refund } = outcome.transaction;
    if (refundState === 'PENDING')
        return ` ${of}A refund is under way.`;
    if (refundState !== 'PARTIAL' && refundState !== 'FULL')
        return '';
    // A payment that is voided can state a refund of 0.
    if (refund.refunded === null || isZero(refund.refunded.amount)) {
        return ` ${of}Refunded since (${refundState}); by how much is not stated.`;
    }
    return ` ${of}Refunded since (${refundState}): ${refund.refunded.amount} ${refund.refunded.rawCurrency ?? ''}`
        .trimEnd()
        .concat('.');
}
/** The provider may not know of it yet: its day, and the days that the rules add, are not over. */
function isNotDue({ entry: { paidOn }, timeZone: own }, { timeZone, paidWithinDays }, now) {
    if (paidOn === null)
        return false;
    const today = businessDate(instantAt(now), timeZone ?? own ?? 'UTC');
    const due = Temporal.PlainDate.from(paidOn).add({ days: paidWithinDays });
    return Temporal.PlainDate.compare(today, due) <= 0;
}
function isReused({ issues }) {
    return issues.some(({ kind }) => kind === 'REFERENCE_REUSED');
}
/** Also one that is what the entry expects: while a payment is open there is no money to agree about. */
function isOpenStatus({ field, actual }) {
    const isStatus = field === 'STATUS' || field === 'COUNTERPART_STATUS';
    return isStatus && actual !== null && isUndecided(actual);
}
/** Not there, and not due yet. */
function isAwaited({ field, verdict, actual, rule }) {
    return field === 'COUNTERPART_STATUS' && verdict === 'UNAVAILABLE' && actual === null && rule === NOT_DUE;
}
function spellingsOf({ merchantReference, processorReference }, checks, { normalization }) {
    const stated = [
        ['MERCHANT_REFERENCE', merchantReference],
        ['PROCESSOR_REFERENCE', processorReference],
    ];
    return stated.flatMap(([field, written]) => written === null
        ? []
        : [
            {
                field,
                written,
                normalized: normalizeReference(written, normalization),
                isTolerated: checks.some((check) => check.field === field && check.verdict === 'TOLERATED'),
            },
        ]);
}
function sentences(checks) {
    return checks.map(({ field, explanation }) => `${field}: ${explanation}`).join(' ');
}
