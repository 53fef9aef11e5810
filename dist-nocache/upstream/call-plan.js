import { keyDigest } from '../domain/transaction-key.js';
/**
 * The fetch plan where a provider has no multi-id endpoint: one call for each key, as many at once as the account's
 * guard admits, and a failure stays with its key.
 */
export function oneCallPerKey(plan, tools) {
    return { lookup: (key, context) => tools.guard.run(new PlannedCall(plan, tools, key, context), context) };
}
/** One look-up by a plan: at most two attempts, one after the other. */
class PlannedCall {
    #plan;
    #tools;
    #key;
    #context;
    #reference;
    #attempt;
    constructor(plan, tools, key, context) {
        this.#plan = plan;
        this.#tools = tools;
        this.#key = key;
        this.#context = context;
        this.#reference = keyDigest(key);
    }
    get subject() {
        return this.#reference;
    }
    ask(signal) {
        const { span } = this.#context;
        if (span === undefined)
            return this.#plan.ask(this.#key, signal);
        const { provider, account } = this.#key;
        const attempt = span.begin('attempt', {
            provider,
            account,
            call: this.#plan.operation,
            reference: this.#reference,
        });
        this.#attempt = attempt;
        return attempt.carry(() => this.#plan.ask(this.#key, signal));
    }
    read(reply) {
        return this.#plan.read(this.#key, reply);
    }
    onStart() {
        this.#context.onCall(this.#key);
    }
    onAttempt({ number, priority, queuedMs, outcome, reason, reply, milliseconds }) {
        const { guard, log, onRateLimit } = this.#tools;
        const { operation, rateLimit } = this.#plan;
        const { provider, account } = this.#key;
        const { requestId, onStep } = this.#context;
        const status = reply?.status ?? null;
        this.#attempt?.end({ attempt: number, reason, outcome: outcome.outcome, ...(status === null ? {} : { status }) });
        onStep?.({ provider, operation, milliseconds, status, cache: 'MISS', attempt: number, queuedMs });
        const reported = reply && rateLimit?.(reply);
        if (reported) {
            guard.budget.observe(reported.used, reported.size);
            onRateLimit?.(reported);
        }
        log({
            requestId,
            provider,
            account,
            operation,
            reference: this.#reference,
            attempt: number,
            priority,
            queuedMs: Math.round(queuedMs),
            status,
            reason,
            outcome: outcome.outcome,
            milliseconds: Math.round(milliseconds),
            bytes: reply?.bytes ?? 0,
            breaker: guard.breaker.state,
        });
    }
}
