import type { AccountStatus } from '../../src/domain/account-status.ts';
import { found, type LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { LookupReference } from '../../src/domain/transaction-reference.ts';
import type { WatchableReference } from '../../src/loaders/transaction-lookups.ts';
import type { TransactionEvent } from '../../src/tracking/event.ts';
import { type StreamParts, watchTransactions } from '../../src/tracking/stream.ts';
import { Watches, type WatchLimits } from '../../src/tracking/watches.ts';
import { CountingSource, customId, record } from '../support/known-transactions.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

export const MINUTE = 60_000;
const NO_LIMIT = 1_000_000;

export const HEALTHY: AccountStatus = {
  health: 'UP',
  breaker: { state: 'CLOSED', retryAfterSeconds: null },
  budget: {
    capacity: null,
    available: null,
    refillPerSecond: null,
    spent: 0,
    waiting: 0,
    inFlight: 0,
    frozenSeconds: 0,
  },
};

/** An order as the provider has it now: not paid yet, unless a test says otherwise. */
export function pending(name: string, changes: Partial<Transaction> = {}): Transaction {
  return record(customId(name), { status: 'PENDING', ...changes });
}

/** An account on a fake clock whose looks are answered at once, by what the test puts in `answers`. */
export function watchedAccount(options: { readonly limits?: Partial<WatchLimits> } = {}) {
  const clock = new ManualClock();
  const source = new CountingSource(clock);
  const answers = new Map<string, LookupOutcome | (() => Promise<LookupOutcome>)>();
  source.answer = ({ value }) => {
    const answer = answers.get(value) ?? found(pending(value), clock.now());
    return typeof answer === 'function' ? answer() : answer;
  };
  const account = { status: HEALTHY };
  const watches = new Watches({
    limits: {
      streams: NO_LIMIT,
      streamsPerCaller: NO_LIMIT,
      watchedPerCaller: NO_LIMIT,
      watched: NO_LIMIT,
      ...options.limits,
    },
    clock,
    // Never early by more than a sixteenth.
    random: () => 0,
    lookTimeoutMs: MINUTE,
    findAccount: () => ({ source, status: () => account.status }),
  });
  return {
    clock,
    source,
    watches,
    account,
    /** How many looks one payment has had. */
    looks: (name?: string) => source.calls.filter(({ key }) => name === undefined || key.value === name).length,
    set: (name: string, changes: Partial<Transaction>) => answers.set(name, found(pending(name, changes), clock.now())),
    answer: (name: string, outcome: LookupOutcome | (() => Promise<LookupOutcome>)) => answers.set(name, outcome),
    stream: (names: readonly string[], parts: Partial<StreamParts> = {}) =>
      openStream({ watches, clock, references: names.map((name) => watchable(customId(name))), ...parts }),
  };
}

export function watchable(key: TransactionKey, judge = (outcome: LookupOutcome) => outcome): WatchableReference {
  return { reference: echo(key), key, judge };
}

export function echo({ provider, account, kind, value }: TransactionKey): LookupReference {
  return { provider, account, kind, value, id: null };
}

/** A stream whose reader takes what there is whenever the test says so. */
function openStream(parts: Pick<StreamParts, 'watches' | 'clock' | 'references'> & Partial<StreamParts>) {
  const client = new AbortController();
  const events = watchTransactions({
    goal: 'PAYMENT_DECIDED',
    minIntervalMs: 1_000,
    caller: 'somebody',
    accessEndsAt: null,
    maxDurationMs: 60 * MINUTE,
    signal: client.signal,
    ...parts,
  });
  let next: Promise<IteratorResult<TransactionEvent, void>> | null = null;
  let isOver = false;
  return {
    /** What can be read without waiting. */
    async read(): Promise<readonly TransactionEvent[]> {
      const read: TransactionEvent[] = [];
      for (;;) {
        next ??= events.next();
        const result = await Promise.race([next, settled()]);
        if (result === undefined) return read;
        next = null;
        if (result.done) {
          isOver = true;
          return read;
        }
        read.push(result.value);
      }
    },
    /** So many, and no more: nobody waits for the next. */
    async take(count: number): Promise<readonly TransactionEvent[]> {
      const taken: TransactionEvent[] = [];
      while (taken.length < count) {
        const { value } = await events.next();
        if (value) taken.push(value);
      }
      return taken;
    },
    get isOver() {
      return isOver;
    },
    leave: () => client.abort(),
  };
}

/** The kind of each event, and of which payment it is. */
export function summaries(events: readonly TransactionEvent[]): readonly string[] {
  return events.map(({ kind, reference, reason }) => [kind, reference?.value ?? reason].join(' '));
}
