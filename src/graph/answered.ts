import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { AnsweredTransaction } from '../domain/transaction.ts';

/** The record of an outcome with its freshness beside it; null where there is none. */
export function answered(outcome: LookupOutcome): AnsweredTransaction | null {
  return outcome.outcome === 'FOUND' ? { ...outcome.transaction, freshness: outcome.freshness } : null;
}
