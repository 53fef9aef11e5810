import type { Clock } from '../domain/clock.ts';

/** An operation that was answered: who asked for what, and what came of it. */
export interface AccessEntry {
  readonly requestId: string;
  readonly caller: string;
  /** Hashes of what was looked up, by `provider/account OUTCOME`; the hash of a reference is that of the call log. */
  readonly lookups: Readonly<Record<string, readonly string[]>>;
}

/** A request that was refused before anything was asked. */
export interface RefusalEntry {
  readonly requestId: string;
  /** Null where nobody was recognised. */
  readonly caller: string | null;
  readonly code: string;
  /** Why, in one word of the gateway's own. */
  readonly reason: string | null;
  /** How many refusals of the same caller there are no lines of, since the last line of one. */
  readonly leftOut?: number;
}

/**
 * Append-only: one line for each operation and each refusal, floods of refusals aside (bounded-refusals.ts). There is no
 * field for what a client wrote.
 */
export interface AuditLog {
  readonly access: (entry: AccessEntry) => void;
  readonly refusal: (entry: RefusalEntry) => void;
}

/** Where lines go. It throws where one cannot be written. */
export interface AuditDestination {
  write(line: string): void;
}

/** Lines are written before the answer is: synchronously, so that a crash loses none. */
export function createAuditLog(destination: AuditDestination, clock: Pick<Clock, 'now'>): AuditLog {
  const time = timeOf(clock);
  // The order of the members is that of the log.
  const write = (entry: object) => destination.write(`${JSON.stringify({ level: 'info', time: time(), ...entry })}\n`);
  return {
    access: ({ requestId, caller, lookups }) => write({ event: 'access', requestId, caller, lookups }),
    refusal: ({ requestId, caller, code, reason, leftOut }) =>
      write({ event: 'refusal', requestId, caller, code, reason, leftOut }),
  };
}

/** Lines of one millisecond share its text: made for each of them, it would take longer than the rest of the line. */
function timeOf(clock: Pick<Clock, 'now'>): () => string {
  let at = Number.NaN;
  let text = '';
  return () => {
    const now = clock.now();
    if (now !== at) {
      at = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
}

export const NO_AUDIT_LOG: AuditLog = { access: () => {}, refusal: () => {} };
