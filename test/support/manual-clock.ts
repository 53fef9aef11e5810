import type { Clock } from '../../src/domain/clock.ts';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it, and then runs what has become due, in order. */
export class ManualClock implements Clock {
  #elapsed = 0;
  #timers: Timer[] = [];
  readonly #start: number;

  constructor(start = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#start = start;
  }

  now(): number {
    return this.#start + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#elapsed + milliseconds, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (let next = this.#nextDue(end); next !== undefined; next = this.#nextDue(end)) {
      const timer = next;
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.#elapsed = timer.due;
      timer.callback();
    }
    this.#elapsed = end;
  }

  /** The same for what waits: after every timer, everything runs that waits for nothing but promises. */
  async run(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settled();
    for (let next = this.#nextDue(end); next !== undefined; next = this.#nextDue(end)) {
      this.advance(next.due - this.#elapsed);
      await settled();
    }
    this.#elapsed = end;
  }

  /** Timers that are still set: what a finished call has left behind. */
  get pending(): number {
    return this.#timers.length;
  }

  #nextDue(end: number): Timer | undefined {
    return this.#timers.filter(({ due }) => due <= end).sort((left, right) => left.due - right.due)[0];
  }
}

/** Lets everything run that waits for nothing but promises. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
