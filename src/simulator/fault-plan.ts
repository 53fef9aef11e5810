import type { FaultCatalogue } from './faults.ts';
import { createRandom, type Random } from './random.ts';

export interface OutageOptions {
  /** Down for the first half of each period on the simulator's clock, up for the second; left out, down throughout. */
  readonly flapPeriodMs?: number;
}

interface Outage {
  readonly fault: string;
  readonly since: number;
  readonly flapPeriodMs: number | null;
}

interface Rate {
  readonly share: number;
  readonly names: readonly [string, ...string[]];
  readonly random: Random;
}

/** Which fault meets a call: an outage, then a burst, then what is put on its reference, then its id, then chance. */
export class FaultPlan {
  readonly #catalogue: FaultCatalogue;
  readonly #seed: number;
  readonly #byReference = new Map<string, string>();
  readonly #next: string[] = [];
  #outage: Outage | null = null;
  #rate: Rate | null = null;

  constructor(catalogue: FaultCatalogue, seed: number) {
    this.#catalogue = catalogue;
    this.#seed = seed;
  }

  setOnReference(reference: string, fault: string | null): void {
    if (fault === null) this.#byReference.delete(reference);
    else this.#byReference.set(reference, this.#checked(fault));
  }

  setOutage(fault: string | null, { flapPeriodMs }: OutageOptions, now: number): void {
    this.#outage =
      fault === null ? null : { fault: this.#checked(fault), since: now, flapPeriodMs: flapPeriodMs ?? null };
  }

  failNext(count: number, fault: string): void {
    this.#next.push(...Array.from({ length: count }, () => this.#checked(fault)));
  }

  /** @throws RangeError where there is a share, but no fault to choose from. */
  setRate(share: number, names: readonly string[]): void {
    const [first, ...others] = names.map((name) => this.#checked(name));
    if (share > 0 && first === undefined) throw new RangeError('A fault rate needs at least one fault.');
    const random = createRandom(this.#seed);
    this.#rate = share > 0 && first !== undefined ? { share, names: [first, ...others], random } : null;
  }

  /** What is down is down for every call, also for one that its bucket would not admit. */
  outage(now: number): string | null {
    if (this.#outage === null) return null;
    const { fault, since, flapPeriodMs } = this.#outage;
    const isUp = flapPeriodMs !== null && (now - since) % flapPeriodMs >= flapPeriodMs / 2;
    return isUp ? null : fault;
  }

  /** The fault of the next call; a burst and the chance are used up by asking. */
  take(reference: string | null): string | null {
    const burst = this.#next.shift();
    if (burst !== undefined) return burst;
    const named = reference === null ? null : (this.#byReference.get(reference) ?? this.#catalogue.ofId(reference));
    return named ?? this.#drawn();
  }

  clear(): void {
    this.#byReference.clear();
    this.#next.length = 0;
    this.#outage = null;
    this.#rate = null;
  }

  #drawn(): string | null {
    if (this.#rate === null) return null;
    const { share, names, random } = this.#rate;
    return random.integer(1, 1_000_000) <= share * 1_000_000 ? random.pick(names) : null;
  }

  #checked(name: string): string {
    this.#catalogue.named(name);
    return name;
  }
}
