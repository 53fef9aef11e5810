import type { Clock } from './clock.ts';

/** The log names it, and nothing else of it. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** What the work comes to. Rejects once it has taken too long; the work itself goes on, and nobody hears of it. */
export async function inTime<Result>(
  clock: Pick<Clock, 'after'>,
  milliseconds: number,
  work: Promise<Result>,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const cancelTimer = clock.after(milliseconds, () => late.reject(new TimeoutError('It takes too long.')));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancelTimer();
  }
}
