/** What is metered, as we count it; a provider's: never more than it said, and nothing while it told us to wait. */
export class TokenBucket {
    #clock;
    #refillPerSecond;
    #arrivalMs;
    #capacity;
    #tokens;
    #refilledAt;
    #frozenUntil = 0;
    /** Full, unless told how much it holds. */
    constructor({ capacity, refillPerSecond, arrivalMs = 0 }, clock, tokens = capacity) {
        this.#clock = clock;
        this.#refillPerSecond = refillPerSecond;
        this.#arrivalMs = arrivalMs;
        this.#capacity = capacity;
        this.#tokens = tokens;
        this.#refilledAt = clock.monotonic();
    }
    get isLimited() {
        return Number.isFinite(this.#capacity);
    }
    get isFrozen() {
        return this.#clock.monotonic() < this.#frozenUntil;
    }
    get frozenUntil() {
        return this.#frozenUntil;
    }
    get isFull() {
        return this.isLimited && this.tokens >= this.#capacity;
    }
    get capacity() {
        return this.#capacity;
    }
    /** Milliseconds between two tokens. */
    get spacing() {
        return 1000 / this.#refillPerSecond;
    }
    get tokens() {
        const now = this.#clock.monotonic();
        if (now > this.#refilledAt) {
            const gained = ((now - this.#refilledAt) / 1000) * this.#refillPerSecond;
            this.#tokens = Math.min(this.#capacity, this.#tokens + gained);
            this.#refilledAt = now;
        }
        return this.#tokens;
    }
    take(count = 1) {
        const wasFull = this.isFull;
        this.#tokens = this.tokens - count;
        if (wasFull)
            this.#refilledAt = this.#clock.monotonic() + this.#arrivalMs;
        return true;
    }
    /** All that there is, is here. */
    order() { }
    giveBack() {
        this.#tokens = Math.min(this.#capacity, this.tokens + 1);
    }
    /** The provider's own count: true where it lowered ours. It never raises it, because replies of calls in flight come late. */
    lower(used, size) {
        // Without a refill of our own there would be no way back up.
        if (!this.isLimited)
            return false;
        const tokens = this.tokens;
        this.#capacity = Math.min(this.#capacity, size);
        this.#tokens = Math.min(tokens, Math.max(0, size - used));
        return this.#tokens < tokens;
    }
    /** Nothing is there until then, and nothing is saved up meanwhile. */
    freeze(seconds) {
        const tokens = this.tokens;
        this.#frozenUntil = Math.max(this.#frozenUntil, this.#clock.monotonic() + seconds * 1000);
        this.#tokens = this.isLimited ? 0 : tokens;
        this.#refilledAt = this.#frozenUntil;
    }
    /** Milliseconds until there are `count` tokens, if none is taken before. */
    waitFor(count) {
        const missing = count - this.tokens;
        const now = this.#clock.monotonic();
        if (missing <= 0)
            return Math.max(0, this.#frozenUntil - now);
        // From when on it gains anything: after a freeze, or after the first call has arrived.
        return Math.max(0, this.#refilledAt - now) + missing * this.spacing;
    }
}
