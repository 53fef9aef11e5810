import type { TokenBucketLimits } from './token-bucket.ts';

/**
 * The tokens of one account's calls, as the budget sees them. In one process they are counted there (`token-bucket.ts`); of
 * a fleet's they come when they are ordered, because another gateway may have taken them.
 */
export interface CallBucket {
  readonly isLimited: boolean;
  readonly isFrozen: boolean;
  readonly isFull: boolean;
  readonly frozenUntil: number;
  readonly capacity: number;
  /** Milliseconds between two tokens that can be promised here. */
  readonly spacing: number;
  /** How many there are, as far as is known here. */
  readonly tokens: number;
  /** True where one is here and is taken; else it must be ordered. */
  take(): boolean;
  /** So many are wanted, as far as `leaves` are left behind for others. Whoever opened the bucket is told what came of it. */
  order(count: number, leaves: number): void;
  giveBack(): void;
  /** The provider's own count: true where it lowered ours. */
  lower(used: number, size: number): boolean;
  freeze(seconds: number): void;
  /** Milliseconds until there are `count` tokens, if none is taken before. */
  waitFor(count: number): number;
}

/** `onTokens` is called whenever the bucket holds something else than time alone would have made of it. */
export type OpenBucket = (limits: TokenBucketLimits, onTokens: () => void) => CallBucket;
