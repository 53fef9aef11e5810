import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { type LookupOutcome, problem } from '../domain/lookup-outcome.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { LookupContext, TransactionSource } from '../domain/transaction-source.ts';
import type { CallLog } from '../telemetry/call-log.ts';
import type { Bulkhead } from './bulkhead.ts';
import { failureOf, type UpstreamError } from './failure.ts';
import type { Http, Reply } from './http.ts';

/** What `gateway.ts` hands to each provider account. */
export interface UpstreamTools {
  readonly http: Http;
  readonly clock: Clock;
  readonly bulkhead: Bulkhead;
  readonly log: CallLog;
}

/** One call of a provider: how to ask for a key, and what the reply means. */
export interface CallPlan {
  readonly operation: string;
  readonly ask: (key: TransactionKey, signal: AbortSignal) => Promise<Reply>;
  readonly read: (key: TransactionKey, reply: Reply) => LookupOutcome;
}

/**
 * The fetch plan where a provider has no multi-id endpoint: one call for each key, as many at once as the account's
 * bulkhead admits, and a failure stays with its key.
 */
export function oneCallPerKey(plan: CallPlan, tools: UpstreamTools): TransactionSource {
  return {
    async lookup(keys, context) {
      const outcomes = keys.map(async (key) => [keyText(key), await lookupOne(plan, tools, key, context)] as const);
      return new Map(await Promise.all(outcomes));
    },
  };
}

async function lookupOne(
  { operation, ask, read }: CallPlan,
  { clock, bulkhead, log }: UpstreamTools,
  key: TransactionKey,
  { signal, requestId }: LookupContext,
): Promise<LookupOutcome> {
  let started = clock.monotonic();
  let reply: Reply | null = null;
  const finish = (outcome: LookupOutcome, reason: string): LookupOutcome => {
    log({
      requestId,
      provider: key.provider,
      account: key.account,
      operation,
      reference: createHash('sha256').update(keyText(key)).digest('base64url').slice(0, 16),
      attempt: 1,
      status: reply?.status ?? null,
      reason,
      outcome: outcome.outcome,
      milliseconds: Math.round(clock.monotonic() - started),
      bytes: reply?.bytes ?? 0,
    });
    return outcome;
  };
  try {
    reply = await bulkhead(() => {
      started = clock.monotonic();
      return ask(key, signal);
    });
  } catch (error) {
    const failure = failureOf(error);
    return finish(failureProblem(failure), failure.reason);
  }
  try {
    return finish(read(key, reply), 'reply');
  } catch {
    // A reply that breaks our own reader must not break its neighbours.
    return finish(problem('INTERNAL'), 'reader_failed');
  }
}

function failureProblem(failure: UpstreamError): LookupOutcome {
  return problem(failure.outcome, failure.reason === 'busy' ? { retryAfterSeconds: 1 } : {});
}
