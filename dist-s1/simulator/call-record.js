import { createHash } from 'node:crypto';
/** A simulator may run for weeks beneath a load test: the newest calls are kept, all are counted. */
const KEPT_CALLS = 10_000;
const COUNTED_REFERENCES = 50_000;
const COUNTED_CREDENTIALS = 1_000;
const TEXT_LENGTH = 512;
export class CallRecord {
    #calls = [];
    #counts = new Map();
    #credentials = new Map();
    #total = 0;
    add(call) {
        this.#total += 1;
        this.#calls.push({ ...call, path: shorten(call.path), reference: call.reference && shorten(call.reference) });
        // In blocks, so that dropping the oldest costs nothing per call.
        if (this.#calls.length >= KEPT_CALLS * 2)
            this.#calls.splice(0, KEPT_CALLS);
        countOne(this.#credentials, call.credential, COUNTED_CREDENTIALS);
        countOne(this.#counts, call.reference && shorten(call.reference), COUNTED_REFERENCES);
    }
    get newest() {
        return this.#calls.slice(-KEPT_CALLS);
    }
    /** Calls by the fingerprint of their credential. */
    get credentials() {
        return new Map(this.#credentials);
    }
    count(reference) {
        return reference === undefined ? this.#total : (this.#counts.get(shorten(reference)) ?? 0);
    }
    clear() {
        this.#calls.length = 0;
        this.#counts.clear();
        this.#credentials.clear();
        this.#total = 0;
    }
}
export function fingerprint(credential) {
    return createHash('sha256').update(credential).digest('base64url').slice(0, 16);
}
function countOne(counts, key, most) {
    if (key === null)
        return;
    const count = counts.get(key);
    if (count !== undefined || counts.size < most)
        counts.set(key, (count ?? 0) + 1);
}
function shorten(text) {
    return text.slice(0, TEXT_LENGTH);
}
