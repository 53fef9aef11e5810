import { type Config, loadConfig } from './config.ts';
import type { Environment } from './config-environment.ts';
import { simulatedLinks } from './config-links.ts';
import { hasAccounts } from './config-schema.ts';
import { type SimulatedProviders, simulateProviders } from './simulated-accounts.ts';

/** A configuration with accounts that can be asked, and what was started so that they can. */
export interface RunningConfig {
  readonly config: Config;
  /** As it was read, without what was made up for the simulators. */
  readonly read: Config;
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
  const read = loadConfig(environment);
  if (hasAccounts(read)) return { config: read, read, simulators: [], close: async () => {} };
  const { metering, ...settings } = read.simulator;
  const { simulators, accounts, close } = await simulateProviders({
    ...settings,
    isMetered: metering === 'documented',
    now,
  });
  // Off until somebody configures a rule; over simulated providers there is nothing to be wrong about.
  const links = read.links.length > 0 ? read.links : [...simulatedLinks()];
  return { config: { ...read, links, accounts }, read, simulators, close };
}
