import type { AccountHealth, AccountStatus } from '../domain/account-status.ts';
import type { Clock } from '../domain/clock.ts';
import { type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { Priority } from '../domain/priority.ts';
import type { AnyOutcome } from '../domain/provider-record.ts';
import type { LookupContext } from '../domain/transaction-source.ts';
import { type Breaker, type BreakerStatus, createBreaker } from './breaker.ts';
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

/** One attempt, and what came of it. */
export interface Attempt {
  readonly number: number;
  /** Whose turn it was, and how long the attempt had waited for it. */
  readonly priority: Priority;
  readonly queuedMs: number;
  readonly outcome: AnyOutcome;
  /** `reply` where there was one, else why there was none. */
  readonly reason: string;
  readonly reply: Reply | null;
  readonly milliseconds: number;
}

export interface GuardedCall<Outcome extends AnyOutcome> {
  /** What is asked, for the line and for the log. */
  readonly subject: string;
  readonly ask: (signal: AbortSignal) => Promise<Reply>;
  readonly read: (reply: Reply) => Outcome;
  readonly onStart: () => void;
  readonly onAttempt: (attempt: Attempt) => void;
}

/** A call that may be made now. */
interface Admission {
  readonly permit: Permit;
  readonly turn: Pick<Attempt, 'number' | 'priority' | 'queuedMs'>;
}

interface Verdict<Outcome extends AnyOutcome> {
  readonly outcome: Outcome | LookupProblem;
  readonly isFailure: boolean;
  /** Nobody waited for the end. */
  readonly isCancelled: boolean;
  /** Whether the same call may well succeed in a moment. */
  readonly mayPass: boolean;
  /** The credential was refused, and there is another one by now. */
  readonly isRenewal: boolean;
  readonly startedAt: number;
}

/** The provider did not answer, or not what was asked. */
const COUNTS_AGAINST: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'MALFORMED_RESPONSE']);

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
    this.breaker = createBreaker(parts.clock, parts.onBreakerChange, neighbour === undefined ? parts.hints : undefined);
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
    const end = this.#retries.begin();
    try {
      return await this.#runAttempts(call, context);
    } catch (error) {
      const { outcome, reason, retryAfterSeconds } = failureOf(error);
      this.#parts.onNotMade?.(reason);
      return problem(outcome, { retryAfterSeconds });
    } finally {
      end();
    }
  }

  async #runAttempts<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    context: LookupContext,
  ): Promise<Outcome | LookupProblem> {
    const first = await this.#attempt(call, context, 1);
    if (!first.mayPass || context.signal.aborted) return first.outcome;
    const { providerTimeoutMs, attemptTimeoutMs } = this.#parts.deadlines;
    const deadline = Math.min(context.deadline, first.startedAt + providerTimeoutMs);
    const pause = first.isRenewal ? 0 : this.#pauseAfter(first.outcome);
    if (this.#now() + pause + attemptTimeoutMs > deadline) return first.outcome;
    // A renewed credential is our doing: however many calls met the old one, each is made again.
    const endRetry = first.isRenewal ? () => {} : this.#retries.take();
    if (endRetry === null) return first.outcome;
    try {
      if (pause > 0) await this.#sleep(pause, context.signal);
      return (await this.#attempt(call, { ...context, deadline }, 2)).outcome;
    } catch (error) {
      // A retry that was not made: what the first attempt came to is the better answer.
      const { reason } = failureOf(error);
      if (!NOT_MADE.has(reason)) throw error;
      this.#parts.onNotMade?.(reason);
      return first.outcome;
    } finally {
      endRetry();
    }
  }

  async #attempt<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    context: LookupContext,
    number: number,
  ): Promise<Verdict<Outcome>> {
    if (this.#gate.isClosed) throw new UpstreamError('denied_before');
    const { state, retryAfterSeconds } = this.breaker.status();
    if (state === 'OPEN') throw new UpstreamError('breaker_open', retryAfterSeconds);
    const { permit, turn } = await this.#admit(call, context, number);
    // Others may have been refused, or have failed, while this one waited for its token.
    const pass = this.#gate.pass();
    try {
      if (pass === null) throw new UpstreamError('denied_before');
      return await this.breaker.run(() => this.#call(call, context.signal, turn, pass));
    } catch (error) {
      permit.refund();
      if (pass === 'PROBE') this.#gate.decide(false);
      throw error;
    } finally {
      permit.release();
    }
  }

  async #admit(
    { subject }: Pick<GuardedCall<AnyOutcome>, 'subject'>,
    context: LookupContext,
    number: number,
  ): Promise<Admission> {
    const { caller, priority, signal, deadline, span } = context;
    const asked = this.#now();
    const waiting = span?.begin('queue', { attempt: number });
    try {
      const permit = await this.budget.acquire({
        priority,
        caller,
        subject,
        latestStart: Math.max(asked, deadline - this.#parts.deadlines.attemptTimeoutMs),
        signal,
      });
      // Asked now: it may have become more urgent while it waited.
      const turn = { number, priority: priority(), queuedMs: this.#now() - asked };
      waiting?.end({ priority: turn.priority });
      return { permit, turn };
    } catch (error) {
      waiting?.end({ priority: priority(), reason: failureOf(error).reason });
      throw error;
    }
  }

  async #call<Outcome extends AnyOutcome>(
    call: GuardedCall<Outcome>,
    signal: AbortSignal,
    turn: Admission['turn'],
    pass: GatePass,
  ): Promise<Verdict<Outcome>> {
    const started = this.#now();
    call.onStart();
    const finish = (
      outcome: Outcome | LookupProblem,
      reason: string,
      reply: Reply | null,
      mayPass: boolean,
    ): Verdict<Outcome> => {
      call.onAttempt({ ...turn, outcome, reason, reply, milliseconds: this.#now() - started });
      const isFailure = COUNTS_AGAINST.has(outcome.outcome);
      const isRenewal = reason === 'credential_renewed';
      if (outcome.outcome === 'PROVIDER_DENIED' && !isRenewal) this.#gate.close();
      else if (pass === 'PROBE') this.#gate.decide(reply !== null && !isFailure);
      if (outcome.outcome === 'RATE_LIMITED') this.budget.freeze(outcome.retryAfterSeconds ?? 1);
      const isCancelled = outcome.outcome === 'DEADLINE_EXCEEDED';
      return { outcome, mayPass, startedAt: started, isFailure, isCancelled, isRenewal };
    };
    let reply: Reply;
    try {
      reply = await call.ask(signal);
    } catch (error) {
      const { outcome, reason } = failureOf(error);
      return finish(problem(outcome), reason, null, isPassingFailure(reason));
    }
    try {
      const outcome = call.read(reply);
      return finish(outcome, 'reply', reply, isPassingReply(reply, outcome) || outcome.outcome === 'RATE_LIMITED');
    } catch {
      // A reply that breaks our own reader must not break its neighbours.
      return finish(problem('INTERNAL'), 'reader_failed', reply, false);
    }
  }

  #pauseAfter(outcome: AnyOutcome): number {
    const asked = 'retryAfterSeconds' in outcome ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0;
    return Math.max(asked, retryPause(this.#parts.random));
  }

  #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
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
