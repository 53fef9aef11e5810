import type { CheckedField } from './field-check.ts';
import { type EntryAnswers, type JudgedEntry, type JudgingContext, judgeEntry } from './judge.ts';

/** What an entry is beside the others. */
export interface EntryNeighbours {
  /** How many entries resolve to its record, itself included. */
  readonly sharingRecord: number;
  /** How many entries name its counterpart's record as theirs, itself included. */
  readonly sharingCounterpart: number;
  /** Whether an entry that is written otherwise has a reference that the rules take for the same. */
  readonly isConfusable: boolean;
}

/** An entry's judgement as it stands in the whole list. */
export function settleEntry(
  judged: JudgedEntry,
  { sharingRecord, sharingCounterpart, isConfusable }: EntryNeighbours,
): JudgedEntry {
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
export function matchEntries(list: readonly EntryAnswers[], context: JudgingContext): readonly JudgedEntry[] {
  const judged = list.map((answers) => judgeEntry(answers, context));
  const sharing = new Map<string, number>();
  const counterparts = new Map<string, number>();
  const written = new Map<string, Set<string>>();
  for (const { summand, counterpartSubject: other, spellings } of judged) {
    if (other !== null) counterparts.set(other, (counterparts.get(other) ?? 0) + 1);
    if (typeof summand !== 'string') sharing.set(summand.subject, (sharing.get(summand.subject) ?? 0) + 1);
    for (const spelling of spellings) {
      written.getOrInsertComputed(spellingName(spelling), () => new Set()).add(spelling.written);
    }
  }
  return judged.map((entry) => {
    const { summand, counterpartSubject: other, spellings } = entry;
    const neighbours = {
      sharingRecord: typeof summand === 'string' ? 1 : (sharing.get(summand.subject) ?? 1),
      sharingCounterpart: other === null ? 1 : (counterparts.get(other) ?? 1),
      isConfusable: spellings.some(
        (spelling) => spelling.isTolerated && (written.get(spellingName(spelling))?.size ?? 1) > 1,
      ),
    };
    return settleEntry(entry, neighbours);
  });
}

function spellingName({ field, normalized }: { readonly field: CheckedField; readonly normalized: string }): string {
  return `${field}\n${normalized}`;
}
