import { banner } from './banner.ts';
import { type Config, loadConfig } from './config.ts';
import { ConfigError } from './config-faults.ts';
import { hasAccounts, hasCallers } from './config-schema.ts';
import { isLoopbackHost } from './domain/loopback.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { createGateway } from './gateway.ts';
import { finisherOf, listen, PortError } from './listen.ts';
import { openObservability } from './observability.ts';
import { openObservationStore } from './observation-store.ts';
import { type SimulatedProviders, simulateProviders } from './simulated-accounts.ts';
import { systemClock, systemLoopDelay, systemRandom } from './system.ts';
import { type AuditLog, auditFile, createAuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { createLogger } from './telemetry/logger.ts';

const NO_SIMULATORS: SimulatedProviders = { simulators: [], accounts: {}, close: async () => {} };

/** How long a stopping gateway waits for what is under way. */
const PATIENCE_MS = 10_000;

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
  const log = createLogger({ level: config.log.level ?? (isSimulated ? 'fatal' : 'info') });
  const observability = await openObservability({ config, clock: systemClock, log });
  const gateway = createGateway({
    metrics: observability.metrics,
    tracing: observability.tracing,
    config: running,
    store: await openObservationStore(config),
    clock: systemClock,
    random: systemRandom,
    log,
    audit: auditLogOf(config, isSimulated),
    loopDelay: systemLoopDelay(),
  });
  const finish = finisherOf(gateway.server);
  const stop = async () => {
    gateway.drain();
    await finish(PATIENCE_MS);
    await Promise.all([gateway.close(), simulated.close()]);
    await observability.close();
    process.exit(EXIT_CODES.ok);
  };
  // Before anybody can know that we run, so that no signal comes too early.
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal means now. npm passes on a Ctrl-C that the terminal has sent already, so it is no failure.
      if (isStopping) process.exit(EXIT_CODES.ok);
      isStopping = true;
      void stop();
    });
  }
  const url = await listen(gateway.server, config.server);
  // Behind the other one: nobody is told that we are ready before we are.
  const privatePort = await observability.listen({ accounts: () => gateway.accounts, isDraining: () => isStopping });
  process.stdout.write(
    banner({
      url,
      privatePort,
      simulators: simulated.simulators,
      accounts: accountNames(running),
      callers: [...config.callers, ...config.issuers].map(({ name }) => name),
      isOpen: !hasCallers(config) && !isLoopbackHost(config.server.host),
    }),
  );
}

function auditLogOf({ audit: { file } }: Config, isSimulated: boolean): AuditLog {
  if (file === undefined) return isSimulated ? NO_AUDIT_LOG : createAuditLog(process.stdout);
  try {
    return createAuditLog(auditFile(file));
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
    process.stderr.write(`Paylens cannot start: ${error.message}. Set ${error.setting} to another one.\n`);
    process.exit(EXIT_CODES.unavailable);
  }
  process.stderr.write(`Paylens cannot start: ${error instanceof Error ? error.name : 'unknown error'}\n`);
  process.exit(EXIT_CODES.failed);
}

start().catch(fail);
