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
] as const;

export type EntryOutcome = (typeof ENTRY_OUTCOMES)[number];

/** Outcomes in which the books and the providers do not agree, and somebody has to look. */
export const DIFFERENCES: ReadonlySet<EntryOutcome> = new Set(['MISMATCHED', 'MISSING', 'AMBIGUOUS', 'DUPLICATE']);
