import { banner } from './banner.ts';
import { type Config, loadConfig } from './config.ts';
import { hasCallers } from './config-schema.ts';
import { isLoopbackHost } from './domain/address.ts';
import { inTime } from './domain/in-time.ts';
import { drainOf } from './drain.ts';
import { createGateway } from './gateway.ts';
import { followSignals } from './lifecycle.ts';
import { listen } from './listen.ts';
import { openObservability } from './observability.ts';
import { openObservationStore } from './observation-store.ts';
import { openAuditLog } from './open-audit-log.ts';
import { createReload } from './reload.ts';
import { openRunningConfig } from './running-config.ts';
import { startFailure } from './start-failure.ts';
import { systemClock, systemLoopDelay, systemPause, systemRandom } from './system.ts';
import { type AuditDestination, createAuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { createLogger } from './telemetry/logger.ts';
import { openStandardOutput } from './telemetry/standard-output.ts';

/** An operation has its time, and then a moment for what is left to do. */
const AFTER_OPERATION_MS = 2_000;
/** What was observed is written by then, or it is lost. */
const CLOSE_MS = 5_000;

async function start(): Promise<void> {
  const running = await openRunningConfig({ environment: undefined, now: () => systemClock.now() });
  const { config, simulators } = running;
  const isSimulated = simulators.length > 0;
  const levelOf = ({ log: { level } }: Config) => level ?? (isSimulated ? 'fatal' : 'info');
  const output = openStandardOutput(systemClock, systemPause);
  const log = createLogger({ level: levelOf(config), destination: output.log });
  const audit = auditLogOf(config, isSimulated ? null : output.audit);
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
      await inTime(systemClock, CLOSE_MS, closeAll());
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
  output.print(
    banner({
      url,
      privatePort,
      simulators,
      accounts: accountNames(config),
      callers: [...config.callers, ...config.issuers].map(({ name }) => name),
      isOpen: !hasCallers(config) && !isLoopbackHost(config.server.host),
    }),
  );
}

/** Without a file it goes elsewhere, if anywhere. */
function auditLogOf({ audit: { file } }: Config, elsewhere: AuditDestination | null) {
  if (file !== undefined) return openAuditLog(file, systemClock);
  return { log: elsewhere === null ? NO_AUDIT_LOG : createAuditLog(elsewhere, systemClock), reopen: () => {} };
}

function accountNames({ accounts }: Config): readonly string[] {
  return Object.entries(accounts).flatMap(([provider, list]) => list.map(({ name }) => `${provider}/${name}`));
}

function fail(error: unknown): never {
  const { text, exitCode } = startFailure(error);
  process.stderr.write(text);
  process.exit(exitCode);
}

// Until there is something to drain. Node itself would print the text of the error.
process.on('uncaughtException', fail);
start().catch(fail);
