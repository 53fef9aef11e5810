import type { CounterpartLink } from '../domain/counterpart-link.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../domain/freshness.ts';
import { type LookupOutcome, problem } from '../domain/lookup-outcome.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { AskedReference, LookupReference, TransactionReferenceInput } from '../domain/transaction-reference.ts';
import type { LoadTransaction } from './lookup-loader.ts';
import { type Resolution, type ResolutionContext, resolveReference } from './reference-resolution.ts';

/** One row: what was asked, and what came of it. */
export interface TransactionLookup {
  readonly reference: LookupReference;
  readonly outcome: LookupOutcome;
  /** Why it was asked for, where it is another record's counterpart. */
  readonly link?: CounterpartLink;
}

/** A reference that may be asked for again and again. */
export type WatchableReference = { readonly reference: LookupReference } & (
  | {
      readonly key: TransactionKey;
      /** What an outcome of the key is to the reference: an id names one record, and the key may give another. */
      readonly judge: (outcome: LookupOutcome) => LookupOutcome;
    }
  | { readonly outcome: LookupOutcome }
);

/** What resolvers ask. One for each request. */
export interface TransactionLookups {
  byReference(input: TransactionReferenceInput, freshness?: FreshnessDemand): Promise<TransactionLookup>;
  /** The key that a reference comes to, or what it comes to without asking; for what asks more than once. */
  resolve(input: TransactionReferenceInput): WatchableReference;
  /**
   * The most look-ups that the references cost: one for each different one, and one for each counterpart that may follow
   * from it. Those that cannot be asked count by what they say.
   */
  countLookups(asked: Iterable<AskedReference>): number;
}

/** Told of each look-up, for the audit log. */
export type RecordAccess = (key: TransactionKey, outcome: LookupOutcome['outcome']) => void;

export interface LookupsContext extends ResolutionContext {
  readonly onAccess: RecordAccess;
  readonly onForeign: (key: TransactionKey) => void;
  readonly mayHaveCounterpart: (key: TransactionKey) => boolean;
}

export function createTransactionLookups(load: LoadTransaction, context: LookupsContext): TransactionLookups {
  return {
    async byReference(input, freshness = DEFAULT_FRESHNESS) {
      const resolution = resolveReference(input, context);
      const { reference } = resolution;
      if ('problem' in resolution) {
        if (resolution.foreign !== undefined) context.onForeign(resolution.foreign);
        return { reference, outcome: resolution.problem };
      }
      const outcome = await load(resolution.key, freshness);
      context.onAccess(resolution.key, outcome.outcome);
      return { reference, outcome: asIdentified(outcome, resolution.recordId) };
    },

    resolve(input) {
      const resolution = resolveReference(input, context);
      const { reference } = resolution;
      if ('problem' in resolution) {
        if (resolution.foreign !== undefined) context.onForeign(resolution.foreign);
        return { reference, outcome: resolution.problem };
      }
      const { key, recordId } = resolution;
      return { reference, key, judge: (outcome) => asIdentified(outcome, recordId) };
    },

    countLookups(asked) {
      const lookups = new Map<string, number>();
      for (const { reference, counterparts } of asked) {
        const resolution = resolveReference(reference, context);
        const isLinked = counterparts > 0 && 'key' in resolution && context.mayHaveCounterpart(resolution.key);
        const name = nameOf(resolution);
        lookups.set(name, Math.max(lookups.get(name) ?? 0, isLinked ? 1 + counterparts : 1));
      }
      return lookups.values().reduce((sum, count) => sum + count, 0);
    },
  };
}

/** An id names one record: another one that the provider now gives under the same key is not what was asked for. */
function asIdentified(outcome: LookupOutcome, recordId: string | null): LookupOutcome {
  if (recordId === null || outcome.outcome !== 'FOUND' || outcome.transaction.recordId === recordId) return outcome;
  return problem('NOT_FOUND', { message: 'The provider now answers another record under the key of this id.' });
}

function nameOf(resolution: Resolution): string {
  return 'key' in resolution ? keyText(resolution.key) : JSON.stringify(resolution.reference);
}
