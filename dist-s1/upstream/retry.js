const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;
/** Full jitter, so that many calls that failed together do not come back together. */
export function retryPause(random) {
    return SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
}
/** Failures after which the same call may well succeed. A certificate does not heal, and a slow body comes slowly again. */
const PASSING = new Set([
    'conn_refused',
    'dns',
    'connect_timeout',
    'ttfb',
    'reset',
    'proto',
    'network',
    'credential_renewed',
]);
export function isPassingFailure(reason) {
    return PASSING.has(reason);
}
/** Whether a reply that was read whole is worth asking again: a server error, or JSON that was cut off. */
export function isPassingReply(reply, outcome) {
    if (outcome.outcome === 'PROVIDER_UNAVAILABLE')
        return true;
    return outcome.outcome === 'MALFORMED_RESPONSE' && reply.status === 200 && isCutOff(reply);
}
/** More is opened than closed; braces in texts come in pairs often enough for a second try. */
function isCutOff({ isJson, text }) {
    const count = (brace) => text.split(brace).length;
    return isJson && count('{') > count('}');
}
const RETRY_SHARE = 0.2;
const ALWAYS_ALLOWED = 3;
/** Bounds retries to a share of the calls under way: when everything fails, asking everything twice helps nobody. */
export class RetryBudget {
    #calls = 0;
    #retries = 0;
    /** A look-up is under way until `end`. */
    begin() {
        this.#calls += 1;
    }
    end() {
        this.#calls -= 1;
    }
    /** Takes a retry until `giveBack`; false where too many are under way. */
    take() {
        if (this.#retries + 1 > Math.max(ALWAYS_ALLOWED, this.#calls * RETRY_SHARE))
            return false;
        this.#retries += 1;
        return true;
    }
    giveBack() {
        this.#retries -= 1;
    }
}
