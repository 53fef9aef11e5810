import type { LookupOutcome } from '../../domain/lookup-outcome.ts';
import type { TransactionSource } from '../../domain/transaction-source.ts';
import type { Metrics } from './recording.ts';

/** A source whose every record that comes from the provider is looked at for what is wrong with it. */
export function countedRecords(source: TransactionSource, { recordRead }: Metrics): TransactionSource {
  const counted = (outcome: LookupOutcome) => {
    if (outcome.outcome === 'FOUND') recordRead(outcome.transaction);
    return outcome;
  };
  return { lookup: (key, context) => source.lookup(key, context).then(counted) };
}
