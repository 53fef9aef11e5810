import type { AccountConnections } from './account-connections.ts';

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
  readonly #calls = new Map<string, Map<string, number>>();

  count(provider: string, account: string, calls: number): void {
    let accounts = this.#calls.get(provider);
    if (accounts === undefined) {
      accounts = new Map();
      this.#calls.set(provider, accounts);
    }
    accounts.set(account, (accounts.get(account) ?? 0) + calls);
  }

  /** Undefined where nothing was looked up. */
  report(connections: AccountConnections): readonly AccountSpending[] | undefined {
    if (this.#calls.size === 0) return undefined;
    return [...this.#calls].flatMap(([provider, accounts]) =>
      [...accounts].flatMap(([account, spent]) => {
        const budget = connections.find(provider, account)?.status().budget;
        if (budget === undefined) return [];
        const { capacity, available, refillPerSecond } = budget;
        return [{ provider: provider.toUpperCase(), account, spent, capacity, available, refillPerSecond }];
      }),
    );
  }
}
