import { ConfigError } from './config-faults.js';
import { reloadedConfig } from './config-reload.js';
/** All of it or nothing: a configuration with a fault changes nothing, and its faults are one line of the log. */
export function createReload(parts) {
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
        }
        catch (error) {
            if (!(error instanceof ConfigError))
                throw error;
            log.configurationRefused({ faults: error.faults });
        }
    };
}
