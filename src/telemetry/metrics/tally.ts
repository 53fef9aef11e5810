/**
 * Counts by two words with nothing but an addition: prom-client's own counters build a text of all labels each time, which
 * takes 0.3 to 0.5 µs, and 200 known rows are one operation.
 */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(first: string, second: string, count = 1): void {
    let row = this.#counts.get(first);
    if (row === undefined) {
      row = new Map();
      this.#counts.set(first, row);
    }
    row.set(second, (row.get(second) ?? 0) + count);
  }

  entries(): ReadonlyArray<readonly [first: string, second: string, count: number]> {
    return [...this.#counts].flatMap(([first, row]) =>
      [...row].map(([second, count]) => [first, second, count] as const),
    );
  }
}
