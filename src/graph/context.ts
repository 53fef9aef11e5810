import type { Caller } from '../domain/caller.ts';
import type { ProviderFacts } from '../domain/provider-facts.ts';
import type { TransactionIds } from '../domain/transaction-id.ts';
import type { History } from '../history/reader.ts';
import type { LoadCounterpart } from '../loaders/counterparts.ts';
import type { TransactionLookups, WatchableReference } from '../loaders/transaction-lookups.ts';
import type { TransactionEvent } from '../tracking/event.ts';
import type { WatchGoal } from '../tracking/goal.ts';

export interface WatchRequest {
  readonly references: readonly WatchableReference[];
  readonly goal: WatchGoal;
  readonly minIntervalMs: number;
}

/** What one request owns. Made by `application.ts`, anew for each. */
export interface GraphContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly lookups: TransactionLookups;
  readonly ids: TransactionIds;
  /** Of a query where `event` is null. Each event of a stream has its own: it shows what is so then. */
  readonly counterparts: (event: object | null) => LoadCounterpart;
  /** Watches transactions for this request, until it ends. */
  readonly watch: (request: WatchRequest) => AsyncIterable<TransactionEvent>;
  readonly history: History;
  /** With the caller's accounts only. */
  readonly providers: readonly ProviderFacts[];
}
