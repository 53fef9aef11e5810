import { PairMap } from './pair-map.ts';

/** Counts by two words. */
export class Tally {
  readonly #counts = new PairMap<number>();

  add(first: string, second: string, count = 1): void {
    this.#counts.set(first, second, (this.#counts.get(first, second) ?? 0) + count);
  }

  entries(): ReadonlyArray<readonly [first: string, second: string, count: number]> {
    return this.#counts.entries();
  }
}
