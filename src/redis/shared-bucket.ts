import type { Clock } from '../domain/clock.ts';
import type { CallBucket } from '../upstream/call-bucket.ts';
import { TokenBucket, type TokenBucketLimits } from '../upstream/token-bucket.ts';
import { BUCKET, type BucketReply, bucketReply } from './bucket-script.ts';
import type { Gateways } from './gateways.ts';
import type { Run } from './link.ts';

export interface SharedBucketParts {
  /** The provider's own. */
  readonly limits: TokenBucketLimits;
  readonly clock: Clock;
  readonly run: Run;
  /** Of the bucket and of the line before it; read at each use, because a credential may be replaced. */
  readonly keys: () => readonly [bucket: string, line: string];
  readonly member: string;
  readonly gateways: Gateways;
  readonly onTokens: () => void;
}

interface Details {
  readonly second: number;
  /** How many tokens there are by what is known here, where Redis has forgotten. */
  readonly known: number;
}

/** Of the provider's bucket: what gateways do not give out together. */
const RESERVE = 0.1;
/** Of what the common bucket held when it was last seen: the rest is what others may have spent since. */
const TRUSTED_SHARE = 0.5;
/** Redis that is away for longer is away for all; until then others may be spending what is thought to be there. */
const TRUSTED_AFTER_MS = 1_000;

/**
 * What of a provider's bucket gateways give out together. The reserve pays for calls that reach the provider later than
 * others whose token was given after theirs, which one gateway alone learns from its own replies; and it is what each may
 * spend at once when Redis goes away.
 */
function commonOf({ capacity, refillPerSecond }: TokenBucketLimits): TokenBucketLimits {
  return { capacity: capacity - reserveOf(capacity), refillPerSecond };
}

function reserveOf(capacity: number): number {
  return Math.max(1, Math.floor(capacity * RESERVE));
}

const NOTHING_TRUSTED = { tokens: 0, at: 0, cancelTimer: () => {} };

/**
 * One account's tokens, which all gateways take from one bucket in Redis: a token is here only after Redis gave it, and is
 * used or given back at once. While Redis is away, this gateway lives on a share of its own, which is small enough for all
 * others to have one, too (docs/adr/0051).
 */
export class SharedBucket implements CallBucket {
  readonly #parts: SharedBucketParts;
  readonly #reserve: number;
  /** What the common bucket holds as far as is known here; while Redis is away, the own share. */
  #known: TokenBucket;
  #isShared = false;
  #hasMet = false;
  /** On the monotonic clock. */
  #partedAt = 0;
  /** What of the common bucket this gateway will take for its own, and when: while Redis is away. */
  #trusted = NOTHING_TRUSTED;
  /** Taken of own shares, less what was given back. */
  #spentAlone = 0;
  #held = 0;
  #isOrdering = false;
  /** Gateways that want more than there is, this one included. */
  #contenders = 1;

  constructor(parts: SharedBucketParts) {
    const limits = commonOf(parts.limits);
    this.#parts = { ...parts, limits };
    this.#reserve = reserveOf(parts.limits.capacity);
    // Whoever has never met the others may be alone, and then everything is there, as for any that starts.
    this.#known = this.#ownShare(limits.capacity, Math.floor(limits.capacity / parts.gateways.assumed));
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

  lower(used: number, providers: number): boolean {
    const size = Math.max(1, providers - this.#reserve);
    if (this.#isShared) {
      void this.#ask('lower', used, size);
      return this.#known.lower(used, size);
    }
    const { gateways } = this.#parts;
    const own = Math.max(1, Math.floor(size / gateways.assumed));
    const left = Math.min(own, Math.floor(Math.max(0, size - used) / gateways.assumed));
    const isLower = this.#known.lower(own - left, own);
    if (isLower) this.#forgetTrusted();
    return isLower;
  }

  freeze(seconds: number): void {
    this.#known.freeze(seconds);
    this.#forgetTrusted();
    if (this.#isShared) void this.#ask('freeze', seconds * 1000, 0);
  }

  waitFor(count: number): number {
    const missing = count - this.tokens;
    if (missing <= 0) return this.#frozenMs;
    if (this.#isShared) return this.#frozenMs + missing * this.#known.spacing * this.#contenders;
    const byRefill = this.#frozenMs + missing * this.#known.spacing;
    const { tokens, at } = this.#trusted;
    if (tokens === 0) return byRefill;
    const withTrusted = Math.max(0, missing - tokens) * this.#known.spacing;
    return Math.min(byRefill, Math.max(at - this.#parts.clock.monotonic(), withTrusted));
  }

  /** Redis is there: learns what the others have done, or begins to share again. */
  async meet(): Promise<void> {
    if (this.#isShared) {
      await this.#ask('look', 0, 0);
      return;
    }
    const { clock, limits } = this.#parts;
    const spent = this.#spentAlone;
    const left = Math.max(0, this.#known.tokens + this.#trusted.tokens);
    // Away for so long, all were: what the others have spent shows nowhere, but no more can be left than is left here.
    const wasAlone = this.#hasMet && clock.monotonic() - this.#partedAt >= TRUSTED_AFTER_MS;
    const reply = await this.#send('join', wasAlone ? 0 : spent, {
      second: wasAlone ? left : -1,
      known: this.#hasMet ? left : limits.capacity - spent,
    });
    if (reply === null || this.#isShared) return;
    const frozenMs = this.#frozenMs;
    const late = this.#spentAlone - spent;
    this.#isShared = true;
    this.#hasMet = true;
    this.#spentAlone = 0;
    this.#forgetTrusted();
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
    const { clock, gateways, onTokens } = this.#parts;
    this.#partedAt = clock.monotonic();
    this.#known = this.#ownShare(capacity, Math.floor(this.#reserve / gateways.assumed));
    if (frozenMs > 0) this.#known.freeze(frozenMs / 1000);
    else this.#trustLater(Math.floor((tokens * TRUSTED_SHARE) / gateways.assumed), capacity);
    onTokens();
  }

  #trustLater(tokens: number, capacity: number): void {
    if (tokens < 1) return;
    const { clock, onTokens } = this.#parts;
    const cancelTimer = clock.after(TRUSTED_AFTER_MS, () => {
      this.#forgetTrusted();
      this.#known = this.#ownShare(capacity, this.#known.tokens + tokens);
      onTokens();
    });
    this.#trusted = { tokens, at: clock.monotonic() + TRUSTED_AFTER_MS, cancelTimer };
  }

  #forgetTrusted(): void {
    this.#trusted.cancelTimer();
    this.#trusted = NOTHING_TRUSTED;
  }

  get #frozenMs(): number {
    return Math.max(0, this.frozenUntil - this.#parts.clock.monotonic());
  }

  /** `tokens` of a part of the bucket. */
  #ownShare(capacity: number, tokens: number): TokenBucket {
    const { limits, clock, gateways } = this.#parts;
    const shares = gateways.assumed;
    const own = {
      capacity: Math.max(1, Math.floor(capacity / shares)),
      refillPerSecond: limits.refillPerSecond / shares,
    };
    return new TokenBucket(own, clock, Math.min(own.capacity, tokens));
  }

  /** Null where Redis did not answer; then the bucket is no longer shared. */
  async #ask(what: string, first: number, second: number): Promise<BucketReply | null> {
    const reply = await this.#send(what, first, { second, known: this.#known.tokens });
    if (reply === null) this.part();
    // Too late: by now it is the own share that counts.
    if (reply === null || !this.#isShared) return null;
    this.#adopt(reply);
    return reply;
  }

  async #send(what: string, first: number, { second, known }: Details): Promise<BucketReply | null> {
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
