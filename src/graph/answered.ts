import type { FoundTransaction } from '../domain/lookup-outcome.ts';
import type { AnsweredTransaction } from '../domain/transaction.ts';

/** The record of an outcome, with its freshness beside it. */
export function answered({ transaction, freshness }: FoundTransaction): AnsweredTransaction {
  return { ...transaction, freshness };
}
