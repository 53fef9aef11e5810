/** Anybody can invent credentials; a real simulator run has a handful. */
const KEPT_BUCKETS = 1_000;
/** One bucket for each credential, because Genstore meters each app in each shop by itself. */
export class TokenBuckets {
    #limits;
    #buckets = new Map();
    constructor(limits) {
        this.#limits = limits;
    }
    take(credential, now) {
        const { size, refillPerSecond } = this.#limits;
        const before = this.#buckets.get(credential) ?? { tokens: size, at: now };
        const refilled = (Math.max(0, now - before.at) / 1000) * refillPerSecond;
        const available = Math.min(size, before.tokens + refilled);
        const admitted = available >= 1;
        const tokens = admitted ? available - 1 : available;
        this.#keep(credential, { tokens, at: now });
        return { admitted, spent: Math.ceil(size - tokens) };
    }
    clear() {
        this.#buckets.clear();
    }
    #keep(credential, bucket) {
        this.#buckets.delete(credential);
        this.#buckets.set(credential, bucket);
        const [oldest] = this.#buckets.keys();
        if (this.#buckets.size > KEPT_BUCKETS && oldest !== undefined)
            this.#buckets.delete(oldest);
    }
}
