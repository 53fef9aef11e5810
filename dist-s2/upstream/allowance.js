import { LRUCache } from 'lru-cache';
import { TokenBucket } from './token-bucket.js';
/** More names than this at a time start anew: it bounds the memory that invented names could take. */
const MAX_NAMES = 10_000;
/** How much each caller, or each account that is notified, may still ask of us. A minute's worth can be asked at once. */
export class Allowance {
    #perMinute;
    #clock;
    #buckets = new LRUCache({ max: MAX_NAMES });
    constructor(perMinute, clock) {
        this.#perMinute = perMinute;
        this.#clock = clock;
    }
    take(name, count) {
        const bucket = this.#bucketOf(name);
        const wait = bucket.waitFor(count);
        if (wait > 0)
            return Math.max(1, Math.ceil(wait / 1000));
        bucket.take(count);
        return null;
    }
    /** How much is left by what others say who count the same: never more than what is known here. */
    lower(name, left) {
        this.#bucketOf(name).lower(this.#perMinute - left, this.#perMinute);
    }
    #bucketOf(name) {
        const known = this.#buckets.get(name);
        if (known !== undefined)
            return known;
        const bucket = new TokenBucket({ capacity: this.#perMinute, refillPerSecond: this.#perMinute / 60 }, this.#clock);
        this.#buckets.set(name, bucket);
        return bucket;
    }
}
