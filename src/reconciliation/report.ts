import type { Summary } from '../domain/summary.ts';
import { repetitions, SummaryTally } from '../domain/summary-tally.ts';
import { ENTRY_OUTCOMES, type EntryOutcome } from './entry-outcome.ts';
import { type CurrencyTotals, type SettledEntry, TotalsTally } from './totals.ts';

export interface OutcomeCount {
  readonly outcome: EntryOutcome;
  readonly count: number;
}

/** What a comparison says as a whole. */
export interface ReportFigures {
  /** Whether every entry was verified: with a single one that was not, nothing follows from what the rest says. */
  readonly complete: boolean;
  /** How many were not: the UNVERIFIABLE ones, and those of which only a part was answered. */
  readonly unverifiedCount: number;
  /** Of every outcome, also of those that did not occur. */
  readonly counts: readonly OutcomeCount[];
  readonly totals: readonly CurrencyTotals[];
  readonly summary: Summary;
}

/** Counts and adds up settled entries, one after the other. */
export class ReportTally {
  readonly #counts = new Map<EntryOutcome, number>();
  #unverifiedCount = 0;
  readonly #totals = new TotalsTally();
  readonly #summary = new SummaryTally();

  /** `isRepeated`: an earlier entry came to the same record. */
  add(settled: SettledEntry, isRepeated: boolean): void {
    if (!settled.isVerified) this.#unverifiedCount += 1;
    this.#counts.set(settled.outcome, (this.#counts.get(settled.outcome) ?? 0) + 1);
    this.#totals.add(settled, isRepeated);
    this.#summary.add(settled.summand, isRepeated);
  }

  figures(): ReportFigures {
    return {
      complete: this.#unverifiedCount === 0,
      unverifiedCount: this.#unverifiedCount,
      counts: ENTRY_OUTCOMES.map((outcome) => ({ outcome, count: this.#counts.get(outcome) ?? 0 })),
      totals: this.#totals.totals(),
      summary: this.#summary.summary(),
    };
  }
}

export function figuresOf(entries: Iterable<SettledEntry>): ReportFigures {
  const tally = new ReportTally();
  const isRepeated = repetitions();
  for (const entry of entries) tally.add(entry, isRepeated(entry.summand));
  return tally.figures();
}
