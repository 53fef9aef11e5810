import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import type { LookPurpose } from '../domain/observation.ts';
import type { Transaction } from '../domain/transaction.ts';
import { failureReason } from './failure-reason.ts';
import { lookAt } from './look.ts';
import { type PackedLook, packed } from './packed-look.ts';
import type { ObservationStore } from './store.ts';

export interface HistoryFailure {
  /** The driver's code, where it has one. */
  readonly reason: string | null;
  /** Looks that were given up since this was told last, because too many wait. */
  readonly lost: number;
}

export interface RecorderParts {
  readonly store: ObservationStore;
  readonly clock: Clock;
  readonly isSecretKind: (key: { readonly provider: string; readonly kind: string }) => boolean;
  /** The kinds of a provider's identifiers by which counterparts are found among what was seen. */
  readonly linkableKinds: (provider: string) => ReadonlySet<string>;
  readonly retention: { readonly maxDays: number; readonly maxObservations: number };
  readonly onFailure: (failure: HistoryFailure) => void;
}

/** Looks are written together, this long after the first of them: nobody waits for it. */
const GATHER_MS = 50;
/** A store that is away for long must not fill the memory. */
const MAX_PENDING = 10_000;
/** A store that was away is not given all that waited at once: a write that takes too long is one that fails. */
const MAX_WRITTEN = 1_000;
/** As many looks as may wait; what is not known any more is only compared by the store. */
const MAX_KNOWN = 10_000;
/** A look at which nothing differs is worth a write once in so long: it says that the record was looked at. */
const TOUCH_MS = 60_000;
const RETRY_MS = 1_000;
/** A store that stays away is told of once in so long. */
const FAILURE_INTERVAL_MS = 60_000;
/** Not at the start, when there is other work. */
const FIRST_PRUNE_MS = 60_000;
const PRUNE_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Remembers what look-ups find, behind the answers: a query never waits for a write. */
export class ObservationRecorder {
  readonly #parts: RecorderParts;
  /** The newest look at each record that is stored or will be. */
  readonly #known = new LRUCache<string, PackedLook>({ max: MAX_KNOWN });
  #pending: PackedLook[] = [];
  #lost = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | null = null;
  #nextWrite: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #cancelPruning: () => void;
  #isClosed = false;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#cancelPruning = parts.clock.after(FIRST_PRUNE_MS, () => void this.#prune());
  }

  /** Remembers a record that has come from its provider now. */
  remember(transaction: Transaction, purpose: LookPurpose): void {
    // An answer that comes after the end has nowhere to go.
    if (this.#isClosed) return;
    const { clock, isSecretKind, linkableKinds } = this.#parts;
    const look = packed(
      lookAt(transaction, {
        observedAt: clock.now(),
        purpose,
        isSecretKey: isSecretKind(transaction.key),
        linkableKinds: linkableKinds(transaction.provider),
      }),
    );
    const before = this.#known.get(look.subject);
    if (before !== undefined && !addsTo(before, look)) return;
    this.#known.set(look.subject, look);
    this.#pending.push(look);
    this.#bound();
    this.#schedule(GATHER_MS);
  }

  /** Resolves when everything that was seen before is stored, or the store has refused it. */
  flush(): Promise<void> {
    if (this.#writing === null) return this.#write();
    // One write for everybody who waits: each with its own would try a store that is away once for each of them.
    this.#nextWrite ??= this.#writing.then(() => {
      this.#nextWrite = null;
      // Another one may have begun since.
      return this.flush();
    });
    return this.#nextWrite;
  }

  /** The store did not do what it was asked. */
  tellFailure(error: unknown): void {
    const now = this.#parts.clock.monotonic();
    if (now - this.#toldAt < FAILURE_INTERVAL_MS) return;
    this.#toldAt = now;
    this.#tell(failureReason(error));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPruning();
    await this.flush();
    await this.#parts.store.close();
  }

  #schedule(milliseconds: number): void {
    if (this.#isClosed) return;
    this.#cancelTimer ??= this.#parts.clock.after(milliseconds, () => void this.flush());
  }

  async #write(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#pending.length === 0) return;
    this.#writing = this.#writePending().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async #writePending(): Promise<void> {
    let waiting = this.#pending;
    this.#pending = [];
    try {
      while (waiting.length > 0) {
        await this.#parts.store.record(waiting.slice(0, MAX_WRITTEN));
        waiting = waiting.slice(MAX_WRITTEN);
      }
      if (this.#lost > 0) this.#tell(null);
    } catch (error) {
      this.#pending = [...waiting, ...this.#pending];
      if (this.#isClosed) return this.#giveUp(error);
      this.#bound();
      this.tellFailure(error);
      this.#schedule(RETRY_MS);
    }
  }

  /** Nobody will try again. */
  #giveUp(error: unknown): void {
    this.#lost += this.#pending.length;
    this.#pending = [];
    this.#tell(failureReason(error));
  }

  #tell(reason: string | null): void {
    const lost = this.#lost;
    this.#lost = 0;
    this.#parts.onFailure({ reason, lost });
  }

  #bound(): void {
    const excess = this.#pending.length - MAX_PENDING;
    if (excess <= 0) return;
    for (const look of this.#pending.splice(0, excess)) {
      // The next look at it is worth a write, then.
      if (this.#known.get(look.subject) === look) this.#known.delete(look.subject);
    }
    this.#lost += excess;
  }

  async #prune(): Promise<void> {
    const { store, clock, retention } = this.#parts;
    const before = clock.now() - retention.maxDays * DAY_MS;
    try {
      await store.prune({ before, most: retention.maxObservations });
    } catch (error) {
      this.tellFailure(error);
    }
    if (!this.#isClosed) this.#cancelPruning = clock.after(PRUNE_MS, () => void this.#prune());
  }
}

function addsTo(before: PackedLook, { facts, observedAt }: PackedLook): boolean {
  return observedAt - before.observedAt >= TOUCH_MS || facts !== before.facts;
}
