import { keyDigest } from './domain/transaction-key.js';
/**
 * What one operation looked up, for its line in the audit log; a reference that was asked for twice is one access. What a
 * stream looks up after its line is told at once: nobody would ask again.
 */
export class AccessTrail {
    #digests = new Map();
    #tellLate;
    #isReported = false;
    constructor(tellLate) {
        this.#tellLate = tellLate;
    }
    /** `WATCHED` stands for every look of a stream. */
    record = (key, outcome) => this.#add(`${key.provider}/${key.account} ${outcome}`, key);
    /** The account's name is the client's text here, so it is in the hash only. */
    recordForeign = (key) => this.#add(`${key.provider} FOREIGN_ACCOUNT`, key);
    report() {
        this.#isReported = true;
        return this.accesses();
    }
    /** What has been looked up so far. */
    accesses() {
        return Object.fromEntries([...this.#digests].map(([name, digests]) => [name, [...digests]]));
    }
    #add(name, key) {
        const digest = keyDigest(key);
        const known = this.#digests.get(name) ?? new Set();
        if (known.has(digest))
            return;
        // Where it cannot be told it throws, and the next one is to throw, too.
        if (this.#isReported)
            this.#tellLate({ [name]: [digest] });
        this.#digests.set(name, known.add(digest));
    }
}
