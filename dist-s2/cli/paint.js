import { styleText } from 'node:util';
const FORMATS = {
    good: ['bold', 'green'],
    open: ['bold', 'yellow'],
    bad: ['bold', 'red'],
    plain: ['bold'],
    quiet: ['dim'],
};
export function paintFor(stream) {
    return (mark, text) => styleText(FORMATS[mark], text, { stream });
}
/** By the word that a row begins with: a headline, or an outcome without a record. What is not here is open. */
const MARKS = {
    PAID: 'good',
    SETTLED: 'good',
    REFUNDED: 'plain',
    PARTLY_REFUNDED: 'plain',
    VOIDED: 'plain',
    CANCELLED: 'plain',
    EXPIRED: 'plain',
    EXPIRED_UNPAID: 'plain',
    FAILED: 'bad',
    NOT_FOUND: 'bad',
    INVALID_REFERENCE: 'bad',
    PROVIDER_DENIED: 'bad',
    PROVIDER_REJECTED: 'bad',
    MALFORMED_RESPONSE: 'bad',
    INTERNAL: 'bad',
};
export function markOf(word) {
    return MARKS[word] ?? 'open';
}
