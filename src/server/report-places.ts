/** How many reports may be under way: each holds a place for up to a minute where other operations hold theirs for seconds. */
export interface ReportLimits {
  readonly perCaller: number;
  readonly inAll: number;
}

export class ReportPlaces {
  readonly #limits: ReportLimits;
  readonly #taken = new Map<string, number>();
  #inAll = 0;

  constructor(limits: ReportLimits) {
    this.#limits = limits;
  }

  /** Takes a place, and gives what frees it again; null where none is free for this caller. */
  take(caller: string): (() => void) | null {
    const own = this.#taken.get(caller) ?? 0;
    if (own >= this.#limits.perCaller || this.#inAll >= this.#limits.inAll) return null;
    this.#taken.set(caller, own + 1);
    this.#inAll += 1;
    return () => {
      this.#inAll -= 1;
      const left = (this.#taken.get(caller) ?? 1) - 1;
      if (left === 0) this.#taken.delete(caller);
      else this.#taken.set(caller, left);
    };
  }
}
