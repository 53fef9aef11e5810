import type { AccountConnections } from './account-connections.ts';
import { Tally } from './domain/tally.ts';

/** What one operation spent, and what is left, for `extensions.budget`. */
export interface AccountSpending {
  readonly provider: string;
  readonly account: string;
  readonly spent: number;
  readonly capacity: number | null;
  readonly available: number | null;
  readonly refillPerSecond: number | null;
}

/** Counts the provider calls of one operation by account; an account that was asked and cost nothing counts as 0. */
export class Spending {
  readonly #calls = new Tally();

  count(provider: string, account: string, calls: number): void {
    this.#calls.add(provider, account, calls);
  }

  /** Undefined where nothing was looked up. */
  report(connections: AccountConnections): readonly AccountSpending[] | undefined {
    const calls = this.#calls.entries();
    if (calls.length === 0) return undefined;
    return calls.flatMap(([provider, account, spent]) => {
      const budget = connections.find(provider, account)?.status().budget;
      if (budget === undefined) return [];
      const { capacity, available, refillPerSecond } = budget;
      return [{ provider: provider.toUpperCase(), account, spent, capacity, available, refillPerSecond }];
    });
  }
}
