/** Real chance; the only place that reads it. */
export const systemRandom = Math.random;
/** Real time; the only place that reads it. */
export const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
    },
};
const PROBE_MS = 20;
/** How late the event loop was at worst since the last call, in milliseconds. */
export function systemLoopDelay() {
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
