import { loadConfig } from './config.js';
import { simulatedLinks } from './config-links.js';
import { hasAccounts } from './config-schema.js';
import { simulateProviders } from './simulated-accounts.js';
/**
 * The configuration of this process. Where it has no account, simulators are started in the process, and it has theirs.
 *
 * @throws ConfigError with one line for each fault.
 */
export async function openRunningConfig({ environment, now }) {
    const read = loadConfig(environment);
    if (hasAccounts(read))
        return { config: read, read, simulators: [], close: async () => { } };
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
