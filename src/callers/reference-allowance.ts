import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import { TokenBucket } from '../upstream/token-bucket.ts';

/** Callers beyond this many at a time start anew: it bounds the memory that many subjects of tokens could take. */
const MAX_CALLERS = 10_000;

/**
 * How much each caller may still ask, counted in references, because a request for 200 costs what 200 requests for one
 * cost. A minute's worth can be asked at once.
 */
export class ReferenceAllowance {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_CALLERS });

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Takes `count` and gives null, or takes nothing and gives the seconds to wait. */
  take(caller: string, count: number): number | null {
    const bucket = this.#bucketOf(caller);
    const wait = bucket.waitFor(count);
    if (wait > 0) return Math.max(1, Math.ceil(wait / 1000));
    bucket.take(count);
    return null;
  }

  #bucketOf(caller: string): TokenBucket {
    const known = this.#buckets.get(caller);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({ capacity: this.#perMinute, refillPerSecond: this.#perMinute / 60 }, this.#clock);
    this.#buckets.set(caller, bucket);
    return bucket;
  }
}
