import type { AccountHealth, AccountStatus } from '../domain/account-status.ts';
import type { CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import { type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { AnyOutcome } from '../domain/provider-record.ts';
import type { LookupContext } from '../domain/transaction-source.ts';
import { Attempt } from './attempt.ts';
import { Breaker, type BreakerStatus, type BreakerTurn } from './breaker.ts';
import type { BreakerHints } from './breaker-hints.ts';
import { Budget, type BudgetLimits } from './budget.ts';
import type { OpenBucket } from './call-bucket.ts';
import { DenialGate, type GatePass } from './denial-gate.ts';
import { type FailureReason, failureOf, UpstreamError } from './failure.ts';
import type { Reply } from './http.ts';
import type { Permit } from './permit.ts';
import { isPassingFailure, isPassingReply, RetryBudget, retryPause } from './retry.ts';

export interface Deadlines {
  /** For all attempts of one look-up, from the start of the first. */
  readonly providerTimeoutMs: number;
  /** For one attempt; what is left must fit one, or none is made. */
  readonly attemptTimeoutMs: number;
}

export interface AccountGuardParts {
  readonly limits: BudgetLimits;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onBreakerChange: (state: 'OPEN' | 'CLOSED') => void;
  /** A call was wanted and not made, or not made again. */
  readonly onNotMade?: (reason: FailureReason) => void;
  /** Where the tokens come from that several gateways share; left out, this one has all of them. */
  readonly openBucket?: OpenBucket;
  /** What other gateways say of this account; left out, there are none. */
  readonly hints?: BreakerHints;
}

export interface GuardedCall<Outcome extends AnyOutcome> {
  /** What is asked, for the line and for the log. */
  readonly subject: string;
  ask(signal: CancelSignal): Promise<Reply>;
  read(reply: Reply): Outcome;
  onStart(): void;
  onAttempt(attempt: Attempt): void;
}

const NOT_MADE: ReadonlySet<FailureReason> = new Set(['over_budget', 'breaker_open', 'denied_before']);

/**
 * How one provider account is treated, in this order: a refused credential is not tried, an open breaker is not asked,
 * the budget gives a token, and then the attempt; a retry begins anew. One guard for each account, for all requests.
 */
export class AccountGuard {
  readonly budget: Budget;
  readonly breaker: Breaker;
  readonly #retries = new RetryBudget();
  readonly #gate: DenialGate;
  readonly #parts: AccountGuardParts;

  /** @param neighbour the account's guard, where this one is for another endpoint of it. */
  constructor(parts: AccountGuardParts, neighbour?: AccountGuard) {
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
  beside(onBreakerChange: AccountGuardParts['onBreakerChange']): AccountGuard {
    return new AccountGuard({ ...this.#parts, onBreakerChange }, this);
  }

  status(): AccountStatus {
    const breaker = this.breaker.status();
    const budget = this.budget.status();
    return { breaker, budget, health: this.#health(breaker, budget) };
  }

  /** The account has another credential from now on. */
  admitCredential(): void {
    this.#gate.open();
  }

  #health(breaker: BreakerStatus, budget: AccountStatus['budget']): AccountHealth {
    if (this.#gate.isClosed) return 'DENIED';
    if (breaker.state === 'OPEN') return 'DOWN';
    return breaker.state === 'HALF_OPEN' || budget.frozenSeconds > 0 ? 'DEGRADED' : 'UP';
  }

  /** Never rejects: whatever happens is the outcome of this look-up. */
  async run<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    context: LookupContext,
  ): Promise<Outcome | LookupProblem> {
    this.#retries.begin();
    try {
      const first = await this.#attempt(call, context, 1, context.deadline);
      if (!first.mayPass || context.signal.aborted) return first.outcome;
      return await this.#runAgain(call, context, first);
    } catch (error) {
      const { outcome, reason, retryAfterSeconds } = failureOf(error);
      this.#parts.onNotMade?.(reason);
      return problem(outcome, { retryAfterSeconds });
    } finally {
      this.#retries.end();
    }
  }

  async #runAgain<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    context: LookupContext,
    first: Attempt<Outcome>,
  ): Promise<Outcome | LookupProblem> {
    const { providerTimeoutMs, attemptTimeoutMs } = this.#parts.deadlines;
    const deadline = Math.min(context.deadline, first.startedAt + providerTimeoutMs);
    const pause = first.isRenewal ? 0 : this.#pauseAfter(first.outcome);
    if (this.#now() + pause + attemptTimeoutMs > deadline) return first.outcome;
    // A renewed credential is our doing: however many calls met the old one, each is made again.
    if (!first.isRenewal && !this.#retries.take()) return first.outcome;
    try {
      if (pause > 0) await this.#sleep(pause, context.signal);
      return (await this.#attempt(call, context, 2, deadline)).outcome;
    } catch (error) {
      // A retry that was not made: what the first attempt came to is the better answer.
      const { reason } = failureOf(error);
      if (!NOT_MADE.has(reason)) throw error;
      this.#parts.onNotMade?.(reason);
      return first.outcome;
    } finally {
      if (!first.isRenewal) this.#retries.giveBack();
    }
  }

  async #attempt<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    context: LookupContext,
    number: number,
    deadline: number,
  ): Promise<Attempt<Outcome>> {
    if (this.#gate.isClosed) throw new UpstreamError('denied_before');
    if (this.breaker.state === 'OPEN') {
      throw new UpstreamError('breaker_open', this.breaker.status().retryAfterSeconds);
    }
    const asked = this.#now();
    const waiting = context.span?.begin('queue', { attempt: number });
    let permit: Permit;
    try {
      permit = this.#permitAtOnce(context) ?? (await this.#permitInTime(call.subject, context, deadline));
    } catch (error) {
      waiting?.end({ priority: context.priority(), reason: failureOf(error).reason });
      throw error;
    }
    // Asked now: it may have become more urgent while it waited.
    const attempt = new Attempt<Outcome>(number, context.priority(), this.#now() - asked);
    waiting?.end({ priority: attempt.priority });
    // Others may have been refused, or have failed, while this one waited for its token.
    const pass = this.#gate.pass();
    let turn: BreakerTurn | undefined;
    try {
      if (pass === null) throw new UpstreamError('denied_before');
      const next = this.breaker.turn();
      turn = next instanceof Promise ? await next : next;
      // It has waited for somebody else's probe, and perhaps nobody waits for it any more.
      if (next instanceof Promise && context.signal.aborted) throw new UpstreamError('cancelled');
      attempt.startedAt = this.#now();
      call.onStart();
      await this.#ask(call, attempt, context.signal);
      this.#end(call, attempt, pass);
      turn.end(attempt);
      return attempt;
    } catch (error) {
      turn?.end(null);
      permit.refund();
      if (pass === 'PROBE') this.#gate.decide(false);
      throw error;
    } finally {
      permit.release();
    }
  }

  #permitAtOnce(context: LookupContext): Permit | null {
    return context.signal.aborted ? null : this.budget.take(context);
  }

  #permitInTime(subject: string, { caller, priority, signal }: LookupContext, deadline: number): Promise<Permit> {
    const latestStart = Math.max(this.#now(), deadline - this.#parts.deadlines.attemptTimeoutMs);
    return this.budget.acquire({ priority, caller, subject, latestStart, signal });
  }

  /** Never rejects. */
  #ask<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    attempt: Attempt<Outcome>,
    signal: CancelSignal,
  ): Promise<void> | void {
    try {
      return call.ask(signal).then(
        (reply) => this.#read(call, attempt, reply),
        (error) => this.#fail(attempt, error),
      );
    } catch (error) {
      return this.#fail(attempt, error);
    }
  }

  #fail(attempt: Attempt, error: unknown): void {
    const { outcome, reason } = failureOf(error);
    attempt.outcome = problem(outcome);
    attempt.reason = reason;
    attempt.mayPass = isPassingFailure(reason);
  }

  #read<Outcome extends AnyOutcome>(call: GuardedCall<Outcome>, attempt: Attempt<Outcome>, reply: Reply): void {
    attempt.reply = reply;
    try {
      const outcome = call.read(reply);
      attempt.outcome = outcome;
      attempt.reason = 'reply';
      attempt.mayPass = isPassingReply(reply, outcome) || outcome.outcome === 'RATE_LIMITED';
    } catch {
      // A reply that breaks our own reader must not break its neighbours.
      attempt.outcome = problem('INTERNAL');
      attempt.reason = 'reader_failed';
    }
  }

  #end<Outcome extends AnyOutcome>(call: GuardedCall<Outcome>, attempt: Attempt<Outcome>, pass: GatePass): void {
    attempt.milliseconds = this.#now() - attempt.startedAt;
    call.onAttempt(attempt);
    const { outcome, reply, isFailure, isRenewal } = attempt;
    if (outcome.outcome === 'PROVIDER_DENIED' && !isRenewal) this.#gate.close();
    else if (pass === 'PROBE') this.#gate.decide(reply !== null && !isFailure);
    if (outcome.outcome === 'RATE_LIMITED') this.budget.freeze(outcome.retryAfterSeconds ?? 1);
  }

  #pauseAfter(outcome: AnyOutcome): number {
    const asked = 'retryAfterSeconds' in outcome ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0;
    return Math.max(asked, retryPause(this.#parts.random));
  }

  #sleep(milliseconds: number, signal: CancelSignal): Promise<void> {
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

  #now(): number {
    return this.#parts.clock.monotonic();
  }
}
