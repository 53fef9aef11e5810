import { ConfigError } from './config-faults.js';
import { auditFile, createAuditLog } from './telemetry/audit-log.js';
/**
 * The audit log in the file that `audit.file` names.
 *
 * @throws ConfigError where it cannot be opened.
 */
export function openAuditLog(file) {
    const opened = orFault(() => auditFile(file));
    return { log: createAuditLog(opened), reopen: () => orFault(() => opened.reopen()) };
}
function orFault(open) {
    try {
        return open();
    }
    catch {
        throw new ConfigError(['audit.file: the file cannot be opened for appending']);
    }
}
