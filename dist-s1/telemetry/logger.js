import { pino } from 'pino';
import { placeOf } from './error-place.js';
/** Who must act: `error` whoever runs the gateway, `warn` nobody yet. */
const LEVELS = {
    PROVIDER_DENIED: 'error',
    MALFORMED_RESPONSE: 'error',
    INTERNAL: 'error',
    PROVIDER_UNAVAILABLE: 'warn',
    PROVIDER_REJECTED: 'warn',
    RATE_LIMITED: 'warn',
    DEADLINE_EXCEEDED: 'warn',
};
export function createLogger({ level, destination, }) {
    const log = pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, destination);
    // The most frequent line: its event is written once, and its entry is not copied to hold it.
    const calls = log.child({ event: 'provider_call' });
    return {
        // A call that nobody waits for any more is no failure of anybody.
        providerCall: (entry) => calls[entry.reason === 'cancelled' ? 'debug' : (LEVELS[entry.outcome] ?? 'info')](entry),
        // A resource that is left out is no member of the line.
        breakerChanged: ({ provider, account, resource, state }) => log[state === 'OPEN' ? 'warn' : 'info']({ event: 'breaker_changed', provider, account, resource, state }),
        untrustedDocument: ({ caller }) => log.warn({ event: 'untrusted_document', caller }),
        historyFailed: ({ reason, lost }) => log.error({ event: 'history_failed', reason, lost }),
        redisChanged: ({ redis, isUp, reason }) => log[isUp ? 'info' : 'warn']({ event: 'redis_changed', redis, state: isUp ? 'UP' : 'AWAY', reason }),
        internalError: ({ requestId, error }) => log.fatal({
            event: 'internal_error',
            requestId,
            error: error instanceof Error ? error.name : typeof error,
            at: error instanceof Error ? firstFrame(error) : null,
        }),
        processFailed: ({ error }) => log.fatal({ event: 'process_failed', ...placeOf(error) }),
        configurationReloaded: (report) => log[report.needsRestart.length > 0 ? 'warn' : 'info']({ event: 'configuration_reloaded', ...report }),
        configurationRefused: ({ faults }) => log.error({ event: 'configuration_refused', faults }),
        setLevel: (next) => {
            log.level = next;
        },
    };
}
function firstFrame(error) {
    return /\n\s+at ([^\n]{1,200})/.exec(error.stack ?? '')?.[1] ?? null;
}
