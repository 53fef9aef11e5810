import { monitorEventLoopDelay } from 'node:perf_hooks';
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

/** How late the event loop was at worst since the last call, in milliseconds. */
export function systemLoopDelay(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  return () => {
    const worst = histogram.max / 1e6;
    histogram.reset();
    return worst;
  };
}
