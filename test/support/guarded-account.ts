import type { CancelSignal } from '../../src/domain/cancellation.ts';
import type { LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import { problem } from '../../src/domain/lookup-outcome.ts';
import type { LookupContext } from '../../src/domain/transaction-source.ts';
import { AccountGuard, type AccountGuardParts } from '../../src/upstream/account-guard.ts';
import type { Attempt } from '../../src/upstream/attempt.ts';
import type { BudgetLimits } from '../../src/upstream/budget.ts';
import { type FailureReason, UpstreamError } from '../../src/upstream/failure.ts';
import type { Reply } from '../../src/upstream/http.ts';
import { statusOutcome } from '../../src/upstream/status-outcome.ts';
import { lookupContext } from './lookup-context.ts';
import { ManualClock } from './manual-clock.ts';
import { reply } from './replies.ts';

/** What the provider does with one call. */
export type Behaviour = (signal: CancelSignal, clock: ManualClock) => Promise<Reply>;

export const answers: Behaviour = async () => reply('{"ok":true}');
export const says =
  (status: number, retryAfter?: string): Behaviour =>
  async () =>
    reply('{"error":1}', { status, ...(retryAfter === undefined ? {} : { retryAfter }) });
export const sends =
  (text: string): Behaviour =>
  async () =>
    reply(text);
export const fails =
  (reason: FailureReason): Behaviour =>
  () =>
    Promise.reject(new UpstreamError(reason));

/** Answers after a while, unless nobody waits any more; as `http.ts` would, it gives up after the attempt's two seconds. */
export const takes =
  (milliseconds: number, then: Behaviour = answers): Behaviour =>
  (signal, clock) =>
    new Promise((resolve, reject) => {
      const hangs = milliseconds > 2_000;
      const stop = clock.after(hangs ? 2_000 : milliseconds, () => {
        signal.removeEventListener('abort', leave);
        (hangs ? fails('ttfb') : then)(signal, clock).then(resolve, reject);
      });
      const leave = () => {
        stop();
        reject(new UpstreamError('cancelled'));
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
export const hangs = takes(Number.MAX_SAFE_INTEGER);

export interface GuardedAccountOptions {
  readonly limits?: Partial<BudgetLimits>;
  readonly deadlines?: Partial<AccountGuardParts['deadlines']>;
  readonly random?: () => number;
  readonly clock?: ManualClock;
}

/** A guard before a provider that behaves as told: first by `script`, one entry a call, and then as `provider.does`. */
export function guardedAccount({
  limits,
  deadlines,
  random = () => 0,
  clock = new ManualClock(),
}: GuardedAccountOptions = {}) {
  const unlimited = Number.POSITIVE_INFINITY;
  const breakerChanges: ('OPEN' | 'CLOSED')[] = [];
  const guard = new AccountGuard({
    limits: { capacity: unlimited, refillPerSecond: unlimited, concurrency: 64, waiting: 2_000, ...limits },
    deadlines: { providerTimeoutMs: 4_000, attemptTimeoutMs: 2_000, ...deadlines },
    clock,
    random,
    onBreakerChange: (state) => breakerChanges.push(state),
  });
  const provider = { does: answers, script: [] as Behaviour[] };
  /** When each call reached the provider. */
  const calls: number[] = [];
  const attempts: Attempt[] = [];

  function read({ status, text }: Reply): LookupOutcome {
    if (text === 'unreadable') throw new RangeError('unreadable');
    if (status !== 200) return statusOutcome(status, reply(text, { status }), clock.now());
    return text === '{"ok":true}' ? { outcome: 'AWAITING_CUSTOMER' } : problem('MALFORMED_RESPONSE');
  }

  function run(overrides: Partial<LookupContext> = {}, subject = 'PI1'): Promise<LookupOutcome> {
    return guard.run(
      {
        subject,
        ask: (signal) => {
          calls.push(clock.monotonic());
          return (provider.script.shift() ?? provider.does)(signal, clock);
        },
        read: (got) =>
          got.status === 429 || got.status >= 500 ? statusOutcome(got.status, got, clock.now()) : read(got),
        onStart: () => {},
        onAttempt: (attempt) => attempts.push(attempt),
      },
      lookupContext({ deadline: clock.monotonic() + 8_000, ...overrides }),
    );
  }

  return {
    clock,
    guard,
    provider,
    calls,
    attempts,
    breakerChanges,
    run,
    /** The outcome of one look-up, with as much time as it takes. */
    async outcome(overrides: Partial<LookupContext> = {}, subject = 'PI1'): Promise<LookupOutcome> {
      let outcome: LookupOutcome | undefined;
      void run(overrides, subject).then((result) => {
        outcome = result;
      });
      await clock.run(0);
      for (let waited = 0; outcome === undefined && waited < 120_000; waited += 10) await clock.run(10);
      if (outcome === undefined) throw new Error('no outcome after two minutes');
      return outcome;
    },
  };
}
