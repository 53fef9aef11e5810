/** What a comparison says of an entry. */
export const ENTRY_OUTCOMES = [
    'MATCHED',
    'MATCHED_WITH_TOLERANCE',
    'MISMATCHED',
    'EXPECTED',
    'MISSING',
    'AMBIGUOUS',
    'DUPLICATE',
    'UNVERIFIABLE',
];
/** Outcomes in which the books and the providers do not agree, and somebody has to look. */
export const DIFFERENCES = new Set(['MISMATCHED', 'MISSING', 'AMBIGUOUS', 'DUPLICATE']);
