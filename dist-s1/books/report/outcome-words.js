import { UNREADABLE } from './report.js';
/** For a reader who does not know the words of the API. */
export const OUTCOME_WORDS = {
    MISMATCHED: { label: 'Mismatched', tone: 'bad', means: 'The record says something else than the books.' },
    MISSING: { label: 'Missing', tone: 'bad', means: 'The provider has no such transaction, and it is due.' },
    AMBIGUOUS: { label: 'Ambiguous', tone: 'bad', means: 'It cannot be said which record or which entry is meant.' },
    DUPLICATE: { label: 'Duplicate', tone: 'bad', means: 'Several entries of the books name this one transaction.' },
    UNVERIFIABLE: { label: 'Unverifiable', tone: 'unknown', means: 'Nobody can say: neither right nor wrong.' },
    UNREADABLE: { label: 'Unreadable', tone: 'unknown', means: 'The row of the books could not be read.' },
    EXPECTED: { label: 'Expected', tone: 'open', means: 'Not due or not decided yet: look again later.' },
    MATCHED_WITH_TOLERANCE: { label: 'Matched with tolerance', tone: 'good', means: 'The same within the rules.' },
    MATCHED: { label: 'Matched', tone: 'good', means: 'Everything that was compared is the same.' },
};
/** What somebody has to look at first comes first. */
export const OUTCOMES_BY_URGENCY = Object.keys(OUTCOME_WORDS);
export function countsOf({ figures, unreadable }) {
    return new Map([...figures.counts.map(({ outcome, count }) => [outcome, count]), [UNREADABLE, unreadable]]);
}
