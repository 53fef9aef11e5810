import { onTestFinished } from 'vitest';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { createBulkhead, DEFAULT_BULKHEAD_LIMITS } from '../../src/upstream/bulkhead.ts';
import type { UpstreamTools } from '../../src/upstream/call-plan.ts';
import { createHttp, DEFAULT_HTTP_LIMITS } from '../../src/upstream/http.ts';
import { ManualClock } from './manual-clock.ts';

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
    bulkhead: createBulkhead(DEFAULT_BULKHEAD_LIMITS),
    log: (entry) => entries.push(entry),
    entries,
  };
}
