import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

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

/** Lines are written before the answer is: synchronously, so that a crash loses none. */
export function createAuditLog(destination: DestinationStream): AuditLog {
  const log = pino(
    { base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  );
  return {
    access: ({ requestId, caller, lookups }) => log.info({ event: 'access', requestId, caller, lookups }),
    refusal: ({ requestId, caller, code, reason, leftOut }) =>
      log.info({ event: 'refusal', requestId, caller, code, reason, leftOut }),
  };
}

export interface AuditFile extends DestinationStream {
  /** Opens the file of that name anew, after somebody has moved the old one away. @throws where it cannot be opened. */
  reopen(): void;
}

/** @throws where the file cannot be opened for appending. */
export function auditFile(path: string): AuditFile {
  return pino.destination({ dest: path, append: true, sync: true, mode: 0o600 });
}

export const NO_AUDIT_LOG: AuditLog = { access: () => {}, refusal: () => {} };
