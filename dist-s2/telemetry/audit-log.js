import { pino, stdTimeFunctions } from 'pino';
/** Lines are written before the answer is: synchronously, so that a crash loses none. */
export function createAuditLog(destination) {
    const log = pino({ base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, destination);
    return {
        access: ({ requestId, caller, lookups }) => log.info({ event: 'access', requestId, caller, lookups }),
        refusal: ({ requestId, caller, code, reason, leftOut }) => log.info({ event: 'refusal', requestId, caller, code, reason, leftOut }),
    };
}
/** @throws where the file cannot be opened for appending. */
export function auditFile(path) {
    return pino.destination({ dest: path, append: true, sync: true, mode: 0o600 });
}
export const NO_AUDIT_LOG = { access: () => { }, refusal: () => { } };
