import { ConfigError } from './config-faults.ts';
import { type AuditLog, auditFile, createAuditLog } from './telemetry/audit-log.ts';

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
export function openAuditLog(file: string): OpenAuditLog {
  const opened = orFault(() => auditFile(file));
  return { log: createAuditLog(opened), reopen: () => orFault(() => opened.reopen()) };
}

function orFault<Opened>(open: () => Opened): Opened {
  try {
    return open();
  } catch {
    throw new ConfigError(['audit.file: the file cannot be opened for appending']);
  }
}
