import { add, type Decimal, subtract, ZERO } from '../domain/decimal.ts';
import type { JudgedEntry } from './judge.ts';

/** Both sides' money in one currency. */
export interface CurrencyTotals {
  readonly currency: string;
  readonly entryCount: number;
  /** Sum of the entries' amounts. */
  readonly expected: Decimal;
  readonly recordCount: number;
  /** Sum of the gross amounts of the different records that are PAID. */
  readonly actual: Decimal;
  /** actual less expected. */
  readonly difference: Decimal;
  /** The part of expected whose records nobody could verify: the difference may still move by it. */
  readonly unverified: Decimal;
  /** The part of expected that is EXPECTED: its money may still come. */
  readonly open: Decimal;
}

export type SettledEntry = Pick<JudgedEntry, 'entry' | 'summand' | 'outcome' | 'isVerified'>;

interface Sums {
  entryCount: number;
  expected: Decimal;
  recordCount: number;
  actual: Decimal;
  unverified: Decimal;
  open: Decimal;
}

/** Adds entries and records up, each in its own currency. A record that several entries name counts once. */
export class TotalsTally {
  readonly #currencies = new Map<string, Sums>();

  /** `isRepeated`: the record was added with an earlier entry. */
  add(
    { entry: { amount, currency, expectStatus }, summand, outcome, isVerified }: SettledEntry,
    isRepeated: boolean,
  ): void {
    // An entry that expects no payment has no money in it, as the record of one has none.
    if (amount !== null && currency !== null && (expectStatus ?? 'PAID') === 'PAID') {
      const sums = this.#of(currency);
      sums.entryCount += 1;
      sums.expected = add(sums.expected, amount);
      if (!isVerified) sums.unverified = add(sums.unverified, amount);
      else if (outcome === 'EXPECTED') sums.open = add(sums.open, amount);
    }
    if (typeof summand === 'string' || isRepeated) return;
    if (summand.status !== 'PAID' || summand.currency === null || summand.amount === null) return;
    const sums = this.#of(summand.currency);
    sums.recordCount += 1;
    sums.actual = add(sums.actual, summand.amount);
  }

  totals(): readonly CurrencyTotals[] {
    return [...this.#currencies]
      .map(([currency, sums]) => ({ currency, ...sums, difference: subtract(sums.actual, sums.expected) }))
      .toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
  }

  #of(currency: string): Sums {
    return this.#currencies.getOrInsertComputed(currency, () => ({
      entryCount: 0,
      expected: ZERO,
      recordCount: 0,
      actual: ZERO,
      unverified: ZERO,
      open: ZERO,
    }));
  }
}
