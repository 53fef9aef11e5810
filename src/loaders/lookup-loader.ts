import DataLoader from 'dataloader';
import type { FreshnessDemand } from '../domain/freshness.ts';
import { type LookupOutcome, type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, LookupSource } from '../domain/transaction-source.ts';
import { align } from './align.ts';

export type FindSource<Outcome> = (provider: string, account: string) => LookupSource<Outcome> | undefined;

export type Load<Outcome> = (key: TransactionKey, freshness: FreshnessDemand) => Promise<Outcome | LookupProblem>;

export type LoadTransaction = Load<LookupOutcome>;

/**
 * One request's look-ups: equal keys are asked once, and each account gets its distinct keys in one batch. Made anew for
 * every request, because a loader that outlives its request would serve one caller's records to another.
 */
export function createLookupLoader<Outcome>(
  findSource: FindSource<Outcome>,
  context: Omit<LookupContext, 'freshness'>,
): Load<Outcome> {
  // What is demanded of freshness decides the answer, so it is part of what is equal; few demands occur in a request.
  const loaders = new Map<string, DataLoader<TransactionKey, Outcome | LookupProblem, string>>();

  function loaderFor(freshness: FreshnessDemand) {
    const name = JSON.stringify([freshness.maxAgeSeconds, freshness.allowStale, freshness.forceRefresh]);
    const known = loaders.get(name);
    if (known !== undefined) return known;
    const loader = new DataLoader<TransactionKey, Outcome | LookupProblem, string>(
      async (keys) => {
        const batches = [...groupByAccount(keys).values()].map((batch) =>
          lookupBatch(batch, findSource, { ...context, freshness }),
        );
        const outcomes = new Map<string, Outcome | LookupProblem>(
          (await Promise.all(batches)).flatMap((batch) => [...batch]),
        );
        return align(keys, outcomes, keyText, () => problem('INTERNAL'));
      },
      { cacheKeyFn: keyText },
    );
    loaders.set(name, loader);
    return loader;
  }

  return (key, freshness) => loaderFor(freshness).load(key);
}

function groupByAccount(keys: readonly TransactionKey[]): ReadonlyMap<string, TransactionKey[]> {
  return Map.groupBy(keys, ({ provider, account }) => `${provider}\n${account}`);
}

/** A source that throws, against its contract, costs its own rows and nobody else's. */
async function lookupBatch<Outcome>(
  keys: readonly TransactionKey[],
  findSource: FindSource<Outcome>,
  context: LookupContext,
): Promise<ReadonlyMap<string, Outcome>> {
  const [first] = keys;
  const source = first && findSource(first.provider, first.account);
  const span =
    first && context.span?.begin('load', { provider: first.provider, account: first.account, references: keys.length });
  try {
    return (await source?.lookup(keys, { ...context, span })) ?? new Map();
  } catch {
    return new Map();
  } finally {
    span?.end();
  }
}
