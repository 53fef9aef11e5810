import { type Application, createApplication } from '../application.ts';
import type { Config } from '../config.ts';
import type { AccountNames, Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import type { Scope } from '../domain/scope.ts';
import { openLastingStore, openObservationStore } from '../observation-store.ts';
import { openAuditLog } from '../open-audit-log.ts';
import { openRunningConfig } from '../running-config.ts';
import { type AuditLog, NO_AUDIT_LOG } from '../telemetry/audit-log.ts';
import { createLogger, type Logger, type LogLevel } from '../telemetry/logger.ts';
import type { CommandHost } from './command-host.ts';

/** The application in the process of a command, and who asks it. */
export interface OpenedApplication {
  readonly application: Application;
  readonly clock: Clock;
  /** With the accounts that are asked, simulated ones included. */
  readonly config: Config;
  /** No account is configured, and all data is invented. */
  readonly isSimulated: boolean;
  /** Whoever can run the command: every account, and the fields that were asked to be shown. */
  readonly operator: Caller;
  readonly audit: AuditLog;
  readonly log: Logger;
  /** Ends the connections, keeps what was observed, and ends the simulators. */
  close(): Promise<void>;
}

/** Scopes of single fields, which a person asks for by name or does not see. */
export type ShownScope = Extract<Scope, 'transactions:pii' | 'transactions:secrets' | 'transactions:raw'>;

export interface OpenOptions {
  readonly shown: readonly ShownScope[];
  /** It asks for so much that what it sees is kept only where it outlasts the process. */
  readonly isLong?: boolean;
}

/**
 * Who has the configuration has its credentials, so nothing is forbidden; but what names people or moves money does not
 * come to a screen unasked.
 */
const OPERATOR_SCOPES: readonly Scope[] = ['transactions:read', 'watch', 'reconcile', 'operations'];

/** No caller can be configured under this name: names have no blanks. */
const OPERATOR_NAME = 'command line';

/**
 * Opens what `npm start` would serve, without a server: the same configuration, and simulators where it has no account,
 * which standard error says.
 *
 * @throws ConfigError
 */
async function openApplication(host: CommandHost, { shown, isLong = false }: OpenOptions): Promise<OpenedApplication> {
  const { clock, random, stderr } = host;
  const running = await openRunningConfig({ environment: host.environment, now: () => clock.now() });
  try {
    const { config } = running;
    const log = createLogger({
      level: quietLevel(config.log.level),
      destination: { write: (line) => stderr.write(line) },
    });
    const audit = config.audit.file === undefined ? NO_AUDIT_LOG : openAuditLog(config.audit.file, clock).log;
    const store = await (isLong ? openLastingStore(config) : openObservationStore(config));
    const application = createApplication({ config, clock, random, log, store });
    const isSimulated = running.simulators.length > 0;
    if (isSimulated) stderr.write(SIMULATED);
    return {
      application,
      clock,
      config,
      isSimulated,
      operator: {
        name: OPERATOR_NAME,
        scopes: new Set([...OPERATOR_SCOPES, ...shown]),
        accessEndsAt: null,
        accounts: accountNames(config),
      },
      audit,
      log,
      close: async () => {
        await application.close();
        await running.close();
      },
    };
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** Opens the application for some work, and closes it whatever comes of that. @throws ConfigError */
export async function withApplication<Result>(
  host: CommandHost,
  options: OpenOptions,
  work: (opened: OpenedApplication) => Promise<Result>,
): Promise<Result> {
  const opened = await openApplication(host, options);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const SIMULATED =
  'All data is SIMULATED: no account is configured, and no provider is asked. See docs/configuration.md.\n';

/** A terminal is for the answer: only what is wrong is said beside it, or less where the configuration says less. */
function quietLevel(level: LogLevel | undefined): LogLevel {
  return level === 'silent' || level === 'fatal' || level === 'error' ? level : 'warn';
}

function accountNames({ accounts }: Config): AccountNames {
  return new Map(Object.entries(accounts).map(([provider, own]) => [provider, own.map(({ name }) => name)]));
}
