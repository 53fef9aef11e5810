import type { TransactionSource } from '../../domain/transaction-source.ts';
import type { Metrics } from './recording.ts';

/** A source whose every record that comes from the provider is looked at for what is wrong with it. */
export function countedRecords(source: TransactionSource, { recordRead }: Metrics): TransactionSource {
  return {
    lookup: async (key, context) => {
      const outcome = await source.lookup(key, context);
      if (outcome.outcome === 'FOUND') recordRead(outcome.transaction);
      return outcome;
    },
  };
}
