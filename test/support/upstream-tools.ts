import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { AccountGuard } from '../../src/upstream/account-guard.ts';
import type { UpstreamTools } from '../../src/upstream/call-plan.ts';
import { createHttp } from '../../src/upstream/http.ts';
import { DEFAULT_HTTP_LIMITS } from './http-limits.ts';
import { ManualClock } from './manual-clock.ts';

/** A guard that lets every call through at once and makes none twice: for tests of what one call does. */
export function openGuard(clock: Clock, providerTimeoutMs = 2_000): AccountGuard {
  const unlimited = Number.POSITIVE_INFINITY;
  return new AccountGuard({
    limits: { capacity: unlimited, refillPerSecond: unlimited, concurrency: 64, waiting: 2_000 },
    // A second attempt never fits beside the first.
    deadlines: { providerTimeoutMs, attemptTimeoutMs: 2_000 },
    clock,
    random: () => 0,
    onBreakerChange: () => {},
  });
}

/** What a provider account is handed, with real HTTP and a clock that stands still; closed when the test ends. */
export function upstreamTools(): UpstreamTools & {
  readonly entries: readonly CallLogEntry[];
  readonly clock: ManualClock;
} {
  const clock = new ManualClock();
  const entries: CallLogEntry[] = [];
  const http = createHttp({ clock, limits: DEFAULT_HTTP_LIMITS });
  onTestFinished(() => http.close());
  return {
    http,
    clock,
    guard: openGuard(clock),
    log: (entry) => entries.push(entry),
    entries,
  };
}
