import type { LookupOutcome } from './lookup-outcome.ts';
import type { TransactionKey } from './transaction-key.ts';

export interface LookupContext {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/**
 * The look-up port. A provider implements it for one account; a cache or a history wraps it.
 *
 * `keys` are distinct and all of this account. The answer has one outcome for each, by `keyText`, never by position; it
 * does not reject for what a provider or a key did.
 */
export interface TransactionSource {
  lookup(keys: readonly TransactionKey[], context: LookupContext): Promise<ReadonlyMap<string, LookupOutcome>>;
}
