import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBackoffFactory,
  type IBreaker,
} from 'cockatiel';
import type { AccountStatus } from '../domain/account-status.ts';
import type { Clock } from '../domain/clock.ts';
import { type BreakerHints, NO_HINTS } from './breaker-hints.ts';
import { UpstreamError } from './failure.ts';

export type BreakerStatus = AccountStatus['breaker'];

export interface Verdict {
  readonly isFailure: boolean;
  /** We gave the call up, which says nothing of the provider: a probe did not succeed, but there is no reason to pause longer. */
  readonly isCancelled: boolean;
}

export interface Breaker {
  /** Runs the call, unless the breaker is open. @throws UpstreamError `breaker_open` without a call. */
  run<Result extends Verdict>(call: () => Promise<Result>): Promise<Result>;
  status(): BreakerStatus;
}

const CONSECUTIVE_FAILURES = 5;
/** Half of at least 20 calls in 10 seconds. */
const SAMPLING = { share: 0.5, calls: 20, seconds: 10 } as const;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Stops asking a provider account that does not answer, and lets one probe through after each pause; pauses double from
 * 5 to 60 seconds. Only failures of the provider count: a payment that does not exist is an answer. `onChange` is told once
 * when it opens and once when it closes, however often it is probed between.
 *
 * Where another gateway's breaker is open, one failure opens this one. A hint alone does not: the fault may be that gateway's.
 */
export function createBreaker(
  clock: Clock,
  onChange: (state: 'OPEN' | 'CLOSED') => void,
  hints: BreakerHints = NO_HINTS,
): Breaker {
  let opened = 0;
  let openUntil = 0;
  let isOpen = false;
  // cockatiel measures the pause on the wall clock, which may be set back; so ours is over when it asks, or is not.
  const pause: IBackoffFactory<unknown> & { readonly duration: number } = {
    get duration() {
      return clock.monotonic() < openUntil ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    },
    next: () => pause,
  };
  const policy = circuitBreaker(
    handleWhenResult((result) => (result as Verdict).isFailure || (result as Verdict).isCancelled),
    {
      breaker: eitherBreaker(
        eitherBreaker(new ConsecutiveBreaker(CONSECUTIVE_FAILURES), samplingBreaker(clock)),
        hintedBreaker(hints),
      ),
      halfOpenAfter: pause,
    },
  );
  policy.onBreak((reason) => {
    const isCancelled = 'value' in reason && (reason.value as Verdict).isCancelled;
    openUntil =
      clock.monotonic() + (isCancelled ? FIRST_PAUSE_MS : Math.min(FIRST_PAUSE_MS * 2 ** opened, LONGEST_PAUSE_MS));
    // A probe that failed opens it again, and is no news.
    hints.tell(openUntil - clock.monotonic());
    if (!isOpen) onChange('OPEN');
    isOpen = true;
    if (!isCancelled) opened += 1;
  });
  policy.onReset(() => {
    opened = 0;
    isOpen = false;
    hints.tell(0);
    onChange('CLOSED');
  });

  function status(): BreakerStatus {
    const seconds = Math.ceil((openUntil - clock.monotonic()) / 1000);
    // cockatiel notices that the pause is over when the next call comes.
    if (policy.state === CircuitState.Open && seconds > 0) return { state: 'OPEN', retryAfterSeconds: seconds };
    return { state: policy.state === CircuitState.Closed ? 'CLOSED' : 'HALF_OPEN', retryAfterSeconds: null };
  }

  return {
    status,
    async run<Result extends Verdict>(call: () => Promise<Result>): Promise<Result> {
      let ignored: Result | null = null;
      try {
        return await policy.execute(async () => {
          const isProbe = policy.state !== CircuitState.Closed;
          const result = await call();
          if (isProbe || !result.isCancelled) return result;
          // What is thrown counts neither way: clients that leave must not make a provider look well.
          ignored = result;
          throw new UpstreamError('cancelled');
        });
      } catch (error) {
        if (ignored !== null) return ignored;
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new UpstreamError('breaker_open', status().retryAfterSeconds ?? 1);
      }
    },
  };
}

/** cockatiel's own reads the wall clock, keeps what is older than its window while calls are few, and wants more than half. */
function samplingBreaker(clock: Clock): IBreaker {
  let seconds: { readonly second: number; calls: number; failures: number }[] = [];
  function note(failures: 0 | 1): void {
    const second = Math.floor(clock.monotonic() / 1000);
    seconds = seconds.filter((other) => other.second > second - SAMPLING.seconds);
    const last = seconds.at(-1);
    if (last?.second !== second) seconds.push({ second, calls: 1, failures });
    else [last.calls, last.failures] = [last.calls + 1, last.failures + failures];
  }
  return {
    state: null,
    success(circuit) {
      if (circuit === CircuitState.HalfOpen) seconds = [];
      note(0);
    },
    failure(circuit) {
      note(1);
      const calls = seconds.reduce((sum, each) => sum + each.calls, 0);
      const failures = seconds.reduce((sum, each) => sum + each.failures, 0);
      return circuit !== CircuitState.Closed || (calls >= SAMPLING.calls && failures >= SAMPLING.share * calls);
    },
  };
}

/** Another gateway has seen enough failures, and this is one more. */
function hintedBreaker(hints: BreakerHints): IBreaker {
  return { state: null, success: () => {}, failure: () => hints.isOpenElsewhere() };
}

/** Opens as soon as one of two rules says so; both see every call. */
function eitherBreaker(first: IBreaker, second: IBreaker): IBreaker {
  return {
    get state() {
      return [first.state, second.state];
    },
    set state(state) {
      [first.state, second.state] = state as [unknown, unknown];
    },
    success(circuit) {
      first.success(circuit);
      second.success(circuit);
    },
    failure(circuit) {
      const firstOpens = first.failure(circuit);
      return second.failure(circuit) || firstOpens;
    },
  };
}
