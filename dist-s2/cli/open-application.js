import { createApplication } from '../application.js';
import { openLastingStore, openObservationStore } from '../observation-store.js';
import { openAuditLog } from '../open-audit-log.js';
import { openRunningConfig } from '../running-config.js';
import { NO_AUDIT_LOG } from '../telemetry/audit-log.js';
import { createLogger } from '../telemetry/logger.js';
/**
 * Who has the configuration has its credentials, so nothing is forbidden; but what names people or moves money does not
 * come to a screen unasked.
 */
const OPERATOR_SCOPES = ['transactions:read', 'watch', 'reconcile', 'operations'];
/** No caller can be configured under this name: names have no blanks. */
const OPERATOR_NAME = 'command line';
/**
 * Opens what `npm start` would serve, without a server: the same configuration, and simulators where it has no account,
 * which standard error says.
 *
 * @throws ConfigError
 */
async function openApplication(host, { shown, isLong = false }) {
    const { clock, random, stderr } = host;
    const running = await openRunningConfig({ environment: host.environment, now: () => clock.now() });
    try {
        const { config } = running;
        const log = createLogger({
            level: quietLevel(config.log.level),
            destination: { write: (line) => stderr.write(line) },
        });
        const audit = config.audit.file === undefined ? NO_AUDIT_LOG : openAuditLog(config.audit.file).log;
        const store = await (isLong ? openLastingStore(config) : openObservationStore(config));
        const application = createApplication({ config, clock, random, log, store });
        const isSimulated = running.simulators.length > 0;
        if (isSimulated)
            stderr.write(SIMULATED);
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
    }
    catch (error) {
        await running.close();
        throw error;
    }
}
/** Opens the application for some work, and closes it whatever comes of that. @throws ConfigError */
export async function withApplication(host, options, work) {
    const opened = await openApplication(host, options);
    try {
        return await work(opened);
    }
    finally {
        await opened.close();
    }
}
const SIMULATED = 'All data is SIMULATED: no account is configured, and no provider is asked. See docs/configuration.md.\n';
/** A terminal is for the answer: only what is wrong is said beside it, or less where the configuration says less. */
function quietLevel(level) {
    return level === 'silent' || level === 'fatal' || level === 'error' ? level : 'warn';
}
function accountNames({ accounts }) {
    return new Map(Object.entries(accounts).map(([provider, own]) => [provider, own.map(({ name }) => name)]));
}
