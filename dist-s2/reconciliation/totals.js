import { add, subtract, ZERO } from '../domain/decimal.js';
/** Adds entries and records up, each in its own currency. A record that several entries name counts once. */
export class TotalsTally {
    #currencies = new Map();
    /** `isRepeated`: the record was added with an earlier entry. */
    add({ entry: { amount, currency, expectStatus }, summand, outcome, isVerified }, isRepeated) {
        // An entry that expects no payment has no money in it, as the record of one has none.
        if (amount !== null && currency !== null && (expectStatus ?? 'PAID') === 'PAID') {
            const sums = this.#of(currency);
            sums.entryCount += 1;
            sums.expected = add(sums.expected, amount);
            if (!isVerified)
                sums.unverified = add(sums.unverified, amount);
            else if (outcome === 'EXPECTED')
                sums.open = add(sums.open, amount);
        }
        if (typeof summand === 'string' || isRepeated)
            return;
        if (summand.status !== 'PAID' || summand.currency === null || summand.amount === null)
            return;
        const sums = this.#of(summand.currency);
        sums.recordCount += 1;
        sums.actual = add(sums.actual, summand.amount);
    }
    totals() {
        return [...this.#currencies]
            .map(([currency, sums]) => ({ currency, ...sums, difference: subtract(sums.actual, sums.expected) }))
            .toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
    }
    #of(currency) {
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
