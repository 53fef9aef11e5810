/** 200 references may be looked up twice each; what is beyond half of that is counted only. */
const MOST_SHOWN = 200;
/** What one operation's look-ups did on their way, for `extensions.upstream`. */
export class UpstreamTrail {
    #steps = [];
    #omitted = 0;
    record = ({ provider, operation, milliseconds, status, cache, attempt, queuedMs }) => {
        if (this.#steps.length >= MOST_SHOWN) {
            this.#omitted += 1;
            return;
        }
        this.#steps.push({
            provider: provider.toUpperCase(),
            op: operation,
            ms: Math.round(milliseconds),
            status,
            cache,
            attempt,
            queueMs: Math.round(queuedMs),
        });
    };
    report() {
        // A copy: a renewal behind the answer may still be under way.
        const upstream = [...this.#steps];
        return this.#omitted === 0 ? { upstream } : { upstream, upstreamOmitted: this.#omitted };
    }
}
