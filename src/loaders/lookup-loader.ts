import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type { FreshnessDemand } from '../domain/freshness.ts';
import { type LookupOutcome, type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { Span } from '../domain/span.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, LookupSource } from '../domain/transaction-source.ts';

export type FindSource<Outcome> = (provider: string, account: string) => LookupSource<Outcome> | undefined;

/** At once where the answer is known, because a promise for each row of a known table costs more than its look-up. */
export type Load<Outcome> = (
  key: TransactionKey,
  freshness: FreshnessDemand,
) => Outcome | LookupProblem | Promise<Outcome | LookupProblem>;

export type LoadTransaction = Load<LookupOutcome>;

/**
 * One request's look-ups: equal keys are asked once and have one answer, and what is not known is asked in one batch. Made
 * anew for every request, because a loader that outlives its request would serve one caller's records to another.
 */
export function createLookupLoader<Outcome>(
  findSource: FindSource<Outcome>,
  context: Omit<LookupContext, 'freshness'>,
): Load<Outcome> {
  // What is demanded of freshness decides the answer, so it is part of what is equal; few demands occur in a request.
  const loaders = new Map<string, DemandLoader<Outcome>>();
  let last: DemandLoader<Outcome> | null = null;

  function loaderFor(freshness: FreshnessDemand): DemandLoader<Outcome> {
    if (last !== null && last.freshness === freshness) return last;
    const name = JSON.stringify([freshness.maxAgeSeconds, freshness.allowStale, freshness.forceRefresh]);
    last = loaders.get(name) ?? new DemandLoader(findSource, { ...context, freshness });
    loaders.set(name, last);
    return last;
  }

  return (key, freshness) => loaderFor(freshness).load(key);
}

/**
 * So many look-ups of a batch begin in a turn of the event loop. Begun all at once, they go on stage by stage together: the
 * first call leaves when the last is ready, nothing is in the processor's caches any more when a row's turn comes, and all
 * that 200 of them hold is alive at each garbage collection (ADR 71).
 */
const BEGUN_AT_ONCE = 4;

/** The look-ups of one demand. */
class DemandLoader<Outcome> {
  readonly freshness: FreshnessDemand;
  readonly #findSource: FindSource<Outcome>;
  readonly #context: LookupContext;
  /** What was known when it was asked for stays so for the request. */
  readonly #answers = new Map<string, ReturnType<Load<Outcome>>>();
  readonly #batch: DataLoader<TransactionKey, Outcome | LookupProblem>;

  constructor(findSource: FindSource<Outcome>, context: LookupContext) {
    this.freshness = context.freshness;
    this.#findSource = findSource;
    this.#context = context;
    this.#batch = new DataLoader((keys) => this.#ask(keys), { cache: false });
  }

  load(key: TransactionKey): ReturnType<Load<Outcome>> {
    const name = keyText(key);
    const asked = this.#answers.get(name);
    if (asked !== undefined) return asked;
    const answer = this.#known(key) ?? this.#askFor(key);
    this.#answers.set(name, answer);
    return answer;
  }

  #askFor(key: TransactionKey): Promise<Outcome | LookupProblem> {
    this.#context.basis?.waver();
    return this.#batch.load(key);
  }

  /** What throws here would cost all rows: it is thrown at once, and not into the promise of its own. */
  #known(key: TransactionKey): Outcome | LookupProblem | undefined {
    try {
      return this.#findSource(key.provider, key.account)?.known?.(key, this.#context);
    } catch {
      this.#context.basis?.waver();
      return failed();
    }
  }

  #ask(keys: readonly TransactionKey[]): Promise<readonly (Outcome | LookupProblem)[]> {
    const { span } = this.#context;
    return span === undefined ? this.#lookUpAll(keys, this.#context) : this.#askTraced(keys, span);
  }

  async #lookUpAll(
    keys: readonly TransactionKey[],
    context: LookupContext,
  ): Promise<readonly (Outcome | LookupProblem)[]> {
    const begun: Promise<Outcome | LookupProblem>[] = [];
    for (const key of keys) {
      if (begun.length > 0 && begun.length % BEGUN_AT_ONCE === 0) await nextTurn();
      begun.push(this.#lookUp(key, context));
    }
    return Promise.all(begun);
  }

  /** With a step for each account. */
  async #askTraced(keys: readonly TransactionKey[], span: Span): Promise<(Outcome | LookupProblem)[]> {
    const answers = new Map<TransactionKey, Outcome | LookupProblem>();
    const accounts = Map.groupBy(keys, ({ provider, account }) => `${provider}\n${account}`).values();
    const askAccount = async (own: readonly TransactionKey[]) => {
      const { provider, account } = own[0] as TransactionKey;
      const load = span.begin('load', { provider, account, references: own.length });
      const context = { ...this.#context, span: load };
      const found = await this.#lookUpAll(own, context);
      own.forEach((key, place) => {
        answers.set(key, found[place] as Outcome | LookupProblem);
      });
      load.end();
    };
    await Promise.all([...accounts].map(askAccount));
    return keys.map((key) => answers.get(key) ?? problem('INTERNAL'));
  }

  /** A source that throws, against its contract, costs its own row and no other. */
  #lookUp(key: TransactionKey, context: LookupContext): Promise<Outcome | LookupProblem> {
    try {
      return (
        this.#findSource(key.provider, key.account)?.lookup(key, context).catch(failed) ?? Promise.resolve(failed())
      );
    } catch {
      return Promise.resolve(failed());
    }
  }
}

function failed(): LookupProblem {
  return problem('INTERNAL');
}
