import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/domain/clock.ts';

/** Real time that a test can move ahead: real calls take what they take, and waits of minutes take none. */
export class ShiftedClock implements Clock {
  #shift = 0;
  readonly #stoodAt: { readonly now: number; readonly monotonic: number } | null;
  readonly #timers = new Set<{ readonly due: number; readonly fire: () => void }>();

  /** Standing, it shows only what a test lets pass: for what is due to the millisecond. */
  constructor({ isStanding = false } = {}) {
    this.#stoodAt = isStanding ? { now: Date.now(), monotonic: Math.round(performance.now()) } : null;
  }

  now(): number {
    return (this.#stoodAt?.now ?? Date.now()) + this.#shift;
  }

  monotonic(): number {
    return (this.#stoodAt?.monotonic ?? performance.now()) + this.#shift;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const fire = () => {
      cancel();
      callback();
    };
    const timeout = setTimeout(fire, milliseconds);
    const timer = { due: this.monotonic() + milliseconds, fire };
    const cancel = () => {
      clearTimeout(timeout);
      this.#timers.delete(timer);
    };
    this.#timers.add(timer);
    return cancel;
  }

  /** Moves time ahead, runs what has become due, and lets what that started begin. */
  async pass(milliseconds: number): Promise<void> {
    this.#shift += milliseconds;
    const due = [...this.#timers].filter((timer) => timer.due <= this.monotonic());
    for (const { fire } of due.sort((left, right) => left.due - right.due)) fire();
    await turn();
  }

  /** Moves time ahead in steps, but only while `isIdle`, until the work is done: no call is ever late because of it. */
  async drive<Value>(work: Promise<Value>, isIdle: () => boolean, step = 250): Promise<Value> {
    let done = false;
    const finish = () => {
      done = true;
    };
    work.then(finish, finish);
    while (!done) {
      // Requests on their way to the gateway show nowhere, so idle must last for a few turns.
      let idleTurns = 0;
      while (!done && idleTurns < 20) {
        await turn();
        idleTurns = isIdle() ? idleTurns + 1 : 0;
      }
      if (!done) await this.pass(step);
    }
    return work;
  }
}
