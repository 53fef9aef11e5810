import type { Clock } from '../domain/clock.ts';
import type { LookupOutcome, LookupProblem } from '../domain/lookup-outcome.ts';
import type { AnyOutcome } from '../domain/provider-record.ts';
import type { Span } from '../domain/span.ts';
import { keyDigest, keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, LookupSource } from '../domain/transaction-source.ts';
import type { CallLog } from '../telemetry/call-log.ts';
import type { AccountGuard, Attempt } from './account-guard.ts';
import type { Http, Reply } from './http.ts';

/** What `gateway.ts` hands to each provider account. */
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
  readonly ask: (key: TransactionKey, signal: AbortSignal) => Promise<Reply>;
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
  return { lookup: (key, context) => lookupOne(plan, tools, key, context) };
}

function lookupOne<Outcome extends AnyOutcome>(
  { operation, ask, read, rateLimit }: CallPlan<Outcome>,
  { guard, log, onRateLimit }: UpstreamTools,
  key: TransactionKey,
  context: LookupContext,
): Promise<Outcome | LookupProblem> {
  const reference = keyDigest(key);
  const { provider, account } = key;
  // Attempts of one look-up come one after the other.
  let attempt: Span | undefined;
  const onAttempt = ({ number, priority, queuedMs, outcome, reason, reply, milliseconds }: Attempt) => {
    const status = reply?.status ?? null;
    attempt?.end({ attempt: number, reason, outcome: outcome.outcome, ...(status === null ? {} : { status }) });
    context.onStep?.({ provider, operation, milliseconds, status, cache: 'MISS', attempt: number, queuedMs });
    const reported = reply && rateLimit?.(reply);
    if (reported) {
      guard.budget.observe(reported.used, reported.size);
      onRateLimit?.(reported);
    }
    log({
      requestId: context.requestId,
      provider,
      account,
      operation,
      reference,
      attempt: number,
      priority,
      queuedMs: Math.round(queuedMs),
      status,
      reason,
      outcome: outcome.outcome,
      milliseconds: Math.round(milliseconds),
      bytes: reply?.bytes ?? 0,
      breaker: guard.breaker.status().state,
    });
  };
  return guard.run(
    {
      subject: keyText(key),
      ask: (signal) => {
        attempt = context.span?.begin('attempt', { provider, account, call: operation, reference });
        return attempt === undefined ? ask(key, signal) : attempt.carry(() => ask(key, signal));
      },
      read: (reply) => read(key, reply),
      onStart: () => context.onCall(key),
      onAttempt,
    },
    context,
  );
}
