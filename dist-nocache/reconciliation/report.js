import { repetitions, SummaryTally } from '../domain/summary-tally.js';
import { ENTRY_OUTCOMES } from './entry-outcome.js';
import { TotalsTally } from './totals.js';
/** Counts and adds up settled entries, one after the other. */
export class ReportTally {
    #counts = new Map();
    #unverifiedCount = 0;
    #totals = new TotalsTally();
    #summary = new SummaryTally();
    /** `isRepeated`: an earlier entry came to the same record. */
    add(settled, isRepeated) {
        if (!settled.isVerified)
            this.#unverifiedCount += 1;
        this.#counts.set(settled.outcome, (this.#counts.get(settled.outcome) ?? 0) + 1);
        this.#totals.add(settled, isRepeated);
        this.#summary.add(settled.summand, isRepeated);
    }
    figures() {
        return {
            complete: this.#unverifiedCount === 0,
            unverifiedCount: this.#unverifiedCount,
            counts: ENTRY_OUTCOMES.map((outcome) => ({ outcome, count: this.#counts.get(outcome) ?? 0 })),
            totals: this.#totals.totals(),
            summary: this.#summary.summary(),
        };
    }
}
export function figuresOf(entries) {
    const tally = new ReportTally();
    const isRepeated = repetitions();
    for (const entry of entries)
        tally.add(entry, isRepeated(entry.summand));
    return tally.figures();
}
