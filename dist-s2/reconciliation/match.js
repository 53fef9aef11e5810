import { judgeEntry } from './judge.js';
/** An entry's judgement as it stands in the whole list. */
export function settleEntry(judged, { sharingRecord, sharingCounterpart, isConfusable }) {
    const { outcome, explanation } = judged;
    if (sharingRecord > 1 || sharingCounterpart > 1) {
        const [count, what] = sharingRecord > 1 ? [sharingRecord, 'transaction'] : [sharingCounterpart, 'counterpart'];
        const alone = `By itself: ${outcome}. ${explanation}`;
        return { ...judged, outcome: 'DUPLICATE', explanation: `${count} entries name this one ${what}. ${alone}` };
    }
    if (isConfusable && (outcome === 'MATCHED_WITH_TOLERANCE' || outcome === 'EXPECTED')) {
        const other = 'Another entry has a reference that the rules take for the same.';
        return { ...judged, outcome: 'AMBIGUOUS', explanation: `${other} ${explanation}` };
    }
    return judged;
}
/** Compares two lists, the entries and what came of looking each up, by rules: pure, and the order does not matter. */
export function matchEntries(list, context) {
    const judged = list.map((answers) => judgeEntry(answers, context));
    const sharing = new Map();
    const counterparts = new Map();
    const written = new Map();
    for (const { summand, counterpartSubject: other, spellings } of judged) {
        if (other !== null)
            counterparts.set(other, (counterparts.get(other) ?? 0) + 1);
        if (typeof summand !== 'string')
            sharing.set(summand.subject, (sharing.get(summand.subject) ?? 0) + 1);
        for (const spelling of spellings) {
            written.getOrInsertComputed(spellingName(spelling), () => new Set()).add(spelling.written);
        }
    }
    return judged.map((entry) => {
        const { summand, counterpartSubject: other, spellings } = entry;
        const neighbours = {
            sharingRecord: typeof summand === 'string' ? 1 : (sharing.get(summand.subject) ?? 1),
            sharingCounterpart: other === null ? 1 : (counterparts.get(other) ?? 1),
            isConfusable: spellings.some((spelling) => spelling.isTolerated && (written.get(spellingName(spelling))?.size ?? 1) > 1),
        };
        return settleEntry(entry, neighbours);
    });
}
function spellingName({ field, normalized }) {
    return `${field}\n${normalized}`;
}
