import { DEFAULT_FRESHNESS } from '../domain/freshness.js';
import { keyDigest } from '../domain/transaction-key.js';
/**
 * Looks once at a payment that has changed: by its watch where it has one, else in the background, so that what is known
 * and what is remembered of it is of now. A look that fails is not repeated: the next query asks anyway.
 */
export function createLookAgain({ clock, findAccount, hurry, timeoutMs }) {
    return (keys) => {
        const watched = keys.filter((key) => hurry(key));
        const [key] = keys;
        if (key === undefined || watched.length > 0)
            return;
        const over = new AbortController();
        const cancelTimer = clock.after(timeoutMs, () => over.abort());
        const look = findAccount(key.provider, key.account)?.source.lookup(key, {
            signal: over.signal,
            deadline: clock.monotonic() + timeoutMs,
            requestId: `notification-${keyDigest(key)}`,
            caller: 'notification',
            priority: () => 'BACKGROUND',
            purpose: 'NOTIFICATION',
            freshness: DEFAULT_FRESHNESS,
            onCall: () => { },
        });
        void Promise.resolve(look)
            .catch(() => { })
            .finally(cancelTimer);
    };
}
