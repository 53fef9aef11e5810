import type { AnswerBasis } from '../domain/answer-basis.ts';
import type { CounterpartLink } from '../domain/counterpart-link.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../domain/freshness.ts';
import { type LookupOutcome, problem } from '../domain/lookup-outcome.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { AskedReference, LookupReference, TransactionReferenceInput } from '../domain/transaction-reference.ts';
import type { LoadTransaction } from './lookup-loader.ts';
import {
  type AskableResolution,
  type Resolution,
  type ResolutionContext,
  resolveReference,
} from './reference-resolution.ts';

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
  /** At once where the answer is known. */
  byReference(
    input: TransactionReferenceInput,
    freshness?: FreshnessDemand,
  ): TransactionLookup | Promise<TransactionLookup>;
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
  /** A row that no provider was asked for shows nothing that could be over. */
  readonly basis?: AnswerBasis | undefined;
  readonly mayHaveCounterpart: (key: TransactionKey) => boolean;
}

export function createTransactionLookups(load: LoadTransaction, context: LookupsContext): TransactionLookups {
  /** Of what was priced, because it is looked up next. */
  const priced = new Map<TransactionReferenceInput, Resolution>();

  function rowOf({ reference, key, recordId }: AskableResolution, outcome: LookupOutcome): TransactionLookup {
    context.onAccess(key, outcome.outcome);
    return { reference, outcome: asIdentified(outcome, recordId) };
  }

  return {
    byReference(input, freshness = DEFAULT_FRESHNESS) {
      const resolution = priced.get(input) ?? resolveReference(input, context);
      if ('problem' in resolution) {
        context.basis?.waver();
        if (resolution.foreign !== undefined) context.onForeign(resolution.foreign);
        return { reference: resolution.reference, outcome: resolution.problem };
      }
      const answer = load(resolution.key, freshness);
      return answer instanceof Promise
        ? answer.then((outcome) => rowOf(resolution, outcome))
        : rowOf(resolution, answer);
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
        priced.set(reference, resolution);
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
