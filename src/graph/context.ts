import type { Caller } from '../domain/caller.ts';
import type { ProviderFacts } from '../domain/provider-facts.ts';
import type { TransactionIds } from '../domain/transaction-id.ts';
import type { TransactionLookups } from '../loaders/transaction-lookups.ts';

/** What one request owns. Made by `gateway.ts`, anew for each. */
export interface GraphContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly lookups: TransactionLookups;
  readonly ids: TransactionIds;
  /** With the caller's accounts only. */
  readonly providers: readonly ProviderFacts[];
}
