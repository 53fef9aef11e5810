import { ConfigError } from './config-faults.ts';
import type { Clock } from './domain/clock.ts';
import { AuditFile } from './telemetry/audit-file.ts';
import { type AuditLog, createAuditLog } from './telemetry/audit-log.ts';

export interface OpenAuditLog {
  readonly log: AuditLog;
  /** After a rotation, under the same name. @throws ConfigError where it cannot be opened. */
  readonly reopen: () => void;
}

/**
 * The audit log in the file that `audit.file` names.
 *
 * @throws ConfigError where it cannot be opened.
 */
export function openAuditLog(file: string, clock: Clock): OpenAuditLog {
  const opened = orFault(() => new AuditFile(file));
  return { log: createAuditLog(opened, clock), reopen: () => orFault(() => opened.reopen()) };
}

function orFault<Opened>(open: () => Opened): Opened {
  try {
    return open();
  } catch {
    throw new ConfigError(['audit.file: the file cannot be opened for appending']);
  }
}
