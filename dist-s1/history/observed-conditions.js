import { storableText, subjectText } from '../domain/observation.js';
/** What makes a record need each kind of attention. */
export const ATTENTION = {
    STUCK_PENDING: (eb, { pendingBefore }) => eb.and([eb('status', 'in', ['PENDING', 'AWAITING_CUSTOMER']), eb('status_since', '<=', pendingBefore)]),
    REFUND_PENDING_TOO_LONG: (eb, { refundPendingBefore }) => eb.and([eb('refund_state', '=', 'PENDING'), eb('refund_since', '<=', refundPendingBefore)]),
    AUTHORIZATION_AGEING: (eb, { authorizedBefore }) => eb.and([eb('status', '=', 'AUTHORIZED'), eb('status_since', '<=', authorizedBefore)]),
    DATA_ISSUE: (eb) => eb.and([eb('issue_since', 'is not', null)]),
    UNMAPPED_STATUS: (eb) => eb.and([eb('is_mapped', '=', 0)]),
};
/** Every read begins with this: what is not the caller's is not there. */
export function ofAccounts(eb, accounts) {
    return eb.or([...accounts].flatMap(([provider, names]) => names.length === 0 ? [] : [eb.and([eb('provider', '=', provider), eb('account', 'in', names)])]));
}
/** Of which accounts a question is, whatever their records are. */
export function inScope(eb, { accounts, provider, account }) {
    return [
        ofAccounts(eb, accounts),
        ...(provider === null ? [] : [eb.and([eb('provider', '=', provider)])]),
        ...(account === null ? [] : [eb.and([eb('account', '=', storableText(account))])]),
    ];
}
export function matching(eb, { status, refundState, settlementState, changedSince, reference }) {
    return [
        ...(status === null ? [] : [oneOf(eb, 'status', status)]),
        ...(refundState === null ? [] : [oneOf(eb, 'refund_state', refundState)]),
        ...(settlementState === null ? [] : [oneOf(eb, 'settlement_state', settlementState)]),
        ...(changedSince === null ? [] : [eb.and([eb('last_changed_at', '>=', changedSince)])]),
        ...(reference === null ? [] : [hasReference(eb, storableText(reference))]),
    ];
}
/** `in ()` is no SQL to PostgreSQL: none of the values is asked for, so nothing is found. */
function oneOf(eb, column, values) {
    return eb.or(values.length === 0 ? [] : [eb(column, 'in', values)]);
}
function hasReference(eb, reference) {
    return eb.or([
        eb('reference_value', '=', reference),
        eb('merchant_reference', '=', reference),
        eb('processor_reference', '=', reference),
    ]);
}
/** What comes behind the end of the page before. */
export function beyond(eb, after, direction) {
    if (after === null)
        return [];
    const isSameTime = eb('last_changed_at', '=', after.lastChangedAt);
    return [
        eb.or([
            eb('last_changed_at', direction, after.lastChangedAt),
            eb.and([isSameTime, eb('subject', '>', subjectText(after))]),
        ]),
    ];
}
