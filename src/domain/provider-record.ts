import { type Freshness, justFetched } from './freshness.ts';
import type { LookupOutcome, LookupProblem } from './lookup-outcome.ts';
import type { Transaction } from './transaction.ts';
import type { LookupSource } from './transaction-source.ts';

/** What a provider records of something that is no transaction. Its own members are its provider's to name. */
export type ProviderRecord = Pick<Transaction, 'provider' | 'key' | 'issues' | 'guardedFields' | 'raw'>;

/** A record as it is answered: with how fresh it is. */
export interface AnsweredRecord extends ProviderRecord {
  readonly freshness: Freshness;
}

interface FoundRecord {
  readonly outcome: 'FOUND';
  readonly record: ProviderRecord;
  readonly freshness: Freshness;
}

export type RecordOutcome = FoundRecord | LookupProblem;

/** What one account's endpoint for such records answers. */
export type RecordSource = LookupSource<RecordOutcome>;

/** What a call to a provider may come to, whatever it asked for. */
export type AnyOutcome = LookupOutcome | RecordOutcome;

/** The outcome of a record that a provider has just given. */
export function foundRecord(record: ProviderRecord, now: number): FoundRecord {
  return { outcome: 'FOUND', record, freshness: justFetched(now) };
}
