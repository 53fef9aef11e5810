import type { AccountStatus } from '../../domain/account-status.ts';
import type { OldestPendingRefund } from '../../domain/attention.ts';
import type { Transaction } from '../../domain/transaction.ts';
import type { CacheResult } from '../../domain/upstream-step.ts';
import type { CallLogEntry } from '../call-log.ts';

/** A call that was wanted and not made. */
export interface CallNotMade {
  readonly provider: string;
  readonly account: string;
  readonly reason: string;
}

/** An operation that was answered. */
export interface AnsweredOperation {
  /** The name of a published or trusted operation, or `other`. */
  readonly operation: string;
  /** OK, or the code of its first error. */
  readonly outcome: string;
  /** Null for a stream, which lasts as long as its reader likes. */
  readonly milliseconds: number | null;
}

/** What is read when somebody looks, and costs nothing until then. */
export interface GaugeSources {
  readonly accounts: () => ReadonlyArray<{
    readonly provider: string;
    readonly name: string;
    readonly status: () => AccountStatus;
  }>;
  readonly watched: () => number;
  readonly streams: () => number;
  readonly operationsInFlight: () => number;
  /** Rejects where the store is away. */
  readonly oldestPendingRefunds: () => Promise<readonly OldestPendingRefund[]>;
}

/** What the gateway counts, without a word of how. */
export interface Metrics {
  readonly providerCall: (entry: CallLogEntry) => void;
  readonly callNotMade: (call: CallNotMade) => void;
  /** `state` is the state class of what was known, null where nothing was; `count` look-ups, else one. */
  readonly cacheLookup: (result: CacheResult, state: string | null, count?: number) => void;
  /** A record came from a provider. */
  readonly recordRead: (record: Pick<Transaction, 'provider' | 'key' | 'providerStatus' | 'issues'>) => void;
  readonly operation: (answered: AnsweredOperation) => void;
  /** A request was refused before it became an operation. */
  readonly refusal: (code: string) => void;
  /** An entry was compared. The outcomes are a closed list of the gateway's own words. */
  readonly reconcileOutcome: (outcome: string) => void;
  readonly historyFailed: (lost: number) => void;
  readonly untrustedDocument: () => void;
  readonly internalError: () => void;
  readonly spans: (result: 'sent' | 'failed', count: number) => void;
  /** Where the gauges are read from now on. */
  readonly readFrom: (sources: GaugeSources) => void;
}

/** Where nobody asks for metrics, nothing is counted. */
export const NO_METRICS: Metrics = {
  providerCall: () => {},
  callNotMade: () => {},
  cacheLookup: () => {},
  recordRead: () => {},
  operation: () => {},
  refusal: () => {},
  reconcileOutcome: () => {},
  historyFailed: () => {},
  untrustedDocument: () => {},
  internalError: () => {},
  spans: () => {},
  readFrom: () => {},
};
