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
