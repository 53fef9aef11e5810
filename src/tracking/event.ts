import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { LookupReference } from '../domain/transaction-reference.ts';

export type EventKind = 'SNAPSHOT' | 'CHANGED' | 'PROVIDER_DEGRADED' | 'COMPLETED';

/** Why a stream ended. */
export type CompletionReason = 'ALL_REACHED' | 'TIME_LIMIT' | 'ACCESS_ENDED' | 'DRAINING';

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
