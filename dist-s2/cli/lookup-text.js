import { labelledLines } from './labelled-lines.js';
import { nameOf } from './lookup-row.js';
import { markOf } from './paint.js';
import { printable, printableTexts } from './printable.js';
import { alignedAmounts, moneyText, ownValueText, timeText } from './shown-values.js';
/** One row for a person. Nothing that a provider wrote reaches a terminal as it is. */
export function lookupText(answered, options) {
    const row = printableTexts(answered);
    const { transaction, reference, outcome } = row;
    const isSecret = reference.kind !== null && options.secretKinds.has(reference.kind);
    const word = transaction?.headline ?? outcome;
    const head = [
        options.paint(markOf(word), word),
        ...(transaction?.amount ? [options.paint('plain', moneyText(transaction.amount))] : []),
        nameOf(row, isSecret),
    ].join('  ');
    const zone = transaction === null ? undefined : options.timeZoneOf(transaction.provider, transaction.account);
    const lines = [
        ...(transaction === null ? [] : recordLines(transaction, zone)),
        ...(transaction !== null && options.showsOwnFields ? ownLines(transaction, options.sharedFields) : []),
        ['raw', rawLines(answered.transaction?.raw)],
        ['meaning', [WITHOUT_RECORD[outcome]].filter((text) => text !== undefined)],
        ['problem', problemLines(row)],
        ['id', transaction === null ? [] : [transaction.id]],
    ];
    const paintLabel = (label) => options.paint('quiet', label);
    return `${head}\n${labelledLines(lines, { width: options.width, paintLabel })}`;
}
function recordLines(transaction, zone) {
    const { refund } = transaction;
    const time = (text) => (text === null ? [] : [timeText(text, zone)]);
    const isRefunded = !['NONE', 'NOT_REPORTED'].includes(transaction.refundState);
    const amounts = alignedAmounts([
        ['amount', transaction.amount],
        ['fee', transaction.fee],
        ['net', transaction.net],
        ['refunded', isRefunded ? refund.refunded : null],
        ['pending', refund.pending],
        ['remaining', isRefunded ? refund.remaining : null],
        ['refund fee', isRefunded ? refund.fee : null],
    ]);
    return [
        ...amounts,
        ['payment', [transaction.status]],
        ['refund', [refundText(transaction)]],
        ['settlement', [transaction.settlementState]],
        ['can change', [transaction.isFinal ? 'no' : 'yes']],
        ['its status', [providerStatusText(transaction)]],
        ['created', time(transaction.createdAt)],
        ['paid', time(transaction.paidAt)],
        ['refunded at', time(refund.lastRefundedAt)],
        ['updated', time(transaction.updatedAt)],
        ['business day', transaction.businessDate === null ? [] : [`${transaction.businessDate} ${zone ?? ''}`.trimEnd()]],
        [
            'references',
            transaction.references.map(({ kind, value, queryable }) => `${kind} ${value}${queryable ? ' (can be looked up)' : ''}`),
        ],
        ['issues', transaction.issues.map(issueText)],
        ['seen', [freshnessText(transaction.freshness)]],
        ['history', historyLines(transaction.history ?? [])],
    ];
}
function refundText({ refundState, refund }) {
    const mechanism = ['REFUND', 'VOID'].includes(refund.mechanism) ? `by ${refund.mechanism}` : null;
    const reason = refund.reason === null ? null : `reason: ${refund.reason}`;
    const requestedBy = refund.requestedBy === null ? null : `asked for by ${refund.requestedBy}`;
    return [refundState, mechanism, reason, requestedBy].filter((part) => part !== null).join(', ');
}
function providerStatusText({ providerStatus: { code, label, mapped, documented } }) {
    if (code === null)
        return 'no status';
    const doubt = mapped ? (documented ? '' : ' (not in its documentation)') : ' (a status that Paylens does not know)';
    return `${code}${label === null || label === code ? '' : `: ${label}`}${doubt}`;
}
function issueText({ severity, kind, field, message, expected, actual }) {
    const evidence = [expected === null ? null : `expected ${expected}`, actual === null ? null : `was ${actual}`].filter((part) => part !== null);
    const where = field === null ? '' : ` ${field}`;
    return `${severity} ${kind}${where}: ${message}${evidence.length === 0 ? '' : ` (${evidence.join(', ')})`}`;
}
function freshnessText({ source, ageSeconds, fetchedAt, refreshDenied }) {
    const denied = refreshDenied ? '; asked again less than 5 s after the last time, so it was not asked' : '';
    return `${timeText(fetchedAt, undefined)}, ${ageSeconds} s ago, ${source}${denied}`;
}
/** One look is what is shown above already. */
function historyLines(history) {
    if (history.length < 2)
        return [];
    return history.map(({ observedAt, status, refundState, settlementState }) => `${timeText(observedAt, undefined)}  ${status}, refund ${refundState}, settlement ${settlementState}`);
}
function ownLines(transaction, shared) {
    const own = Object.entries(transaction).filter(([name]) => !shared.has(name) && name !== '__typename');
    const lines = own.flatMap(([name, value]) => {
        const text = ownValueText(value);
        return text === null ? [] : [`${name}: ${text}`];
    });
    return [['its own', lines]];
}
/** As JSON, from the answer as it came, so that nothing is written out twice. */
function rawLines(raw) {
    return raw ? JSON.stringify(raw, null, 2).split('\n').map(printable) : [];
}
/** The states that have no record, in the words of the schema. */
const WITHOUT_RECORD = {
    AWAITING_CUSTOMER: 'The payment link exists and the payer has not acted. There is no record yet: ask again later.',
    EXPIRED_UNPAID: 'The payment link ran out unpaid. There is no record.',
};
/** What whoever runs the command can do, where the message does not say it. */
const ADVICE = {
    NOT_FOUND: 'Check the reference, and whether it is of this account.',
    PROVIDER_DENIED: 'Check the credential in the configuration: it may have been replaced, or be for other data.',
    PROVIDER_REJECTED: 'The log on standard error has the status that the provider answered with.',
    MALFORMED_RESPONSE: 'The log on standard error says what was wrong with it.',
    INTERNAL: 'The log on standard error has where it failed.',
};
function problemLines({ outcome, problem }) {
    if (problem === null)
        return [];
    const { message, retryAfterSeconds } = problem;
    if (retryAfterSeconds === null)
        return [message, ...(ADVICE[outcome] === undefined ? [] : [ADVICE[outcome]])];
    // Of the API's field a terminal has the value.
    return [message.replace(' Ask again after retryAfterSeconds.', ''), `Ask again in ${retryAfterSeconds} s.`];
}
