import type { Clock } from '../domain/clock.ts';
import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { WatchableReference } from '../loaders/transaction-lookups.ts';
import type { CompletionReason, TransactionEvent } from './event.ts';
import { hasReached, NOT_FOUND_PATIENCE_MS, type WatchGoal } from './goal.ts';
import { unaskedInterval } from './interval.ts';
import type { Observation } from './watch.ts';
import { type Told, WatchedRow } from './watched-row.ts';
import type { Watches } from './watches.ts';

export interface StreamParts {
  readonly references: readonly WatchableReference[];
  readonly goal: WatchGoal;
  readonly minIntervalMs: number;
  readonly caller: string;
  /** When the caller's token ends, in milliseconds since the epoch; null where it does not. */
  readonly accessEndsAt: number | null;
  /** Is given how to end the stream when its caller may not see it any more; gives how to forget that. */
  readonly followAccess?: (end: () => void) => () => void;
  readonly maxDurationMs: number;
  readonly watches: Watches;
  readonly clock: Clock;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
}

/**
 * One client's stream: a snapshot of each reference, then what changes, then why it ended. What is not read in time is
 * merged into one event for each reference, which leaves out the states between and no reference.
 *
 * @throws GatewayError LIMIT_EXCEEDED, at once and not when it is first read.
 */
export function watchTransactions(parts: StreamParts): AsyncGenerator<TransactionEvent, void> {
  return new TransactionStream(parts).read();
}

class TransactionStream {
  readonly #parts: StreamParts;
  readonly #startedAt: number;
  /** What is still watched, and how to end that. */
  readonly #open = new Map<WatchedRow, () => void>();
  /** Rows with something to read: at most each once, so a slow reader cannot fill the memory. */
  readonly #unread = new Set<WatchedRow>();
  readonly #endings: Array<() => void> = [];
  #reason: CompletionReason | null = null;
  #sequence = 0;
  #wake = () => {};

  constructor(parts: StreamParts) {
    const { watches, caller, clock, signal } = parts;
    const references = distinct(parts.references);
    this.#parts = { ...parts, references };
    this.#startedAt = clock.monotonic();
    const keys = references.flatMap((reference) => ('key' in reference ? [reference.key] : []));
    this.#endings.push(watches.openStream(caller, keys, () => this.#end('DRAINING')));
    this.#endings.push(parts.followAccess?.(() => this.#end('ACCESS_ENDED')) ?? (() => {}));
    signal.addEventListener('abort', this.#leave, { once: true });
    if (signal.aborted) this.#leave();
    // A gateway that drains has said so already, and so has one that does not know the caller any more.
    else if (this.#reason === null) this.#begin();
  }

  async *read(): AsyncGenerator<TransactionEvent, void> {
    try {
      while (!this.#parts.signal.aborted) {
        const event = this.#next();
        if (event !== null) yield event;
        else if (this.#reason !== null) {
          yield this.#completed(this.#reason);
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.#leave();
    }
  }

  #begin(): void {
    const { references, clock, accessEndsAt, maxDurationMs } = this.#parts;
    this.#endIn(maxDurationMs, 'TIME_LIMIT');
    const accessMs = accessEndsAt === null ? maxDurationMs : accessEndsAt - clock.now();
    if (accessMs < maxDurationMs) this.#endIn(Math.max(0, accessMs), 'ACCESS_ENDED');
    // For all at the same moment, asked or not: when a stream ends tells nobody which accounts exist.
    const loseHope = () => {
      for (const row of [...this.#open.keys()]) this.#closeIfReached(row, row.latest);
    };
    this.#endings.push(clock.after(NOT_FOUND_PATIENCE_MS, loseHope));
    // All of them before the first is looked at: the stream ends with the last one.
    for (const reference of references) this.#open.set(new WatchedRow(reference), () => {});
    for (const row of [...this.#open.keys()]) this.#watch(row);
    if (references.length === 0) this.#end('ALL_REACHED');
  }

  #watch(row: WatchedRow): void {
    const { watches, minIntervalMs } = this.#parts;
    const { watchable } = row;
    if ('outcome' in watchable) {
      const intervalMs = unaskedInterval(minIntervalMs);
      this.#observe(row, { outcome: watchable.outcome, hasChanged: false, isDegraded: false, intervalMs });
      return;
    }
    const onObservation = (observation: Observation) =>
      this.#observe(row, { ...observation, outcome: watchable.judge(observation.outcome) });
    const leave = watches.join(watchable.key, { minIntervalMs, onObservation });
    // It may have been told at once that nothing is left to wait for.
    if (this.#open.has(row)) this.#open.set(row, leave);
    else leave();
  }

  #observe(row: WatchedRow, observation: Observation): void {
    if (!this.#open.has(row)) return;
    row.observe(observation);
    if (row.hasUnread) this.#unread.add(row);
    this.#closeIfReached(row, observation.outcome);
    this.#wake();
  }

  #closeIfReached(row: WatchedRow, outcome: LookupOutcome | null): void {
    const watchedForMs = this.#parts.clock.monotonic() - this.#startedAt;
    if (outcome === null || !hasReached(this.#parts.goal, outcome, watchedForMs)) return;
    this.#close(row);
    if (this.#open.size === 0) this.#end('ALL_REACHED');
  }

  #next(): TransactionEvent | null {
    for (const row of this.#unread) {
      const told = row.read();
      // What comes behind it is read after that of the others.
      this.#unread.delete(row);
      if (row.hasUnread) this.#unread.add(row);
      if (told !== null) return this.#eventOf(row, told);
    }
    return null;
  }

  #eventOf(row: WatchedRow, { intervalMs, ...told }: Told): TransactionEvent {
    this.#sequence += 1;
    return {
      ...told,
      reference: row.watchable.reference,
      sequence: this.#sequence,
      intervalSeconds: this.#open.has(row) ? Math.ceil(intervalMs / 1000) : null,
      reason: null,
    };
  }

  #completed(reason: CompletionReason): TransactionEvent {
    this.#sequence += 1;
    return {
      kind: 'COMPLETED',
      reference: null,
      outcome: null,
      previous: null,
      changed: [],
      sequence: this.#sequence,
      intervalSeconds: null,
      reason,
    };
  }

  #endIn(milliseconds: number, reason: CompletionReason): void {
    this.#endings.push(this.#parts.clock.after(milliseconds, () => this.#end(reason)));
  }

  /** What was observed before is still read; then the reason. */
  #end(reason: CompletionReason): void {
    this.#reason ??= reason;
    this.#stopWatching();
    this.#wake();
  }

  #stopWatching(): void {
    for (const row of [...this.#open.keys()]) this.#close(row);
  }

  #close(row: WatchedRow): void {
    const leave = this.#open.get(row);
    this.#open.delete(row);
    leave?.();
  }

  readonly #leave = (): void => {
    this.#parts.signal.removeEventListener('abort', this.#leave);
    this.#stopWatching();
    for (const end of this.#endings.splice(0)) end();
    this.#wake();
  };
}

/** An event names its reference and no position, so one that is given twice is told of once. */
function distinct(references: readonly WatchableReference[]): readonly WatchableReference[] {
  return [...new Map(references.map((watchable) => [JSON.stringify(watchable.reference), watchable])).values()];
}
