import { type DestinationStream, pino } from 'pino';
import type { CallLog, CallLogEntry } from './call-log.ts';

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
}

export interface BreakerChange {
  readonly provider: string;
  readonly account: string;
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

export function createLogger({ level, destination }: { level: LogLevel; destination?: DestinationStream }): Logger {
  const log = pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, destination);
  return {
    providerCall: (entry: CallLogEntry) => log[LEVELS[entry.outcome] ?? 'info']({ event: 'provider_call', ...entry }),
    breakerChanged: ({ provider, account, state }) =>
      log[state === 'OPEN' ? 'warn' : 'info']({ event: 'breaker_changed', provider, account, state }),
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
  };
}

function firstFrame(error: Error): string | null {
  return /\n\s+at ([^\n]{1,200})/.exec(error.stack ?? '')?.[1] ?? null;
}
