import { LRUCache } from 'lru-cache';
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_ANSWER_BYTES = 512 * 1024;
/** Measured: what an answer takes beside its body and its question, and for each record its lease and the hash of its reference. */
const ANSWER_BYTES = 1_024;
const LEASE_BYTES = 384;
/** Made anew this often, so that records that are shown all the time are not the ones that the cache drops as unused. */
const LONGEST_MS = 10_000;
/**
 * Answers of one caller to one question, given again in the same words as long as every record in them is what the cache
 * would give: a dashboard that asks for its table every few seconds costs no execution then. A different caller with the
 * same scopes and accounts under another name is another question.
 */
export class AnswerMemory {
    #clock;
    #entries = new LRUCache({
        maxSize: MAX_BYTES,
        maxEntrySize: MAX_ANSWER_BYTES,
        sizeCalculation: ({ answer, leases }, name) => ANSWER_BYTES + answer.body.byteLength + name.length * 2 + leases.length * LEASE_BYTES,
    });
    #callers = new WeakMap();
    constructor(clock) {
        this.#clock = clock;
    }
    recall(question) {
        const name = this.#nameOf(question);
        const entry = this.#entries.get(name);
        if (entry === undefined)
            return null;
        if (this.#clock.monotonic() < entry.until && !entry.leases.some((lease) => lease.isOver()))
            return entry.answer;
        this.#entries.delete(name);
        return null;
    }
    /** Only what rests on known records alone. */
    keep(question, { body, leases, ...answer }) {
        const shown = new Map();
        let until = this.#clock.monotonic() + LONGEST_MS;
        for (const lease of leases) {
            until = Math.min(until, lease.until);
            shown.set(lease.state, (shown.get(lease.state) ?? 0) + 1);
        }
        this.#entries.set(this.#nameOf(question), { answer: { ...answer, body: bytesOf(body), shown }, leases, until });
    }
    #nameOf({ caller, accept, text }) {
        const known = this.#callers.get(caller);
        const name = known ?? JSON.stringify([caller.name, [...caller.scopes].sort(), [...caller.accounts]]);
        if (known === undefined)
            this.#callers.set(caller, name);
        return `${name}\n${accept}\n${text}`;
    }
}
/** Not of the pool of `Buffer.from`, of which a short answer would keep 8 KiB alive. */
function bytesOf(text) {
    const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
    bytes.write(text);
    return bytes;
}
