import type { TransactionSource } from '../../domain/transaction-source.ts';
import type { Metrics } from './recording.ts';

/** A source whose every record that comes from the provider is looked at for what is wrong with it. */
export function countedRecords(source: TransactionSource, { recordRead }: Metrics): TransactionSource {
  return {
    lookup: async (keys, context) => {
      const outcomes = await source.lookup(keys, context);
      for (const outcome of outcomes.values()) if (outcome.outcome === 'FOUND') recordRead(outcome.transaction);
      return outcomes;
    },
  };
}
