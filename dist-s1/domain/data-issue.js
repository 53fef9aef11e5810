const SEVERITIES = {
    NET_MISMATCH: 'INFO',
    SETTLED_WITHOUT_DATE: 'WARNING',
    SUCCESS_TIME_WITHOUT_SUCCESS: 'WARNING',
    REFUND_EXCEEDS_AMOUNT: 'ERROR',
    STATUS_AMOUNT_CONFLICT: 'ERROR',
    UNMAPPED_STATUS: 'WARNING',
    UNPARSEABLE_VALUE: 'ERROR',
    TYPE_DEVIATION: 'INFO',
    UNKNOWN_FIELD: 'INFO',
    UNKNOWN_CURRENCY: 'WARNING',
    DUPLICATE_KEY: 'ERROR',
    REFERENCE_REUSED: 'WARNING',
    WITHHELD: 'INFO',
};
export function dataIssue(kind, details) {
    return {
        kind,
        severity: SEVERITIES[kind],
        field: details.field ?? null,
        message: details.message,
        expected: shorten(details.expected),
        actual: shorten(details.actual),
    };
}
/** Provider text in an issue is evidence, not content: 64 characters are enough to recognise it. */
const EVIDENCE_LENGTH = 64;
function shorten(text) {
    if (text === null || text === undefined)
        return null;
    return text.length <= EVIDENCE_LENGTH ? text : `${text.slice(0, EVIDENCE_LENGTH - 1)}…`;
}
