import { createLookupLoader } from './lookup-loader.js';
/**
 * Look-ups for the events of a stream, in the share of the budget that streams have. Nothing is remembered: a stream lives
 * for long, and what was so at one event need not be so at the next.
 */
export function createEventLoader({ findSource, clock, timeoutMs, call }) {
    const { signal } = call;
    return async (key, freshness) => {
        const over = new AbortController();
        const end = () => over.abort();
        if (signal.aborted)
            end();
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
        }
        finally {
            cancelTimer();
            signal.removeEventListener('abort', end);
        }
    };
}
