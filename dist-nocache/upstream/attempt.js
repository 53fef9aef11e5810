import { problem } from '../domain/lookup-outcome.js';
/** The provider did not answer, or not what was asked. */
const COUNTS_AGAINST = new Set(['PROVIDER_UNAVAILABLE', 'MALFORMED_RESPONSE']);
const NOT_ENDED = problem('INTERNAL');
/** One attempt, from its turn to what came of it: one object for the guard, the breaker and the log. */
export class Attempt {
    number;
    /** Whose turn it was, and how long the attempt had waited for it. */
    priority;
    queuedMs;
    /** On the monotonic clock. */
    startedAt = 0;
    milliseconds = 0;
    outcome = NOT_ENDED;
    /** `reply` where there was one, else why there was none. */
    reason = '';
    reply = null;
    /** Whether the same call may well succeed in a moment. */
    mayPass = false;
    constructor(number, priority, queuedMs) {
        this.number = number;
        this.priority = priority;
        this.queuedMs = queuedMs;
    }
    get isFailure() {
        return COUNTS_AGAINST.has(this.outcome.outcome);
    }
    /** Nobody waited for the end. */
    get isCancelled() {
        return this.outcome.outcome === 'DEADLINE_EXCEEDED';
    }
    /** The credential was refused, and there is another one by now. */
    get isRenewal() {
        return this.reason === 'credential_renewed';
    }
}
