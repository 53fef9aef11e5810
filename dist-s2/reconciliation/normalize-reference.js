/** Without a separator only in front of a digit: a reference of letters alone has no prefix. */
const PREFIX = /^[A-Za-z]{1,10}(?:[-_](?=.)|(?=\d))/;
/** The spelling that stands for all that the rules take for the same. Never empty for a reference that is not. */
export function normalizeReference(reference, normalization) {
    let text = normalization.trim ? reference.trim() : reference;
    if (normalization.ignorePrefix)
        text = text.replace(PREFIX, '');
    if (normalization.ignoreLeadingZeros)
        text = text.replace(/^0+(?=.)/, '');
    return normalization.ignoreCase ? text.toLowerCase() : text;
}
/** What was ignored, for the explanation of a check: "case and leading zeros". */
export function describeNormalization({ trim, ignoreCase, ignorePrefix, ignoreLeadingZeros, }) {
    const ignored = [
        trim && 'blanks around it',
        ignoreCase && 'case',
        ignorePrefix && 'a prefix of letters',
        ignoreLeadingZeros && 'leading zeros',
    ].filter((text) => text !== false);
    if (ignored.length === 0)
        return 'nothing is ignored';
    return `ignored: ${ignored.join(', ')}`;
}
