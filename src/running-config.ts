import { type Config, loadConfig } from './config.ts';
import type { Environment } from './config-environment.ts';
import { hasAccounts } from './config-schema.ts';
import { type SimulatedProviders, simulateProviders } from './simulated-accounts.ts';

/** A configuration with accounts that can be asked, and what was started so that they can. */
export interface RunningConfig {
  readonly config: Config;
  /** Empty where accounts are configured. */
  readonly simulators: SimulatedProviders['simulators'];
  close(): Promise<void>;
}

export interface RunningConfigParts {
  /** The process's own where it is left out. */
  readonly environment: Environment | undefined;
  readonly now: () => number;
}

/**
 * The configuration of this process. Where it has no account, simulators are started in the process, and it has theirs.
 *
 * @throws ConfigError with one line for each fault.
 */
export async function openRunningConfig({ environment, now }: RunningConfigParts): Promise<RunningConfig> {
  const config = loadConfig(environment);
  if (hasAccounts(config)) return { config, simulators: [], close: async () => {} };
  const { metering, ...settings } = config.simulator;
  const { simulators, accounts, close } = await simulateProviders({
    ...settings,
    isMetered: metering === 'documented',
    now,
  });
  return { config: { ...config, accounts }, simulators, close };
}
