import { setTimeout } from 'node:timers/promises';
import { banner } from './banner.ts';
import { type Config, loadConfig } from './config.ts';
import { ConfigError } from './config-faults.ts';
import { hasAccounts, hasCallers } from './config-schema.ts';
import { isLoopbackHost } from './domain/loopback.ts';
import { drainOf } from './drain.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { createGateway } from './gateway.ts';
import { followSignals } from './lifecycle.ts';
import { listen, PortError } from './listen.ts';
import { openObservationStore } from './observation-store.ts';
import { createReload } from './reload.ts';
import { type SimulatedProviders, simulateProviders } from './simulated-accounts.ts';
import { systemClock, systemLoopDelay, systemRandom } from './system.ts';
import { auditFile, createAuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { createLogger } from './telemetry/logger.ts';

const NO_SIMULATORS: SimulatedProviders = { simulators: [], accounts: {}, close: async () => {} };

/** An operation has its time, and then a moment for what is left to do. */
const AFTER_OPERATION_MS = 2_000;
/** What was observed is written by then, or it is lost. */
const CLOSE_MS = 5_000;

async function start(): Promise<void> {
  const config = loadConfig();
  const simulated = hasAccounts(config)
    ? NO_SIMULATORS
    : await simulateProviders({
        ...config.simulator,
        isMetered: config.simulator.metering === 'documented',
        now: systemClock.now,
      });
  const isSimulated = simulated.simulators.length > 0;
  const running: Config = isSimulated ? { ...config, accounts: simulated.accounts } : config;
  const levelOf = ({ log: { level } }: Config) => level ?? (isSimulated ? 'fatal' : 'info');
  const log = createLogger({ level: levelOf(config) });
  const audit = openAuditLog(config, isSimulated);
  const gateway = createGateway({
    config: running,
    store: await openObservationStore(config),
    clock: systemClock,
    random: systemRandom,
    log,
    audit: audit.log,
    loopDelay: systemLoopDelay(),
  });
  const drain = drainOf(gateway.server);
  // Before anybody can know that we run, so that no signal comes too early.
  process.off('uncaughtException', fail);
  followSignals({
    stop: async () => {
      gateway.drain();
      await drain({
        lingerMs: config.server.lingerMs,
        patienceMs: config.limits.operationTimeoutMs + AFTER_OPERATION_MS,
      });
      await within(CLOSE_MS, Promise.all([gateway.close(), simulated.close()]));
    },
    reload: createReload({
      read: loadConfig,
      started: running,
      isSimulated,
      gateway,
      reopenAudit: audit.reopen,
      log,
      levelOf,
    }),
    tellFailure: (error) => log.processFailed({ error }),
  });
  const url = await listen(gateway.server, config.server);
  process.stdout.write(
    banner({
      url,
      simulators: simulated.simulators,
      accounts: accountNames(running),
      callers: [...config.callers, ...config.issuers].map(({ name }) => name),
      isOpen: !hasCallers(config) && !isLoopbackHost(config.server.host),
    }),
  );
}

/** Rejects where the work takes longer. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([
    work,
    setTimeout(milliseconds).then(() => {
      throw new TimeoutError();
    }),
  ]);
}

/** What was to be closed is not. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

function openAuditLog({ audit: { file } }: Config, isSimulated: boolean) {
  if (file === undefined) {
    return { log: isSimulated ? NO_AUDIT_LOG : createAuditLog(process.stdout), reopen: () => {} };
  }
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

function accountNames({ accounts }: Config): readonly string[] {
  return Object.entries(accounts).flatMap(([provider, list]) => list.map(({ name }) => `${provider}/${name}`));
}

function fail(error: unknown): never {
  if (error instanceof ConfigError) {
    process.stderr.write(`Paylens cannot start with this configuration:\n  ${error.faults.join('\n  ')}\n`);
    process.exit(EXIT_CODES.configuration);
  }
  if (error instanceof PortError) {
    process.stderr.write(`Paylens cannot start: ${error.message}. Set PAYLENS_PORT to another one.\n`);
    process.exit(EXIT_CODES.unavailable);
  }
  process.stderr.write(`Paylens cannot start: ${error instanceof Error ? error.name : 'unknown error'}\n`);
  process.exit(EXIT_CODES.failed);
}

// Until there is something to drain. Node itself would print the text of the error.
process.on('uncaughtException', fail);
start().catch(fail);
