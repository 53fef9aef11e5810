import { setTimeout } from 'node:timers/promises';
import { banner } from './banner.js';
import { loadConfig } from './config.js';
import { hasCallers } from './config-schema.js';
import { isLoopbackHost } from './domain/address.js';
import { drainOf } from './drain.js';
import { createGateway } from './gateway.js';
import { followSignals } from './lifecycle.js';
import { listen } from './listen.js';
import { openObservability } from './observability.js';
import { openObservationStore } from './observation-store.js';
import { openAuditLog } from './open-audit-log.js';
import { createReload } from './reload.js';
import { openRunningConfig } from './running-config.js';
import { startFailure } from './start-failure.js';
import { systemClock, systemLoopDelay, systemRandom } from './system.js';
import { createAuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.js';
import { standardOutput } from './telemetry/gathered-lines.js';
import { createLogger } from './telemetry/logger.js';
/** An operation has its time, and then a moment for what is left to do. */
const AFTER_OPERATION_MS = 2_000;
/** What was observed is written by then, or it is lost. */
const CLOSE_MS = 5_000;
async function start() {
    const running = await openRunningConfig({ environment: undefined, now: () => systemClock.now() });
    const { config, simulators } = running;
    const isSimulated = simulators.length > 0;
    const levelOf = ({ log: { level } }) => level ?? (isSimulated ? 'fatal' : 'info');
    const log = createLogger({ level: levelOf(config), destination: standardOutput() });
    const audit = auditLogOf(config, isSimulated);
    const observability = await openObservability({ config, clock: systemClock, log });
    const gateway = createGateway({
        metrics: observability.metrics,
        tracing: observability.tracing,
        config,
        store: await openObservationStore(config),
        clock: systemClock,
        random: systemRandom,
        log,
        audit: audit.log,
        loopDelay: systemLoopDelay(),
    });
    const drain = drainOf(gateway.server);
    const closeAll = async () => {
        await Promise.all([gateway.close(), running.close()]);
        await observability.close();
    };
    // Before anybody can know that we run, so that no signal comes too early.
    process.off('uncaughtException', fail);
    followSignals({
        stop: async () => {
            gateway.drain();
            await drain({
                lingerMs: config.server.lingerMs,
                patienceMs: Math.max(config.limits.operationTimeoutMs, config.limits.reconcileTimeoutMs) + AFTER_OPERATION_MS,
            });
            await within(CLOSE_MS, closeAll());
        },
        reload: createReload({
            read: loadConfig,
            running: config,
            started: running.read,
            isSimulated,
            gateway,
            reopenAudit: audit.reopen,
            log,
            levelOf,
        }),
        tellFailure: (error) => log.processFailed({ error }),
    });
    const url = await listen(gateway.server, config.server);
    // Behind the other one: nobody is told that we are ready before we are.
    const privatePort = await observability.listen({
        accounts: () => gateway.accounts,
        isDraining: () => gateway.isDraining,
    });
    process.stdout.write(banner({
        url,
        privatePort,
        simulators,
        accounts: accountNames(config),
        callers: [...config.callers, ...config.issuers].map(({ name }) => name),
        isOpen: !hasCallers(config) && !isLoopbackHost(config.server.host),
    }));
}
function auditLogOf({ audit: { file } }, isSimulated) {
    if (file !== undefined)
        return openAuditLog(file);
    return { log: isSimulated ? NO_AUDIT_LOG : createAuditLog(process.stdout), reopen: () => { } };
}
/** Rejects where the work takes longer. */
async function within(milliseconds, work) {
    await Promise.race([
        work,
        setTimeout(milliseconds).then(() => {
            throw new TimeoutError();
        }),
    ]);
}
/** What was to be closed is not. */
class TimeoutError extends Error {
    name = 'TimeoutError';
}
function accountNames({ accounts }) {
    return Object.entries(accounts).flatMap(([provider, list]) => list.map(({ name }) => `${provider}/${name}`));
}
function fail(error) {
    const { text, exitCode } = startFailure(error);
    process.stderr.write(text);
    process.exit(exitCode);
}
// Until there is something to drain. Node itself would print the text of the error.
process.on('uncaughtException', fail);
start().catch(fail);
