import type { Clock } from '../domain/clock.ts';
import type { CallBucket } from '../upstream/call-bucket.ts';
import { TokenBucket, type TokenBucketLimits } from '../upstream/token-bucket.ts';
import { BUCKET, type BucketReply, bucketReply } from './bucket-script.ts';
import type { Gateways } from './gateways.ts';
import type { Run } from './link.ts';

export interface SharedBucketParts {
  readonly limits: TokenBucketLimits;
  readonly clock: Clock;
  readonly run: Run;
  /** Of the bucket and of the line before it; read at each use, because a credential may be replaced. */
  readonly keys: () => readonly [bucket: string, line: string];
  readonly member: string;
  readonly gateways: Gateways;
  readonly onTokens: () => void;
}

/** Of what the bucket held when it was last seen: the rest is what others may have spent since. */
const TRUSTED_SHARE = 0.5;

/**
 * One account's tokens, which all gateways take from one bucket in Redis: a token is here only after Redis gave it, and is
 * used or given back at once. While Redis is away, this gateway lives on a share of its own, which is small enough for all
 * others to have one, too (docs/adr/0051).
 */
export class SharedBucket implements CallBucket {
  readonly #parts: SharedBucketParts;
  /** What the common bucket holds as far as is known here; while Redis is away, the own share. */
  #known: TokenBucket;
  #isShared = false;
  #hasMet = false;
  /** Taken of own shares, less what was given back. */
  #spentAlone = 0;
  #held = 0;
  #isOrdering = false;
  /** Gateways that want more than there is, this one included. */
  #contenders = 1;

  constructor(parts: SharedBucketParts) {
    this.#parts = parts;
    const { capacity } = parts.limits;
    this.#known = this.#ownShare(capacity, capacity);
  }

  get isLimited(): boolean {
    return true;
  }

  get isFrozen(): boolean {
    return this.#known.isFrozen;
  }

  get isFull(): boolean {
    return this.#known.isFull;
  }

  get frozenUntil(): number {
    return this.#known.frozenUntil;
  }

  get capacity(): number {
    return this.#known.capacity;
  }

  /** Each gateway promises tokens by itself, so each may promise its part of them only. */
  get spacing(): number {
    return this.#known.spacing * (this.#isShared ? this.#parts.gateways.present : 1);
  }

  get tokens(): number {
    return this.#held + this.#known.tokens;
  }

  take(): boolean {
    if (!this.#isShared) {
      this.#spentAlone += 1;
      return this.#known.take();
    }
    if (this.#held < 1) return false;
    this.#held -= 1;
    return true;
  }

  order(count: number, leaves: number): void {
    if (!this.#isShared || this.#isOrdering || count < 1) return;
    this.#isOrdering = true;
    void this.#ask('take', count, leaves).then((reply) => {
      this.#isOrdering = false;
      if (reply === null) return;
      this.#held = reply.granted;
      this.#parts.onTokens();
      // Whoever wanted it has left meanwhile.
      if (this.#held > 0) void this.#ask('give', this.#held, 0);
      this.#held = 0;
    });
  }

  giveBack(): void {
    this.#known.giveBack();
    if (this.#isShared) void this.#ask('give', 1, 0);
    else this.#spentAlone -= 1;
  }

  lower(used: number, size: number): boolean {
    if (this.#isShared) {
      void this.#ask('lower', used, size);
      return this.#known.lower(used, size);
    }
    const { gateways } = this.#parts;
    const own = Math.max(1, Math.floor(size / gateways.assumed));
    const left = Math.min(own, Math.floor(Math.max(0, size - used) / gateways.assumed));
    return this.#known.lower(own - left, own);
  }

  freeze(seconds: number): void {
    this.#known.freeze(seconds);
    if (this.#isShared) void this.#ask('freeze', seconds * 1000, 0);
  }

  waitFor(count: number): number {
    const missing = count - this.tokens;
    const contenders = this.#isShared ? this.#contenders : 1;
    return this.#frozenMs + (missing <= 0 ? 0 : missing * this.#known.spacing * contenders);
  }

  /** Redis is there: learns what the others have done, or begins to share again. */
  async meet(): Promise<void> {
    if (this.#isShared) {
      await this.#ask('look', 0, 0);
      return;
    }
    const { capacity } = this.#parts.limits;
    const spent = this.#spentAlone;
    // Who was away knows what is left of its own share, and that the others have spent theirs. Who is new knows nothing.
    const most = this.#hasMet ? this.#known.tokens : capacity;
    const reply = await this.#send('join', this.#hasMet ? 0 : spent, most, this.#hasMet ? most : capacity - spent);
    if (reply === null || this.#isShared) return;
    const frozenMs = this.#frozenMs;
    const late = this.#spentAlone - spent;
    this.#isShared = true;
    this.#hasMet = true;
    this.#spentAlone = 0;
    this.#adopt(reply);
    if (late !== 0) void this.#ask('give', -late, 0);
    if (frozenMs > 0) this.freeze(frozenMs / 1000);
    this.#parts.onTokens();
  }

  /** Redis is away. */
  part(): void {
    if (!this.#isShared) return;
    const { tokens, capacity } = this.#known;
    const frozenMs = this.#frozenMs;
    this.#isShared = false;
    this.#held = 0;
    this.#known = this.#ownShare(capacity, tokens * TRUSTED_SHARE);
    if (frozenMs > 0) this.#known.freeze(frozenMs / 1000);
    this.#parts.onTokens();
  }

  get #frozenMs(): number {
    return Math.max(0, this.frozenUntil - this.#parts.clock.monotonic());
  }

  #ownShare(capacity: number, tokens: number): TokenBucket {
    const { limits, clock, gateways } = this.#parts;
    const shares = gateways.assumed;
    const own = {
      capacity: Math.max(1, Math.floor(capacity / shares)),
      refillPerSecond: limits.refillPerSecond / shares,
    };
    return new TokenBucket(own, clock, Math.min(own.capacity, Math.max(0, Math.floor(tokens / shares))));
  }

  /** Null where Redis did not answer; then the bucket is no longer shared. */
  async #ask(what: string, first: number, second: number): Promise<BucketReply | null> {
    const reply = await this.#send(what, first, second, this.#known.tokens);
    if (reply === null) this.part();
    // Too late: by now it is the own share that counts.
    if (reply === null || !this.#isShared) return null;
    this.#adopt(reply);
    return reply;
  }

  async #send(what: string, first: number, second: number, known: number): Promise<BucketReply | null> {
    const { run, keys, limits, member } = this.#parts;
    const args = [what, limits.capacity, limits.refillPerSecond, known, member, first, second];
    try {
      return bucketReply.safeParse(await run(BUCKET, keys(), args)).data ?? null;
    } catch {
      return null;
    }
  }

  #adopt({ tokens, capacity, frozenMs, waiting }: BucketReply): void {
    const { limits, clock } = this.#parts;
    this.#known = new TokenBucket({ capacity, refillPerSecond: limits.refillPerSecond }, clock, tokens);
    if (frozenMs > 0) this.#known.freeze(frozenMs / 1000);
    this.#contenders = Math.max(1, waiting);
  }
}
