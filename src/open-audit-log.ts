import { ConfigError } from './config-faults.ts';
import { type AuditLog, auditFile, createAuditLog } from './telemetry/audit-log.ts';

/**
 * The audit log in the file that `audit.file` names.
 *
 * @throws ConfigError where it cannot be opened.
 */
export function openAuditLog(file: string): AuditLog {
  try {
    return createAuditLog(auditFile(file));
  } catch {
    throw new ConfigError(['audit.file: the file cannot be opened for appending']);
  }
}
