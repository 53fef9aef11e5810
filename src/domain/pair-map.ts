/** A map by two words, as a provider and an account are: no text is made of both for each time that it is asked. */
export class PairMap<Value> {
  readonly #rows = new Map<string, Map<string, Value>>();

  get(first: string, second: string): Value | undefined {
    return this.#rows.get(first)?.get(second);
  }

  set(first: string, second: string, value: Value): void {
    let row = this.#rows.get(first);
    if (row === undefined) {
      row = new Map();
      this.#rows.set(first, row);
    }
    row.set(second, value);
  }

  /** Pairs with the same first word stand together. */
  entries(): ReadonlyArray<readonly [first: string, second: string, value: Value]> {
    return [...this.#rows].flatMap(([first, row]) =>
      [...row].map(([second, value]) => [first, second, value] as const),
    );
  }
}
