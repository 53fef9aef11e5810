import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
/**
 * A credential. It shows itself to no log, error or inspection; only `reveal` gives it out, at the moment it is sent.
 */
export class Secret {
    #value;
    #fingerprint;
    #readAgain;
    /** `readAgain` gives the value anew where it lives in a file that somebody may rotate. */
    constructor(value, readAgain) {
        this.#value = value;
        this.#readAgain = readAgain;
    }
    reveal() {
        return this.#value;
    }
    /** Reads the file again, where the value came from one. */
    refresh() {
        try {
            this.#value = this.#readAgain?.() ?? this.#value;
        }
        catch {
            // A file that is being replaced may be gone for a moment: the old value stays in force.
        }
    }
    /**
     * Takes over the value of another, and the file that it lives in: whoever holds this one sends the new value from now on.
     * True where it is another value.
     */
    renew(other) {
        const isOther = other.#value !== this.#value;
        this.#value = other.#value;
        this.#readAgain = other.#readAgain;
        return isOther;
    }
    /** Tells credentials apart without showing them. */
    fingerprint() {
        // Part of every cache key, and the value changes almost never.
        if (this.#fingerprint?.of !== this.#value) {
            const text = createHash('sha256').update(this.#value).digest('base64url').slice(0, 12);
            this.#fingerprint = { of: this.#value, text };
        }
        return this.#fingerprint.text;
    }
    toString() {
        return '[secret]';
    }
    toJSON() {
        return '[secret]';
    }
    [inspect.custom]() {
        return '[secret]';
    }
}
