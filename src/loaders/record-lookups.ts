import { DEFAULT_FRESHNESS } from '../domain/freshness.ts';
import type { RecordOutcome, RecordSource } from '../domain/provider-record.ts';
import type { LookupContext } from '../domain/transaction-source.ts';
import { createLookupLoader, type Load } from './lookup-loader.ts';
import { resolveReference } from './reference-resolution.ts';
import type { LookupsContext } from './transaction-lookups.ts';

/** What resolvers ask for records that are no transactions. One for each request. */
export interface RecordLookups {
  /** Null where the account that the input comes to does not offer the resource: then nothing is asked. */
  byReference(resource: string, input: Readonly<Record<string, unknown>>): Promise<RecordOutcome | null>;
}

/** Undefined where the account does not offer the resource. */
export type FindRecordSource = (resource: string, provider: string, account: string) => RecordSource | undefined;

export function createRecordLookups(
  findSource: FindRecordSource,
  call: Omit<LookupContext, 'freshness'>,
  context: LookupsContext,
): RecordLookups {
  const loaders = new Map<string, Load<RecordOutcome>>();

  function loaderFor(resource: string) {
    const known = loaders.get(resource);
    if (known !== undefined) return known;
    const load = createLookupLoader<RecordOutcome>(
      (provider, account) => findSource(resource, provider, account),
      call,
    );
    loaders.set(resource, load);
    return load;
  }

  return {
    async byReference(resource, input) {
      const resolution = resolveReference({ [resource]: input }, context);
      if ('problem' in resolution) {
        if (resolution.foreign !== undefined) context.onForeign(resolution.foreign);
        return resolution.problem;
      }
      const { key } = resolution;
      if (findSource(resource, key.provider, key.account) === undefined) return null;
      const outcome = await loaderFor(resource)(key, DEFAULT_FRESHNESS);
      context.onAccess(key, outcome.outcome);
      return outcome;
    },
  };
}
