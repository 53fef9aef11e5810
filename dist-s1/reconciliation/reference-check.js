import { describeNormalization, normalizeReference } from './normalize-reference.js';
export function referenceCheck(field, expected, actual, { normalization }) {
    const base = {
        field,
        expected,
        actual,
        delta: null,
        rule: `the same reference; ${describeNormalization(normalization)}`,
    };
    if (actual === null) {
        return { ...base, verdict: 'UNAVAILABLE', explanation: 'The provider states no such reference.' };
    }
    if (actual === expected)
        return { ...base, verdict: 'PASS', explanation: 'The references are equal.' };
    return normalizeReference(actual, normalization) === normalizeReference(expected, normalization)
        ? { ...base, verdict: 'TOLERATED', explanation: 'The references are equal but for what the rules ignore.' }
        : { ...base, verdict: 'FAIL', explanation: 'The references differ.' };
}
