import type { Clock } from '../domain/clock.ts';
import type { CallBucket } from './call-bucket.ts';

/** In calls. Infinity where the provider publishes no limit. */
export interface TokenBucketLimits {
  readonly capacity: number;
  readonly refillPerSecond: number;
  /**
   * How long the first call may take to reach whoever counts: a full bucket gains nothing, theirs begins to when that call is
   * there, and ours must not be ahead. 0 where it is left out.
   */
  readonly arrivalMs?: number;
}

/** What is metered, as we count it; a provider's: never more than it said, and nothing while it told us to wait. */
export class TokenBucket implements CallBucket {
  readonly #clock: Clock;
  readonly #refillPerSecond: number;
  readonly #arrivalMs: number;
  #capacity: number;
  #tokens: number;
  #refilledAt: number;
  #frozenUntil = 0;

  /** Full, unless told how much it holds. */
  constructor({ capacity, refillPerSecond, arrivalMs = 0 }: TokenBucketLimits, clock: Clock, tokens = capacity) {
    this.#clock = clock;
    this.#refillPerSecond = refillPerSecond;
    this.#arrivalMs = arrivalMs;
    this.#capacity = capacity;
    this.#tokens = tokens;
    this.#refilledAt = clock.monotonic();
  }

  get isLimited(): boolean {
    return Number.isFinite(this.#capacity);
  }

  get isFrozen(): boolean {
    return this.#clock.monotonic() < this.#frozenUntil;
  }

  get frozenUntil(): number {
    return this.#frozenUntil;
  }

  get isFull(): boolean {
    return this.isLimited && this.tokens >= this.#capacity;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** Milliseconds between two tokens. */
  get spacing(): number {
    return 1000 / this.#refillPerSecond;
  }

  get tokens(): number {
    const now = this.#clock.monotonic();
    if (now > this.#refilledAt) {
      const gained = ((now - this.#refilledAt) / 1000) * this.#refillPerSecond;
      this.#tokens = Math.min(this.#capacity, this.#tokens + gained);
      this.#refilledAt = now;
    }
    return this.#tokens;
  }

  take(count = 1): boolean {
    const wasFull = this.isFull;
    this.#tokens = this.tokens - count;
    if (wasFull) this.#refilledAt = this.#clock.monotonic() + this.#arrivalMs;
    return true;
  }

  /** All that there is, is here. */
  order(): void {}

  giveBack(): void {
    this.#tokens = Math.min(this.#capacity, this.tokens + 1);
  }

  /** The provider's own count: true where it lowered ours. It never raises it, because replies of calls in flight come late. */
  lower(used: number, size: number): boolean {
    // Without a refill of our own there would be no way back up.
    if (!this.isLimited) return false;
    const tokens = this.tokens;
    this.#capacity = Math.min(this.#capacity, size);
    this.#tokens = Math.min(tokens, Math.max(0, size - used));
    return this.#tokens < tokens;
  }

  /** Nothing is there until then, and nothing is saved up meanwhile. */
  freeze(seconds: number): void {
    const tokens = this.tokens;
    this.#frozenUntil = Math.max(this.#frozenUntil, this.#clock.monotonic() + seconds * 1000);
    this.#tokens = this.isLimited ? 0 : tokens;
    this.#refilledAt = this.#frozenUntil;
  }

  /** Milliseconds until there are `count` tokens, if none is taken before. */
  waitFor(count: number): number {
    const missing = count - this.tokens;
    const now = this.#clock.monotonic();
    if (missing <= 0) return Math.max(0, this.#frozenUntil - now);
    // From when on it gains anything: after a freeze, or after the first call has arrived.
    return Math.max(0, this.#refilledAt - now) + missing * this.spacing;
  }
}
