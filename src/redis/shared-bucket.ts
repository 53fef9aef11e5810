import type { Clock } from '../domain/clock.ts';
import type { CallBucket } from '../upstream/call-bucket.ts';
import { TokenBucket, type TokenBucketLimits } from '../upstream/token-bucket.ts';
import { BUCKET, type BucketReply, bucketReply } from './bucket-script.ts';
import type { Gateways } from './gateways.ts';
import type { Run } from './link.ts';
import { commonOf, OwnShare, reserveOf, TRUSTED_AFTER_MS } from './own-share.ts';

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

/** The two numbers of an operation of the script, and what there is where Redis has forgotten. */
interface Operation {
  readonly first: number;
  readonly second: number;
  readonly known: number;
}

/**
 * One account's tokens, which all gateways take from one bucket in Redis: a token is here only after Redis gave it, and is
 * used or given back at once. While Redis is away, this gateway lives on a share of its own (docs/adr/0049).
 */
export class SharedBucket implements CallBucket {
  readonly #parts: SharedBucketParts;
  readonly #common: TokenBucketLimits;
  readonly #reserve: number;
  /** Null while the bucket is shared. */
  #own: OwnShare | null;
  /** The common bucket, as far as is known here. */
  #known: TokenBucket;
  #hasMet = false;
  /** On the monotonic clock. */
  #partedAt = 0;
  #held = 0;
  #isOrdering = false;
  /** Gateways that want more than there is, this one included. */
  #contenders = 1;

  constructor(parts: SharedBucketParts) {
    this.#parts = parts;
    this.#common = commonOf(parts.limits);
    this.#reserve = reserveOf(parts.limits.capacity);
    this.#known = new TokenBucket(this.#common, parts.clock);
    this.#own = new OwnShare({ ...parts, common: this.#common }, null);
  }

  get isLimited(): boolean {
    return true;
  }

  get isFrozen(): boolean {
    return this.#bucket.isFrozen;
  }

  get isFull(): boolean {
    return this.#bucket.isFull;
  }

  get frozenUntil(): number {
    return this.#bucket.frozenUntil;
  }

  get capacity(): number {
    return this.#bucket.capacity;
  }

  /** Each gateway promises tokens by itself, so each may promise its part of them only. */
  get spacing(): number {
    return this.#bucket.spacing * (this.#own === null ? this.#parts.gateways.present : 1);
  }

  get tokens(): number {
    return this.#held + this.#bucket.tokens;
  }

  take(): boolean {
    if (this.#own !== null) return this.#own.take();
    if (this.#held < 1) return false;
    this.#held -= 1;
    return true;
  }

  order(count: number, leaves: number): void {
    if (this.#own !== null || this.#isOrdering || count < 1) return;
    this.#isOrdering = true;
    void this.#ask('take', count, leaves).then((reply) => {
      this.#isOrdering = false;
      if (reply === null) return;
      this.#held = reply.granted;
      this.#parts.onTokens();
      // Whoever wanted it has left meanwhile.
      if (this.#held > 0) void this.#ask('give', this.#held);
      this.#held = 0;
    });
  }

  giveBack(): void {
    if (this.#own !== null) {
      this.#own.giveBack();
      return;
    }
    this.#known.giveBack();
    void this.#ask('give', 1);
  }

  lower(used: number, providers: number): boolean {
    const size = Math.max(1, providers - reserveOf(providers));
    if (this.#own !== null) return this.#own.lower(used, size);
    void this.#ask('lower', used, size);
    return this.#known.lower(used, size);
  }

  freeze(seconds: number): void {
    if (this.#own !== null) {
      this.#own.freeze(seconds);
      return;
    }
    this.#known.freeze(seconds);
    void this.#ask('freeze', seconds * 1000);
  }

  waitFor(count: number): number {
    if (this.#own !== null) return this.#own.waitFor(count);
    const missing = count - this.tokens;
    return this.#frozenMs + (missing <= 0 ? 0 : missing * this.#known.spacing * this.#contenders);
  }

  /** Redis is there: learns what the others have done, or begins to share again. */
  async meet(): Promise<void> {
    const own = this.#own;
    if (own === null) {
      await this.#ask('look', 0);
      return;
    }
    const { spent, left } = own;
    // Away for so long, all were: what the others have spent shows nowhere, but no more can be left than is left here.
    const wereAllAway = this.#hasMet && this.#parts.clock.monotonic() - this.#partedAt >= TRUSTED_AFTER_MS;
    const reply = await this.#send('join', {
      first: wereAllAway ? 0 : spent,
      second: wereAllAway ? left : -1,
      known: this.#hasMet ? left : this.#common.capacity - spent,
    });
    // Parted once more meanwhile, or met by another greeting.
    if (reply === null || this.#own !== own) return;
    const frozenMs = this.#frozenMs;
    own.end();
    this.#own = null;
    this.#hasMet = true;
    this.#adopt(reply);
    if (own.spent !== spent) void this.#ask('give', spent - own.spent);
    if (frozenMs > 0) this.freeze(frozenMs / 1000);
    this.#parts.onTokens();
  }

  /** Redis is away. */
  part(): void {
    if (this.#own !== null) return;
    const { clock, onTokens } = this.#parts;
    const { capacity, tokens } = this.#known;
    const seen = { capacity, tokens, reserve: this.#reserve, frozenMs: this.#frozenMs };
    this.#held = 0;
    this.#partedAt = clock.monotonic();
    this.#own = new OwnShare({ ...this.#parts, common: this.#common }, seen);
    onTokens();
  }

  get #bucket(): TokenBucket {
    return this.#own?.bucket ?? this.#known;
  }

  get #frozenMs(): number {
    return Math.max(0, this.frozenUntil - this.#parts.clock.monotonic());
  }

  /** Null where Redis did not answer; then the bucket is no longer shared. */
  async #ask(what: string, first: number, second = 0): Promise<BucketReply | null> {
    const reply = await this.#send(what, { first, second, known: this.#known.tokens });
    if (reply === null) this.part();
    // Too late: by now it is the own share that counts.
    if (reply === null || this.#own !== null) return null;
    this.#adopt(reply);
    return reply;
  }

  async #send(what: string, { first, second, known }: Operation): Promise<BucketReply | null> {
    const { run, keys, member } = this.#parts;
    const { capacity, refillPerSecond } = this.#common;
    try {
      const reply = await run(BUCKET, keys(), [what, capacity, refillPerSecond, known, member, first, second]);
      return bucketReply.safeParse(reply).data ?? null;
    } catch {
      return null;
    }
  }

  #adopt({ tokens, capacity, frozenMs, waiting }: BucketReply): void {
    const { refillPerSecond } = this.#common;
    this.#known = new TokenBucket({ capacity, refillPerSecond }, this.#parts.clock, tokens);
    if (frozenMs > 0) this.#known.freeze(frozenMs / 1000);
    this.#contenders = Math.max(1, waiting);
  }
}
