import { PROBLEM_RETRYABLE } from './lookup-outcome.js';
/** Codes that only an error carries; a row has the outcomes. */
const CALLER_MISTAKES = ['BAD_USER_INPUT', 'NOT_CONFIGURED', 'FORBIDDEN', 'LIMIT_EXCEEDED'];
/**
 * Thrown only where there is no row to put a problem in: caller mistakes and queries for a single transaction. The
 * message is ours and safe to show. There is no `cause`, since a cause may hold a URL, a header or a body.
 */
export class GatewayError extends Error {
    code;
    provider;
    retryable;
    retryAfterSeconds;
    constructor(code, message, details = {}) {
        super(message);
        this.name = 'GatewayError';
        this.code = code;
        this.provider = details.provider ?? null;
        this.retryable = isRetryable(code);
        this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    }
}
/** The error of a single query, from the outcome that a row would have carried. */
export function problemError(problem, provider) {
    const code = problem.outcome === 'INVALID_REFERENCE' ? 'BAD_USER_INPUT' : problem.outcome;
    return new GatewayError(code, problem.message, { provider, retryAfterSeconds: problem.retryAfterSeconds });
}
function isRetryable(code) {
    if (code === 'AWAITING_CUSTOMER' || code === 'HISTORY_UNAVAILABLE')
        return true;
    return Object.hasOwn(PROBLEM_RETRYABLE, code) && PROBLEM_RETRYABLE[code];
}
