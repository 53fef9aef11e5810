import type { AttentionKind } from '../domain/attention.ts';
import type { AccountNames } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import { GatewayError } from '../domain/errors.ts';
import { inTime } from '../domain/in-time.ts';
import type { ObservedSubject, ObservedTransaction, StatusObservation } from '../domain/observation.ts';
import type { TransactionKey } from '../domain/transaction-key.ts';
import { type AttentionItem, type AttentionLimits, attentionItem, thresholdsAt } from './attention.ts';
import type { ObservationRecorder } from './recorder.ts';
import type { Coverage, ObservationStore, ObservedQuery, ObservedScope, PageCursor } from './store.ts';

/** What was observed, as far as it is of one caller's accounts. */
export interface History {
  /** The newest first. Only of records that the caller has looked up, which proves that they are its own. */
  of(subject: ObservedSubject, last: number): Promise<readonly StatusObservation[]>;
  observed(query: Omit<ObservedQuery, 'accounts'>): Promise<readonly ObservedTransaction[]>;
  coverage(scope: Omit<ObservedScope, 'accounts'>): Promise<Coverage>;
  attention(query: {
    readonly kinds: readonly AttentionKind[];
    readonly first: number;
    readonly after: PageCursor | null;
  }): Promise<readonly AttentionItem[]>;
}

export interface ReaderParts {
  readonly store: ObservationStore;
  readonly recorder: Pick<ObservationRecorder, 'flush' | 'tellFailure'>;
  readonly clock: Clock;
}

export type ReadStore = <Value>(question: (store: ObservationStore) => Promise<Value>) => Promise<Value>;

/** A page of which everything else is there does not wait longer for it; a whole operation has 8 s. */
const PATIENCE_MS = 2_000;

/**
 * Asks the store. Everything seen before the question is in the answer.
 *
 * @throws GatewayError HISTORY_UNAVAILABLE where the store is away or hangs: not with what it said, which may hold its address.
 */
export function storeReader({ store, recorder, clock }: ReaderParts): ReadStore {
  return async (question) => {
    try {
      return await inTime(
        clock,
        PATIENCE_MS,
        recorder.flush().then(() => question(store)),
      );
    } catch (error) {
      recorder.tellFailure(error);
      throw new GatewayError('HISTORY_UNAVAILABLE', 'What was observed cannot be read now.');
    }
  };
}

export interface HistoryParts {
  readonly read: ReadStore;
  readonly clock: Clock;
  readonly limits: AttentionLimits;
  /** When a payment is looked at next; null where nobody watches it. */
  readonly nextLookAt: (key: TransactionKey) => number | null;
}

/** Reads for one request; `load` batches what its rows ask for. */
export function historyOf(
  { read, clock, limits, nextLookAt }: HistoryParts,
  accounts: AccountNames,
  load: History['of'],
): History {
  return {
    of: load,
    observed: (query) => read((store) => store.observed({ ...query, accounts })),
    coverage: (scope) => read((store) => store.coverage({ ...scope, accounts })),
    attention: async (query) => {
      const now = clock.now();
      const thresholds = thresholdsAt(now, limits);
      const found = await read((store) => store.attention({ ...query, ...thresholds, accounts }));
      return found.map((transaction) => {
        const { provider, account, reference } = transaction;
        const nextCheckAt = reference === null ? null : nextLookAt({ provider, account, ...reference });
        return attentionItem(transaction, query.kinds, thresholds, { now, nextCheckAt });
      });
    },
  };
}
