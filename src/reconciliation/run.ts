import type { LookupReference, TransactionReferenceInput } from '../domain/transaction-reference.ts';
import type { TransactionLookup } from '../loaders/transaction-lookups.ts';
import type { StatementEntry } from './entry.ts';
import type { JudgedEntry, JudgingContext } from './judge.ts';
import { matchEntries } from './match.ts';
import { figuresOf, type ReportFigures } from './report.ts';

/** An entry, and which transactions it is about. */
export interface ReconcileEntry extends StatementEntry {
  readonly reference: TransactionReferenceInput;
  /** The other provider's record of the same money; null where the books name none. */
  readonly counterpart: TransactionReferenceInput | null;
}

/** An entry, what came of looking its records up, and what that means. */
export interface ReconciledEntry extends JudgedEntry {
  readonly lookup: TransactionLookup;
  readonly counterpart: TransactionLookup | null;
}

export interface ReconcileReport extends ReportFigures {
  readonly entries: readonly ReconciledEntry[];
  readonly upstreamCalls: number;
}

export interface RunParts extends JudgingContext {
  readonly entries: readonly ReconcileEntry[];
  /** Asks for one reference; equal ones are asked once. */
  readonly lookUp: (reference: TransactionReferenceInput) => TransactionLookup | Promise<TransactionLookup>;
  /** In which the account that was asked counts its days; null where it is none of the caller's. */
  readonly timeZoneOf: (asked: LookupReference) => string | null;
}

/** Looks every entry up and compares; `upstreamCalls` is for whoever made `lookUp` to say. */
export async function reconcile({
  entries,
  lookUp,
  timeZoneOf,
  ...context
}: RunParts): Promise<Omit<ReconcileReport, 'upstreamCalls'>> {
  const answers = await Promise.all(
    entries.map(async (entry) => {
      const [lookup, counterpart] = await Promise.all([
        lookUp(entry.reference),
        entry.counterpart === null ? null : lookUp(entry.counterpart),
      ]);
      return { entry, lookup, counterpart };
    }),
  );
  const matched = matchEntries(
    answers.map(({ entry, lookup, counterpart }) => ({
      entry,
      outcome: lookup.outcome,
      counterpart: counterpart?.outcome ?? null,
      timeZone: timeZoneOf(lookup.reference),
    })),
    context,
  );
  const reconciled = answers.flatMap(({ lookup, counterpart }, index) => {
    const judged = matched[index];
    return judged === undefined ? [] : [{ ...judged, lookup, counterpart }];
  });
  return { entries: reconciled, ...figuresOf(reconciled) };
}
