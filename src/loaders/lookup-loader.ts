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
  const batch = new DataLoader<Asked<Outcome>, Outcome | LookupProblem>((asked) => askAll(asked, context.span), {
    cache: false,
  });
  // What is demanded of freshness decides the answer, so it is part of what is equal; few demands occur in a request.
  const loaders = new Map<string, DemandLoader<Outcome>>();
  let last: DemandLoader<Outcome> | null = null;

  function loaderFor(freshness: FreshnessDemand): DemandLoader<Outcome> {
    if (last !== null && last.freshness === freshness) return last;
    const name = JSON.stringify([freshness.maxAgeSeconds, freshness.allowStale, freshness.forceRefresh]);
    last = loaders.get(name) ?? new DemandLoader(findSource, { ...context, freshness }, (asked) => batch.load(asked));
    loaders.set(name, last);
    return last;
  }

  return (key, freshness) => loaderFor(freshness).load(key);
}

/** A look-up that waits for its batch. */
interface Asked<Outcome> {
  readonly key: TransactionKey;
  readonly loader: DemandLoader<Outcome>;
}

/** The look-ups of one demand. */
class DemandLoader<Outcome> {
  readonly freshness: FreshnessDemand;
  readonly #findSource: FindSource<Outcome>;
  readonly #context: LookupContext;
  readonly #ask: (asked: Asked<Outcome>) => Promise<Outcome | LookupProblem>;
  /** What was known when it was asked for stays so for the request. */
  readonly #answers = new Map<string, ReturnType<Load<Outcome>>>();

  constructor(
    findSource: FindSource<Outcome>,
    context: LookupContext,
    ask: (asked: Asked<Outcome>) => Promise<Outcome | LookupProblem>,
  ) {
    this.freshness = context.freshness;
    this.#findSource = findSource;
    this.#context = context;
    this.#ask = ask;
  }

  load(key: TransactionKey): ReturnType<Load<Outcome>> {
    const name = keyText(key);
    const asked = this.#answers.get(name);
    if (asked !== undefined) return asked;
    const answer = this.#known(key) ?? this.#askFor(key);
    this.#answers.set(name, answer);
    return answer;
  }

  /** A source that throws, against its contract, costs its own row and no other. */
  lookUp(key: TransactionKey, span: Span | undefined): Promise<Outcome | LookupProblem> {
    const context = span === undefined ? this.#context : { ...this.#context, span };
    try {
      return (
        this.#findSource(key.provider, key.account)?.lookup(key, context).catch(failed) ?? Promise.resolve(failed())
      );
    } catch {
      return Promise.resolve(failed());
    }
  }

  #askFor(key: TransactionKey): Promise<Outcome | LookupProblem> {
    this.#context.basis?.waver();
    return this.#ask({ key, loader: this });
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
}

/**
 * So many keys of a batch begin in a turn of the event loop. Begun all at once, they go on stage by stage together: the
 * first call leaves when the last is ready, nothing is in the processor's caches any more when a row's turn comes, and all
 * that 200 of them hold is alive at each garbage collection (ADR 71).
 */
const BEGUN_AT_ONCE = 4;

/** Where the request is traced, with a step for each account. */
async function askAll<Outcome>(
  asked: ReadonlyArray<Asked<Outcome>>,
  span: Span | undefined,
): Promise<ReadonlyArray<Outcome | LookupProblem>> {
  if (span === undefined) return beginAll(asked, undefined);
  const answers = new Map<Asked<Outcome>, Outcome | LookupProblem>();
  const accounts = Map.groupBy(asked, ({ key: { provider, account } }) => `${provider}\n${account}`).values();
  const askAccount = async (own: ReadonlyArray<Asked<Outcome>>) => {
    const { provider, account } = (own[0] as Asked<Outcome>).key;
    const load = span.begin('load', { provider, account, references: own.length });
    const found = await beginAll(own, load);
    own.forEach((each, place) => {
      answers.set(each, found[place] as Outcome | LookupProblem);
    });
    load.end();
  };
  await Promise.all([...accounts].map(askAccount));
  return asked.map((each) => answers.get(each) ?? failed());
}

/**
 * A key that is asked for under several demands begins under all of them in one turn: one call serves them all, and by the
 * time of a later turn it may be over.
 */
async function beginAll<Outcome>(
  asked: ReadonlyArray<Asked<Outcome>>,
  span: Span | undefined,
): Promise<ReadonlyArray<Outcome | LookupProblem>> {
  const answers = new Map<Asked<Outcome>, Promise<Outcome | LookupProblem>>();
  let begun = 0;
  for (const equal of Map.groupBy(asked, ({ key }) => keyText(key)).values()) {
    if (begun > 0 && begun % BEGUN_AT_ONCE === 0) await nextTurn();
    begun += 1;
    for (const each of equal) answers.set(each, each.loader.lookUp(each.key, span));
  }
  return Promise.all(asked.map((each) => answers.get(each) ?? failed()));
}

function failed(): LookupProblem {
  return problem('INTERNAL');
}
