import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import { TokenBucket } from './token-bucket.ts';

/** More names than this at a time start anew: it bounds the memory that invented names could take. */
const MAX_NAMES = 10_000;

/** How much each name may still ask of us. */
export interface Allowances {
  /** Takes `count` and gives null, or takes nothing and gives the seconds to wait. */
  take(name: string, count: number): number | null;
}

/** How much each caller, or each account that is notified, may still ask of us. A minute's worth can be asked at once. */
export class Allowance implements Allowances {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_NAMES });

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  take(name: string, count: number): number | null {
    const bucket = this.#bucketOf(name);
    const wait = bucket.waitFor(count);
    if (wait > 0) return Math.max(1, Math.ceil(wait / 1000));
    bucket.take(count);
    return null;
  }

  /** How much is left by what others say who count the same: never more than what is known here. */
  lower(name: string, left: number): void {
    this.#bucketOf(name).lower(this.#perMinute - left, this.#perMinute);
  }

  #bucketOf(name: string): TokenBucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({ capacity: this.#perMinute, refillPerSecond: this.#perMinute / 60 }, this.#clock);
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
