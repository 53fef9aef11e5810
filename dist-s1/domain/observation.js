/** What caused the look at which something was seen. */
export const LOOK_PURPOSES = ['QUERY', 'WATCH', 'NOTIFICATION', 'RECONCILE'];
/** PROVIDER_TIME: the provider says when it happened. FIRST_SEEN: nobody knows more than when it was seen. */
export const OBSERVATION_PRECISIONS = ['PROVIDER_TIME', 'FIRST_SEEN'];
/** Equal for equal records and for no others. */
export function subjectText({ provider, account, recordId }) {
    return `${provider}\n${account}\n${storableText(recordId)}`;
}
/** Far above every identifier and amount that is documented, and well within what an index of PostgreSQL takes. */
const LONGEST_TEXT = 400;
/** A provider's text as every database takes it: one that does not would be refused again and again, with its whole batch. */
export function storableText(text) {
    return text.slice(0, LONGEST_TEXT).replaceAll('\0', '\uFFFD').toWellFormed();
}
