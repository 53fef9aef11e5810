import { isProblem, PROBLEM_RETRYABLE } from '../../domain/lookup-outcome.js';
/** A row that nobody watches can wait: hours for its turn, minutes for a provider that is down. */
export const PATIENCE = { silenceMs: 600_000, failures: 5 };
const LONGEST_PAUSE_MS = 60_000;
/** When an account last gave no answer where it had given one before. One for each run. */
export class AccountPatience {
    #silentSince = new Map();
    #clock;
    #limits;
    constructor(clock, limits) {
        this.#clock = clock;
        this.#limits = limits;
    }
    /** Whether the look-up came to something that asking again does not change. */
    note(account, outcome) {
        if (!mayPass(outcome)) {
            this.#silentSince.delete(account);
            return true;
        }
        if (!this.#silentSince.has(account))
            this.#silentSince.set(account, this.#clock.monotonic());
        return false;
    }
    /**
     * How long to wait before the entry is asked for again; null where it is to be given up. `failures` is how often a call
     * was made for it and came to nothing.
     */
    pauseAfter(account, outcome, failures) {
        if (outcome.outcome !== 'RATE_LIMITED' && failures >= this.#limits.failures)
            return null;
        const stated = isProblem(outcome) ? outcome.retryAfterSeconds : null;
        const pause = stated === null ? Math.min(1_000 * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_MS) : stated * 1_000;
        const silentSince = this.#silentSince.get(account) ?? this.#clock.monotonic();
        return this.#clock.monotonic() + pause - silentSince > this.#limits.silenceMs ? null : pause;
    }
}
export function mayPass(outcome) {
    return isProblem(outcome) && PROBLEM_RETRYABLE[outcome.outcome];
}
