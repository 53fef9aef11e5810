import type { Clock } from './domain/clock.ts';

/** Real chance; the only place that reads it. */
export const systemRandom: () => number = Math.random;

/** Real time; the only place that reads it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** What nobody ever changes. */
const STANDSTILL = new Int32Array(new SharedArrayBuffer(4));

/** Stops everything, timers and signals too, for a moment in which nothing else must happen. */
export function systemPause(milliseconds: number): void {
  Atomics.wait(STANDSTILL, 0, 0, milliseconds);
}

const PROBE_MS = 20;

/** How late the event loop was at worst since the last call, in milliseconds. */
export function systemLoopDelay(): () => number {
  let worst = 0;
  let due = performance.now() + PROBE_MS;
  // Node's own histogram forgets, when it is reset, when it was to record next: the turn under way would be missing.
  setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - due);
    due = now + PROBE_MS;
  }, PROBE_MS).unref();
  return () => {
    const since = worst;
    worst = 0;
    return since;
  };
}
