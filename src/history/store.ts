import type { AttentionKind, OldestPendingRefund } from '../domain/attention.ts';
import type { AccountNames } from '../domain/caller.ts';
import type { ObservedSubject, ObservedTransaction, StatusObservation } from '../domain/observation.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { RefundState } from '../domain/refund-state.ts';
import type { SettlementState } from '../domain/settlement-state.ts';
import type { PackedLook } from './packed-look.ts';

/** Of which accounts a question is. */
export interface ObservedScope {
  /** Only these accounts are read, whatever else is asked: records of other accounts are not there. */
  readonly accounts: AccountNames;
  readonly provider: string | null;
  readonly account: string | null;
}

export interface ObservedQuery extends ObservedScope {
  readonly status: readonly PaymentStatus[] | null;
  readonly refundState: readonly RefundState[] | null;
  readonly settlementState: readonly SettlementState[] | null;
  readonly changedSince: number | null;
  /** Equal to one of its references. */
  readonly reference: string | null;
  readonly first: number;
  readonly after: PageCursor | null;
}

/** Where a page ends: the last change of its last record, and the record. */
export interface PageCursor extends ObservedSubject {
  readonly lastChangedAt: number;
}

export interface Coverage {
  /** When the first of the records was seen first, in milliseconds since the epoch. */
  readonly since: number | null;
  /** Records that were observed, and are not forgotten. */
  readonly count: number;
}

export interface AttentionQuery {
  readonly accounts: AccountNames;
  readonly kinds: readonly AttentionKind[];
  /** Longer ago than this is too long, in milliseconds since the epoch. */
  readonly pendingBefore: number;
  readonly refundPendingBefore: number;
  readonly authorizedBefore: number;
  readonly first: number;
  readonly after: PageCursor | null;
}

/** Which record of these accounts carries this identifier? */
export interface CarrierQuestion {
  readonly provider: string;
  /** Only these are read. */
  readonly accounts: readonly string[];
  readonly kind: string;
  readonly value: string;
}

/** What was seen to carry an identifier; `reference` asks its provider for it again. */
export type Carrier =
  | {
      readonly isUnique: true;
      readonly account: string;
      readonly reference: { readonly kind: string; readonly value: string };
    }
  /** Several do, and a look-up of one would be a guess. */
  | { readonly isUnique: false };

/** Equal for equal questions and for no others. */
export function questionText({ provider, accounts, kind, value }: CarrierQuestion): string {
  return JSON.stringify([provider, accounts, kind, value]);
}

/** Where observations are kept. What was recorded is there when its promise resolves, or it rejects. */
export interface ObservationStore {
  /** Adds what differs from what is stored, all of it or nothing. Looks at one record come in their order. */
  record(looks: readonly PackedLook[]): Promise<void>;
  /** The newest first, at most `last` of each, by `subjectText`. */
  historyOf(
    subjects: readonly ObservedSubject[],
    last: number,
  ): Promise<ReadonlyMap<string, readonly StatusObservation[]>>;
  /** By the last change, the newest first. */
  observed(query: ObservedQuery): Promise<readonly ObservedTransaction[]>;
  coverage(scope: ObservedScope): Promise<Coverage>;
  /** By `questionText`; what nothing carries has no entry. */
  carriersOf(questions: readonly CarrierQuestion[]): Promise<ReadonlyMap<string, Carrier>>;
  /** The longest unchanged first. */
  attention(query: AttentionQuery): Promise<readonly ObservedTransaction[]>;
  /** One for each account with a pending refund, of all accounts. */
  oldestPendingRefunds(): Promise<readonly OldestPendingRefund[]>;
  /** Forgets what is older, and the oldest beyond a number of observations, or of records. */
  prune(limits: { readonly before: number; readonly most: number }): Promise<void>;
  close(): Promise<void>;
}
