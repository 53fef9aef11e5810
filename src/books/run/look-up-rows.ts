import type { Clock } from '../../domain/clock.ts';
import { problem } from '../../domain/lookup-outcome.ts';
import type { LookupReference } from '../../domain/transaction-reference.ts';
import type { TransactionLookup } from '../../loaders/transaction-lookups.ts';
import { judgeEntry } from '../../reconciliation/judge.ts';
import type { ReconciliationRules } from '../../reconciliation/rules.ts';
import { mayAnswerLater } from './open-rows.ts';
import type { LookUpPatiently } from './patient-lookup.ts';
import type { WaitingRow, WorkingFile } from './working-file.ts';

export interface LookUpRowsParts {
  readonly file: WorkingFile;
  readonly rules: ReconciliationRules;
  readonly lookUp: LookUpPatiently;
  /** In which the account that was asked counts its days; null where it is not known. */
  readonly timeZoneOf: (asked: LookupReference) => string | null;
  readonly clock: Clock;
  /** On the monotonic clock; what was not asked by then is UNVERIFIABLE. */
  readonly deadline: number;
  /** How many entries are asked for at once. */
  readonly window: number;
  readonly onRow: () => void;
  readonly onCall: () => void;
  /** Ends the other look-ups, too. */
  readonly abandon: (reason: unknown) => void;
}

/** Looks up and judges every entry that is waiting, and writes each down before the next is begun in its place. */
export async function lookUpRows(parts: LookUpRowsParts): Promise<void> {
  const rows = parts.file.waiting();
  const work = async () => {
    try {
      for (let next = rows.next(); !next.done; next = rows.next()) await answerRow(next.value, parts);
    } catch (error) {
      parts.abandon(error);
      throw error;
    }
  };
  const workers = Array.from({ length: parts.window }, work);
  // None may still write when the file is closed.
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

async function answerRow({ position, entry }: WaitingRow, parts: LookUpRowsParts): Promise<void> {
  const { file, rules, lookUp, timeZoneOf, clock, deadline, onRow, onCall } = parts;
  let calls = 0;
  const count = () => {
    calls += 1;
    onCall();
  };
  const ask = async (reference: typeof entry.reference): Promise<TransactionLookup> =>
    clock.monotonic() < deadline
      ? lookUp(reference, count)
      : { reference: NOTHING_KNOWN, outcome: problem('DEADLINE_EXCEEDED') };
  const [lookup, counterpart] = await Promise.all([
    ask(entry.reference),
    entry.counterpart === null ? null : ask(entry.counterpart),
  ]);
  const at = clock.now();
  const outcomes = { outcome: lookup.outcome, counterpart: counterpart?.outcome ?? null };
  const judged = judgeEntry({ entry, ...outcomes, timeZone: timeZoneOf(lookup.reference) }, { rules, now: at });
  const answer = { judged, reference: lookup.reference, counterpart: counterpart?.reference ?? null };
  file.note(position, { answer, calls, isOpen: mayAnswerLater(judged, outcomes), at });
  onRow();
}

const NOTHING_KNOWN: LookupReference = { provider: null, account: null, kind: null, value: null, id: null };
