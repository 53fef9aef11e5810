import { problem } from '../domain/lookup-outcome.js';
import { Attempt } from './attempt.js';
import { Breaker } from './breaker.js';
import { Budget } from './budget.js';
import { DenialGate } from './denial-gate.js';
import { failureOf, UpstreamError } from './failure.js';
import { isPassingFailure, isPassingReply, RetryBudget, retryPause } from './retry.js';
const NOT_MADE = new Set(['over_budget', 'breaker_open', 'denied_before']);
/**
 * How one provider account is treated, in this order: a refused credential is not tried, an open breaker is not asked,
 * the budget gives a token, and then the attempt; a retry begins anew. One guard for each account, for all requests.
 */
export class AccountGuard {
    budget;
    breaker;
    #retries = new RetryBudget();
    #gate;
    #parts;
    /** @param neighbour the account's guard, where this one is for another endpoint of it. */
    constructor(parts, neighbour) {
        this.#parts = parts;
        this.budget = neighbour?.budget ?? new Budget(parts.limits, parts.clock, parts.openBucket);
        this.breaker = new Breaker({
            clock: parts.clock,
            onChange: parts.onBreakerChange,
            hints: neighbour === undefined ? parts.hints : undefined,
        });
        this.#gate = neighbour === undefined ? new DenialGate(parts.clock) : neighbour.#gate;
    }
    /**
     * The guard of another endpoint of the account: the same calls are spent with the same credential, but an endpoint that
     * fails says nothing of its neighbours, so the breaker is its own.
     */
    beside(onBreakerChange) {
        return new AccountGuard({ ...this.#parts, onBreakerChange }, this);
    }
    status() {
        const breaker = this.breaker.status();
        const budget = this.budget.status();
        return { breaker, budget, health: this.#health(breaker, budget) };
    }
    /** The account has another credential from now on. */
    admitCredential() {
        this.#gate.open();
    }
    #health(breaker, budget) {
        if (this.#gate.isClosed)
            return 'DENIED';
        if (breaker.state === 'OPEN')
            return 'DOWN';
        return breaker.state === 'HALF_OPEN' || budget.frozenSeconds > 0 ? 'DEGRADED' : 'UP';
    }
    /** Never rejects: whatever happens is the outcome of this look-up. */
    async run(call, context) {
        this.#retries.begin();
        try {
            const first = await this.#attempt(call, context, 1, context.deadline);
            if (!first.mayPass || context.signal.aborted)
                return first.outcome;
            return await this.#runAgain(call, context, first);
        }
        catch (error) {
            const { outcome, reason, retryAfterSeconds } = failureOf(error);
            this.#parts.onNotMade?.(reason);
            return problem(outcome, { retryAfterSeconds });
        }
        finally {
            this.#retries.end();
        }
    }
    async #runAgain(call, context, first) {
        const { providerTimeoutMs, attemptTimeoutMs } = this.#parts.deadlines;
        const deadline = Math.min(context.deadline, first.startedAt + providerTimeoutMs);
        const pause = first.isRenewal ? 0 : this.#pauseAfter(first.outcome);
        if (this.#now() + pause + attemptTimeoutMs > deadline)
            return first.outcome;
        // A renewed credential is our doing: however many calls met the old one, each is made again.
        if (!first.isRenewal && !this.#retries.take())
            return first.outcome;
        try {
            if (pause > 0)
                await this.#sleep(pause, context.signal);
            return (await this.#attempt(call, context, 2, deadline)).outcome;
        }
        catch (error) {
            // A retry that was not made: what the first attempt came to is the better answer.
            const { reason } = failureOf(error);
            if (!NOT_MADE.has(reason))
                throw error;
            this.#parts.onNotMade?.(reason);
            return first.outcome;
        }
        finally {
            if (!first.isRenewal)
                this.#retries.giveBack();
        }
    }
    async #attempt(call, context, number, deadline) {
        if (this.#gate.isClosed)
            throw new UpstreamError('denied_before');
        if (this.breaker.state === 'OPEN') {
            throw new UpstreamError('breaker_open', this.breaker.status().retryAfterSeconds);
        }
        const asked = this.#now();
        const waiting = context.span?.begin('queue', { attempt: number });
        let permit;
        try {
            permit = this.#permitAtOnce(context) ?? (await this.#permitInTime(call.subject, context, deadline));
        }
        catch (error) {
            waiting?.end({ priority: context.priority(), reason: failureOf(error).reason });
            throw error;
        }
        // Asked now: it may have become more urgent while it waited.
        const attempt = new Attempt(number, context.priority(), this.#now() - asked);
        waiting?.end({ priority: attempt.priority });
        // Others may have been refused, or have failed, while this one waited for its token.
        const pass = this.#gate.pass();
        try {
            if (pass === null)
                throw new UpstreamError('denied_before');
            return await this.breaker.run(() => this.#call(call, context.signal, attempt, pass));
        }
        catch (error) {
            permit.refund();
            if (pass === 'PROBE')
                this.#gate.decide(false);
            throw error;
        }
        finally {
            permit.release();
        }
    }
    #permitAtOnce(context) {
        return context.signal.aborted ? null : this.budget.take(context);
    }
    #permitInTime(subject, { caller, priority, signal }, deadline) {
        const latestStart = Math.max(this.#now(), deadline - this.#parts.deadlines.attemptTimeoutMs);
        return this.budget.acquire({ priority, caller, subject, latestStart, signal });
    }
    async #call(call, signal, attempt, pass) {
        attempt.startedAt = this.#now();
        call.onStart();
        try {
            attempt.reply = await call.ask(signal);
            this.#read(call, attempt, attempt.reply);
        }
        catch (error) {
            const { outcome, reason } = failureOf(error);
            attempt.outcome = problem(outcome);
            attempt.reason = reason;
            attempt.mayPass = isPassingFailure(reason);
        }
        this.#end(call, attempt, pass);
        return attempt;
    }
    #read(call, attempt, reply) {
        try {
            const outcome = call.read(reply);
            attempt.outcome = outcome;
            attempt.reason = 'reply';
            attempt.mayPass = isPassingReply(reply, outcome) || outcome.outcome === 'RATE_LIMITED';
        }
        catch {
            // A reply that breaks our own reader must not break its neighbours.
            attempt.outcome = problem('INTERNAL');
            attempt.reason = 'reader_failed';
        }
    }
    #end(call, attempt, pass) {
        attempt.milliseconds = this.#now() - attempt.startedAt;
        call.onAttempt(attempt);
        const { outcome, reply, isFailure, isRenewal } = attempt;
        if (outcome.outcome === 'PROVIDER_DENIED' && !isRenewal)
            this.#gate.close();
        else if (pass === 'PROBE')
            this.#gate.decide(reply !== null && !isFailure);
        if (outcome.outcome === 'RATE_LIMITED')
            this.budget.freeze(outcome.retryAfterSeconds ?? 1);
    }
    #pauseAfter(outcome) {
        const asked = 'retryAfterSeconds' in outcome ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0;
        return Math.max(asked, retryPause(this.#parts.random));
    }
    #sleep(milliseconds, signal) {
        return new Promise((resolve, reject) => {
            const cancel = this.#parts.clock.after(milliseconds, () => {
                signal.removeEventListener('abort', leave);
                resolve();
            });
            const leave = () => {
                cancel();
                reject(new UpstreamError('cancelled'));
            };
            signal.addEventListener('abort', leave, { once: true });
        });
    }
    #now() {
        return this.#parts.clock.monotonic();
    }
}
