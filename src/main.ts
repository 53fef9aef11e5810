import { banner } from './banner.ts';
import type { Config } from './config.ts';
import { hasCallers } from './config-schema.ts';
import { isLoopbackHost } from './domain/loopback.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { createGateway } from './gateway.ts';
import { finisherOf, listen } from './listen.ts';
import { openObservationStore } from './observation-store.ts';
import { openAuditLog } from './open-audit-log.ts';
import { openRunningConfig } from './running-config.ts';
import { startFailure } from './start-failure.ts';
import { systemClock, systemLoopDelay, systemRandom } from './system.ts';
import { type AuditLog, createAuditLog, NO_AUDIT_LOG } from './telemetry/audit-log.ts';
import { createLogger } from './telemetry/logger.ts';

/** How long a stopping gateway waits for what is under way. */
const PATIENCE_MS = 10_000;

async function start(): Promise<void> {
  const running = await openRunningConfig({ environment: undefined, now: () => systemClock.now() });
  const { config, simulators } = running;
  const isSimulated = simulators.length > 0;
  const log = createLogger({ level: config.log.level ?? (isSimulated ? 'fatal' : 'info') });
  const gateway = createGateway({
    config,
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
    await Promise.all([gateway.close(), running.close()]);
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
  process.stdout.write(
    banner({
      url,
      simulators,
      accounts: accountNames(config),
      callers: [...config.callers, ...config.issuers].map(({ name }) => name),
      isOpen: !hasCallers(config) && !isLoopbackHost(config.server.host),
    }),
  );
}

function auditLogOf({ audit: { file } }: Config, isSimulated: boolean): AuditLog {
  if (file !== undefined) return openAuditLog(file);
  return isSimulated ? NO_AUDIT_LOG : createAuditLog(process.stdout);
}

function accountNames({ accounts }: Config): readonly string[] {
  return Object.entries(accounts).flatMap(([provider, list]) => list.map(({ name }) => `${provider}/${name}`));
}

function fail(error: unknown): never {
  const { text, exitCode } = startFailure(error);
  process.stderr.write(text);
  process.exit(exitCode);
}

start().catch(fail);
