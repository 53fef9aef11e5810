import { stateClassOf } from './lifetime.js';
/**
 * For how long an entry answers a demand. It holds no record: answers that nobody asks for again would keep those alive
 * which the store has dropped to stay within its bytes.
 */
export class EntryLease {
    until;
    state;
    #standing;
    #fingerprint;
    #seen;
    constructor({ outcome, learnedAt, lifetime, standing }, { maxAgeSeconds }, fingerprint) {
        this.until = learnedAt + Math.min(lifetime.freshMs, (maxAgeSeconds ?? Number.POSITIVE_INFINITY) * 1000);
        this.state = stateClassOf(outcome) ?? '';
        this.#standing = standing;
        this.#fingerprint = fingerprint;
        this.#seen = fingerprint();
    }
    isOver() {
        return this.#standing.isReplaced || this.#fingerprint() !== this.#seen;
    }
}
