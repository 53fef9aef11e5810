import type { Clock } from '../domain/clock.ts';
import type { LookupContext } from '../domain/transaction-source.ts';
import { createTransactionLoader, type FindSource, type LoadTransaction } from './transaction-loader.ts';

export interface EventLoaderParts {
  readonly findSource: FindSource;
  readonly clock: Clock;
  /** Of the whole stream: it aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** How long one look-up may hold up its event. */
  readonly timeoutMs: number;
  readonly context: Pick<LookupContext, 'requestId' | 'caller' | 'onCall'>;
}

/**
 * Look-ups for the events of a stream, in the share of the budget that streams have. Nothing is remembered: a stream lives
 * for long, and what was so at one event need not be so at the next.
 */
export function createEventLoader({
  findSource,
  clock,
  signal,
  timeoutMs,
  context,
}: EventLoaderParts): LoadTransaction {
  return async (key, freshness) => {
    const over = new AbortController();
    const end = () => over.abort();
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    const cancelTimer = clock.after(timeoutMs, end);
    const load = createTransactionLoader(findSource, {
      ...context,
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
