import { TokenBucket } from '../upstream/token-bucket.js';
/** Of a provider's bucket: what gateways do not give out together. */
const RESERVE = 0.1;
/** Of what the common bucket held when it was last seen: the rest is what others may have spent since. */
const TRUSTED_SHARE = 0.5;
/** Redis that is away for longer is away for all; until then others may be spending what is thought to be there. */
export const TRUSTED_AFTER_MS = 1_000;
/**
 * What of a provider's bucket gateways give out together. The reserve pays for calls that reach the provider later than
 * others whose token was given after theirs, which one gateway alone learns from its own replies; and it is what each may
 * spend at once when Redis goes away.
 */
export function commonOf({ capacity, refillPerSecond }) {
    return { capacity: capacity - reserveOf(capacity), refillPerSecond };
}
export function reserveOf(capacity) {
    return Math.max(1, Math.floor(capacity * RESERVE));
}
const NOTHING_TRUSTED = { tokens: 0, at: 0, cancelTimer: () => { } };
/** One gateway's part of a bucket, while nobody says what the others do: small enough for all of them to have one. */
export class OwnShare {
    #clock;
    #shares;
    #bucket;
    /** What of the common bucket is this gateway's, and when. */
    #trusted = NOTHING_TRUSTED;
    #spent = 0;
    constructor({ common, clock, gateways, onTokens }, seen) {
        this.#clock = clock;
        this.#shares = gateways.assumed;
        const capacity = Math.max(1, this.#partOf(seen?.capacity ?? common.capacity));
        const limits = { capacity, refillPerSecond: common.refillPerSecond / this.#shares };
        // Whoever has never met the others may be alone, and then all is there, as for any that starts.
        const atOnce = seen === null ? capacity : Math.min(capacity, this.#partOf(seen.reserve));
        this.#bucket = new TokenBucket(limits, clock, atOnce);
        if (seen === null)
            return;
        const trusted = this.#partOf(Math.max(0, seen.tokens) * TRUSTED_SHARE);
        if (seen.frozenMs > 0)
            this.#bucket.freeze(seen.frozenMs / 1000);
        else if (trusted > 0) {
            const cancelTimer = clock.after(TRUSTED_AFTER_MS, () => {
                this.#trusted = NOTHING_TRUSTED;
                this.#bucket = new TokenBucket(limits, clock, Math.min(capacity, this.#bucket.tokens + trusted));
                onTokens();
            });
            this.#trusted = { tokens: trusted, at: clock.monotonic() + TRUSTED_AFTER_MS, cancelTimer };
        }
    }
    get bucket() {
        return this.#bucket;
    }
    /** Taken of it, less what was given back. */
    get spent() {
        return this.#spent;
    }
    get left() {
        return Math.max(0, this.#bucket.tokens + this.#trusted.tokens);
    }
    take() {
        this.#spent += 1;
        return this.#bucket.take();
    }
    giveBack() {
        this.#spent -= 1;
        this.#bucket.giveBack();
    }
    /** How many of `size` are used, by all. */
    lower(used, size) {
        const own = Math.max(1, this.#partOf(size));
        const left = Math.min(own, this.#partOf(Math.max(0, size - used)));
        const isLower = this.#bucket.lower(own - left, own);
        if (isLower)
            this.end();
        return isLower;
    }
    freeze(seconds) {
        this.#bucket.freeze(seconds);
        this.end();
    }
    waitFor(count) {
        const byRefill = this.#bucket.waitFor(count);
        const { tokens, at } = this.#trusted;
        if (tokens === 0)
            return byRefill;
        return Math.min(byRefill, Math.max(at - this.#clock.monotonic(), this.#bucket.waitFor(count - tokens)));
    }
    /** Nothing more is trusted to be there. */
    end() {
        this.#trusted.cancelTimer();
        this.#trusted = NOTHING_TRUSTED;
    }
    #partOf(tokens) {
        return Math.floor(tokens / this.#shares);
    }
}
