import { AccountPatience, PATIENCE } from './patience.js';
/** How long one attempt may wait for its turn. It is asked again after, so this only bounds a wait. */
const ATTEMPT_MS = 600_000;
/**
 * Looks references up for a run that nobody watches: what is not answered now is asked again when it may be, as long as
 * its account answers at all and the run has time.
 */
export function patientLookUp({ lookUpOnce, clock, signal, deadline, limits = PATIENCE, }) {
    const patience = new AccountPatience(clock, limits);
    return async (reference, onCall) => {
        let failures = 0;
        for (;;) {
            signal.throwIfAborted();
            let calls = 0;
            const lookup = await lookUpOnce({
                reference,
                signal,
                deadline: Math.min(deadline, clock.monotonic() + ATTEMPT_MS),
                onCall: () => {
                    calls += 1;
                    onCall();
                },
            });
            // What it came to because nobody waits any more says nothing.
            signal.throwIfAborted();
            const { provider, account } = lookup.reference;
            const name = `${provider}/${account}`;
            if (patience.note(name, lookup.outcome))
                return lookup;
            // What was refused before a call was made, as by an open breaker, says nothing of this entry.
            if (calls > 0)
                failures += 1;
            const pause = patience.pauseAfter(name, lookup.outcome, failures);
            if (pause === null || clock.monotonic() + pause >= deadline)
                return lookup;
            await sleep(clock, pause, signal);
        }
    };
}
function sleep(clock, milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const cancel = clock.after(milliseconds, () => {
            signal.removeEventListener('abort', leave);
            resolve();
        });
        const leave = () => {
            cancel();
            reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
    });
}
