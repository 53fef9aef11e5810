import type { Clock } from '../domain/clock.ts';
import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { LookupContext } from '../domain/transaction-source.ts';
import { createLookupLoader, type FindSource, type LoadTransaction } from './lookup-loader.ts';

export interface EventLoaderParts {
  readonly findSource: FindSource<LookupOutcome>;
  readonly clock: Clock;
  /** How long one look-up may hold up its event. */
  readonly timeoutMs: number;
  /** Of the whole stream: its signal aborts when the client leaves. */
  readonly call: Omit<LookupContext, 'freshness'>;
}

/**
 * Look-ups for the events of a stream, in the share of the budget that streams have. Nothing is remembered: a stream lives
 * for long, and what was so at one event need not be so at the next.
 */
export function createEventLoader({ findSource, clock, timeoutMs, call }: EventLoaderParts): LoadTransaction {
  const { signal } = call;
  return async (key, freshness) => {
    const over = new AbortController();
    const end = () => over.abort();
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    const cancelTimer = clock.after(timeoutMs, end);
    const load = createLookupLoader(findSource, {
      ...call,
      signal: over.signal,
      deadline: clock.monotonic() + timeoutMs,
      priority: () => 'WATCH',
      purpose: 'WATCH',
    });
    try {
      return await load(key, freshness);
    } finally {
      cancelTimer();
      signal.removeEventListener('abort', end);
    }
  };
}
