import DataLoader from 'dataloader';
import { problem } from '../domain/lookup-outcome.js';
import { keyText } from '../domain/transaction-key.js';
/**
 * One request's look-ups: equal keys are asked once and have one answer, and what is not known is asked in one batch. Made
 * anew for every request, because a loader that outlives its request would serve one caller's records to another.
 */
export function createLookupLoader(findSource, context) {
    // What is demanded of freshness decides the answer, so it is part of what is equal; few demands occur in a request.
    const loaders = new Map();
    let last = null;
    function loaderFor(freshness) {
        if (last !== null && last.freshness === freshness)
            return last;
        const name = JSON.stringify([freshness.maxAgeSeconds, freshness.allowStale, freshness.forceRefresh]);
        last = loaders.get(name) ?? new DemandLoader(findSource, { ...context, freshness });
        loaders.set(name, last);
        return last;
    }
    return (key, freshness) => loaderFor(freshness).load(key);
}
/** The look-ups of one demand. */
class DemandLoader {
    freshness;
    #findSource;
    #context;
    /** What was known when it was asked for stays so for the request. */
    #answers = new Map();
    #batch;
    constructor(findSource, context) {
        this.freshness = context.freshness;
        this.#findSource = findSource;
        this.#context = context;
        this.#batch = new DataLoader((keys) => this.#ask(keys), { cache: false });
    }
    load(key) {
        const name = keyText(key);
        const asked = this.#answers.get(name);
        if (asked !== undefined)
            return asked;
        const answer = this.#known(key) ?? this.#askFor(key);
        this.#answers.set(name, answer);
        return answer;
    }
    #askFor(key) {
        this.#context.basis?.waver();
        return this.#batch.load(key);
    }
    /** What throws here would cost all rows: it is thrown at once, and not into the promise of its own. */
    #known(key) {
        try {
            return this.#findSource(key.provider, key.account)?.known?.(key, this.#context);
        }
        catch {
            this.#context.basis?.waver();
            return problem('INTERNAL');
        }
    }
    #ask(keys) {
        const { span } = this.#context;
        return span === undefined
            ? Promise.all(keys.map((key) => this.#lookUp(key, this.#context)))
            : this.#askTraced(keys, span);
    }
    /** With a step for each account. */
    async #askTraced(keys, span) {
        const answers = new Map();
        const accounts = Map.groupBy(keys, ({ provider, account }) => `${provider}\n${account}`).values();
        const askAccount = async (own) => {
            const { provider, account } = own[0];
            const load = span.begin('load', { provider, account, references: own.length });
            const context = { ...this.#context, span: load };
            await Promise.all(own.map(async (key) => answers.set(key, await this.#lookUp(key, context))));
            load.end();
        };
        await Promise.all([...accounts].map(askAccount));
        return keys.map((key) => answers.get(key) ?? problem('INTERNAL'));
    }
    /** A source that throws, against its contract, costs its own row and no other. */
    async #lookUp(key, context) {
        try {
            return (await this.#findSource(key.provider, key.account)?.lookup(key, context)) ?? problem('INTERNAL');
        }
        catch {
            return problem('INTERNAL');
        }
    }
}
