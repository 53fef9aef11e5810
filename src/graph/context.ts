import type { AnswerBasis } from '../domain/answer-basis.ts';
import type { Caller } from '../domain/caller.ts';
import type { ProviderFacts } from '../domain/provider-facts.ts';
import type { TransactionIds } from '../domain/transaction-id.ts';
import type { History } from '../history/reader.ts';
import type { LoadCounterpart } from '../loaders/counterparts.ts';
import type { RecordLookups } from '../loaders/record-lookups.ts';
import type { TransactionLookups, WatchableReference } from '../loaders/transaction-lookups.ts';
import type { ReconciliationRules } from '../reconciliation/rules.ts';
import type { ReconcileEntry, ReconcileReport } from '../reconciliation/run.ts';
import type { TransactionEvent } from '../tracking/event.ts';
import type { WatchGoal } from '../tracking/goal.ts';

export interface WatchRequest {
  readonly references: readonly WatchableReference[];
  readonly goal: WatchGoal;
  readonly minIntervalMs: number;
}

export interface ReconcileRequest {
  readonly entries: readonly ReconcileEntry[];
  /** What is left out is strict. */
  readonly rules: Partial<ReconciliationRules>;
}

export interface Reconciliation {
  readonly maxEntries: number;
  /** Asks behind everybody else, and has a time of its own. */
  run(request: ReconcileRequest): Promise<ReconcileReport>;
}

/** What one request owns. Made by `operation-context.ts`, anew for each. */
export interface GraphContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly lookups: TransactionLookups;
  /** For records that are no transactions. */
  readonly records: () => RecordLookups;
  readonly ids: TransactionIds;
  /** Of a query where `event` is null. Each event of a stream has its own: it shows what is so then. */
  readonly counterparts: (event: object | null) => LoadCounterpart;
  /** Watches transactions for this request, until it ends. */
  readonly watch: (request: WatchRequest) => AsyncIterable<TransactionEvent>;
  readonly reconciliation: () => Reconciliation;
  readonly history: () => History;
  /** With the caller's accounts only. */
  readonly providers: () => readonly ProviderFacts[];
  /** What the answer rests on: whatever shows something of this moment says so. */
  readonly basis: AnswerBasis;
}
