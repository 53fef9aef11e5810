import type { Config } from './config.ts';
import { ConfigError } from './config-faults.ts';
import { reloadedConfig } from './config-reload.ts';
import type { Gateway } from './gateway.ts';
import type { AdjustableLogger } from './telemetry/logger.ts';

export interface ReloadParts {
  /** Reads the configuration anew, its secret files included. @throws ConfigError */
  readonly read: () => Config;
  /** What is in force at the start. */
  readonly running: Config;
  /** What was read at the start: without accounts and links that were made up. */
  readonly started: Config;
  readonly isSimulated: boolean;
  readonly gateway: Pick<Gateway, 'reload'>;
  /** Opens the audit log anew: whoever rotates it has moved the old one away. @throws ConfigError */
  readonly reopenAudit: () => void;
  readonly log: AdjustableLogger;
  readonly levelOf: (config: Config) => Parameters<AdjustableLogger['setLevel']>[0];
}

/** All of it or nothing: a configuration with a fault changes nothing, and its faults are one line of the log. */
export function createReload(parts: ReloadParts): () => void {
  const { read, started, isSimulated, gateway, reopenAudit, log, levelOf } = parts;
  let { running } = parts;
  return () => {
    try {
      const { config, needsRestart } = reloadedConfig({ running, started, read: read(), isSimulated });
      reopenAudit();
      const report = gateway.reload(config);
      running = config;
      log.setLevel(levelOf(config));
      log.configurationReloaded({ ...report, needsRestart });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      log.configurationRefused({ faults: error.faults });
    }
  };
}
