import { type DestinationStream, pino } from 'pino';
import type { CallLog } from './call-log.ts';
import { callLogOver } from './call-log-lines.ts';
import { placeOf } from './error-place.ts';

export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';

/** Structured logs, one JSON line for each event. There is no way to log an object: each event has its own fields. */
export interface Logger {
  readonly providerCall: CallLog;
  /** An account is left alone from now on, or is asked again. */
  readonly breakerChanged: (event: BreakerChange) => void;
  /** A document that is not in the manifest was taken. */
  readonly untrustedDocument: (event: { readonly caller: string }) => void;
  /** Observations cannot be stored or read for now, for what the driver calls `reason`; `lost` looks never will be stored. */
  readonly historyFailed: (event: { readonly reason: string | null; readonly lost: number }) => void;
  /** Redis helps from now on, or this gateway goes on without it. `redis` is its host and port. */
  readonly redisChanged: (event: RedisChange) => void;
  /** A fault of the gateway itself: its name and where it was thrown, never its message, which may quote data. */
  readonly internalError: (event: { readonly requestId: string; readonly error: unknown }) => void;
  /** Something was thrown outside of any request: the process drains and ends. */
  readonly processFailed: (event: { readonly error: unknown }) => void;
  /** Another configuration is in force; `needsRestart` are settings that differ and are as they were. */
  readonly configurationReloaded: (event: ReloadReport) => void;
  /** The configuration that was to be read is faulty, and the old one stays in force. No fault repeats a value. */
  readonly configurationRefused: (event: { readonly faults: readonly string[] }) => void;
}

export interface ReloadReport {
  /** `provider/account`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Connected anew: more than a credential differs. */
  readonly replaced: readonly string[];
  /** Another credential, over the same budget and breaker. */
  readonly renewed: readonly string[];
  readonly streamsEnded: number;
  readonly needsRestart: readonly string[];
}

export interface BreakerChange {
  readonly provider: string;
  readonly account: string;
  /** Which other endpoint of the account it is; left out, that of transactions. */
  readonly resource?: string;
  readonly state: 'OPEN' | 'CLOSED';
}

export interface RedisChange {
  readonly redis: string;
  readonly isUp: boolean;
  /** The driver's or the server's code; null where it helps. */
  readonly reason: string | null;
}

/** Who must act: `error` whoever runs the gateway, `warn` nobody yet. */
const LEVELS: Readonly<Record<string, 'error' | 'warn'>> = {
  PROVIDER_DENIED: 'error',
  MALFORMED_RESPONSE: 'error',
  INTERNAL: 'error',
  PROVIDER_UNAVAILABLE: 'warn',
  PROVIDER_REJECTED: 'warn',
  RATE_LIMITED: 'warn',
  DEADLINE_EXCEEDED: 'warn',
};

export interface AdjustableLogger extends Logger {
  readonly setLevel: (level: LogLevel) => void;
}

export function createLogger({
  level,
  destination,
}: {
  level: LogLevel;
  destination: DestinationStream;
}): AdjustableLogger {
  const log = pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, destination);
  const callLog = callLogOver(log);
  return {
    providerCall: (entry) =>
      // A call that nobody waits for any more is no failure of anybody.
      callLog(entry.reason === 'cancelled' ? 'debug' : (LEVELS[entry.outcome] ?? 'info'), entry),
    // A resource that is left out is no member of the line.
    breakerChanged: ({ provider, account, resource, state }) =>
      log[state === 'OPEN' ? 'warn' : 'info']({ event: 'breaker_changed', provider, account, resource, state }),
    untrustedDocument: ({ caller }) => log.warn({ event: 'untrusted_document', caller }),
    historyFailed: ({ reason, lost }) => log.error({ event: 'history_failed', reason, lost }),
    redisChanged: ({ redis, isUp, reason }) =>
      log[isUp ? 'info' : 'warn']({ event: 'redis_changed', redis, state: isUp ? 'UP' : 'AWAY', reason }),
    internalError: ({ requestId, error }) =>
      log.fatal({
        event: 'internal_error',
        requestId,
        error: error instanceof Error ? error.name : typeof error,
        at: error instanceof Error ? firstFrame(error) : null,
      }),
    processFailed: ({ error }) => log.fatal({ event: 'process_failed', ...placeOf(error) }),
    configurationReloaded: (report) =>
      log[report.needsRestart.length > 0 ? 'warn' : 'info']({ event: 'configuration_reloaded', ...report }),
    configurationRefused: ({ faults }) => log.error({ event: 'configuration_refused', faults }),
    setLevel: (next) => {
      log.level = next;
    },
  };
}

function firstFrame(error: Error): string | null {
  return /\n\s+at ([^\n]{1,200})/.exec(error.stack ?? '')?.[1] ?? null;
}
