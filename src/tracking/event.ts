import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { LookupReference } from '../domain/transaction-reference.ts';

export const EVENT_KINDS = ['SNAPSHOT', 'CHANGED', 'PROVIDER_DEGRADED', 'COMPLETED'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** Why a stream ended. */
export const COMPLETION_REASONS = ['ALL_REACHED', 'TIME_LIMIT', 'ACCESS_ENDED', 'DRAINING'] as const;

export type CompletionReason = (typeof COMPLETION_REASONS)[number];

/** What a stream says. */
export interface TransactionEvent {
  readonly kind: EventKind;
  readonly reference: LookupReference | null;
  /** Null on the last event, which is about no single reference. */
  readonly outcome: LookupOutcome | null;
  /** What the stream showed of the reference before. Null unless CHANGED. */
  readonly previous: LookupOutcome | null;
  readonly changed: readonly string[];
  /** 1 for the first event of a stream, and one more for each. */
  readonly sequence: number;
  readonly intervalSeconds: number | null;
  readonly reason: CompletionReason | null;
}
