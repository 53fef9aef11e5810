import type { CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import type { LookupOutcome, LookupProblem } from '../domain/lookup-outcome.ts';
import type { AnyOutcome } from '../domain/provider-record.ts';
import type { Span } from '../domain/span.ts';
import { keyDigest, plainKey, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, LookupSource } from '../domain/transaction-source.ts';
import type { CallLog } from '../telemetry/call-log.ts';
import type { AccountGuard, GuardedCall } from './account-guard.ts';
import type { Attempt } from './attempt.ts';
import type { Http, Reply } from './http.ts';

/** What `account-connections.ts` hands to each provider account. */
export interface UpstreamTools {
  readonly http: Http;
  readonly clock: Clock;
  readonly guard: AccountGuard;
  readonly log: CallLog;
  /** Told of what a reply says of the provider's own count of calls. */
  readonly onRateLimit?: (report: RateLimitReport) => void;
}

/** What a reply says of the provider's own count of calls. */
export interface RateLimitReport {
  readonly used: number;
  readonly size: number;
}

/** One call of a provider: how to ask for a key, and what the reply means. */
export interface CallPlan<Outcome extends AnyOutcome = LookupOutcome> {
  readonly operation: string;
  readonly ask: (key: TransactionKey, signal: CancelSignal) => Promise<Reply>;
  readonly read: (key: TransactionKey, reply: Reply) => Outcome;
  /** Null where the reply says nothing of it. */
  readonly rateLimit?: (reply: Reply) => RateLimitReport | null;
}

/**
 * The fetch plan where a provider has no multi-id endpoint: one call for each key, as many at once as the account's
 * guard admits, and a failure stays with its key.
 */
export function oneCallPerKey<Outcome extends AnyOutcome>(
  plan: CallPlan<Outcome>,
  tools: UpstreamTools,
): LookupSource<Outcome | LookupProblem> {
  return { lookup: (key, context) => tools.guard.run(new PlannedCall(plan, tools, key, context), context) };
}

/** One look-up by a plan: at most two attempts, one after the other. */
class PlannedCall<Outcome extends AnyOutcome> implements GuardedCall<Outcome> {
  readonly #plan: CallPlan<Outcome>;
  readonly #tools: UpstreamTools;
  readonly #key: TransactionKey;
  readonly #context: LookupContext;
  readonly #reference: string;
  #attempt: Span | undefined;

  constructor(plan: CallPlan<Outcome>, tools: UpstreamTools, key: TransactionKey, context: LookupContext) {
    this.#plan = plan;
    this.#tools = tools;
    this.#key = key;
    this.#context = context;
    this.#reference = keyDigest(key);
  }

  get subject(): string {
    return this.#reference;
  }

  ask(signal: CancelSignal): Promise<Reply> {
    const { span } = this.#context;
    if (span === undefined) return this.#plan.ask(this.#key, signal);
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

  read(reply: Reply): Outcome {
    return this.#plan.read(plainKey(this.#key), reply);
  }

  onStart(): void {
    this.#context.onCall(this.#key);
  }

  onAttempt({ number, priority, queuedMs, outcome, reason, reply, milliseconds }: Attempt): void {
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
