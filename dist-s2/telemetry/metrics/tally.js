/**
 * Counts by two words with nothing but an addition: prom-client's own counters build a text of all labels each time, which
 * takes 0.3 to 0.5 µs, and 200 known rows are one operation.
 */
export class Tally {
    #counts = new Map();
    add(first, second, count = 1) {
        let row = this.#counts.get(first);
        if (row === undefined) {
            row = new Map();
            this.#counts.set(first, row);
        }
        row.set(second, (row.get(second) ?? 0) + count);
    }
    entries() {
        return [...this.#counts].flatMap(([first, row]) => [...row].map(([second, count]) => [first, second, count]));
    }
}
