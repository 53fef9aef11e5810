/** Counts the provider calls of one operation by account; an account that was asked and cost nothing counts as 0. */
export class Spending {
    #calls = new Map();
    count({ provider, account }, calls) {
        const name = `${provider}/${account}`;
        const known = this.#calls.get(name) ?? { provider, account, spent: 0 };
        known.spent += calls;
        this.#calls.set(name, known);
    }
    /** Undefined where nothing was looked up. */
    report(connections) {
        if (this.#calls.size === 0)
            return undefined;
        return [...this.#calls.values()].flatMap(({ provider, account, spent }) => {
            const budget = connections.find(provider, account)?.status().budget;
            if (budget === undefined)
                return [];
            const { capacity, available, refillPerSecond } = budget;
            return [{ provider: provider.toUpperCase(), account, spent, capacity, available, refillPerSecond }];
        });
    }
}
