import { readFileSync } from 'node:fs';
import { loadConfig } from '../config.js';
import { ConfigError } from '../config-faults.js';
import { hasAccounts } from '../config-schema.js';
import { CHECKS } from '../doctor/checks.js';
import { EXIT_CODES } from '../exit-codes.js';
import { systemClock } from '../system.js';
import { createHttp } from '../upstream/http.js';
const MARKS = { ok: 'ok', warning: 'WARN', failed: 'FAIL' };
/**
 * Looks at everything that a gateway with this configuration needs, and prints a line for each thing. It asks every account
 * one question, for an id that is nobody's, and every issuer for its public keys; nothing else is sent, and nothing is stored.
 */
export async function doctor(args) {
    if (args.length > 0) {
        process.stderr.write('Usage: npx paylens doctor\n');
        return EXIT_CODES.usage;
    }
    const files = [];
    let config;
    try {
        config = loadConfig(undefined, (path) => {
            files.push(path);
            return readFileSync(path, 'utf8');
        });
    }
    catch (error) {
        if (!(error instanceof ConfigError))
            throw error;
        for (const fault of error.faults)
            print({ state: 'failed', subject: 'configuration', says: fault });
        return EXIT_CODES.configuration;
    }
    print(configurationFinding(config));
    const { limits } = config;
    const http = createHttp({ clock: systemClock, limits: { ...limits, connectionsPerOrigin: limits.callsInFlight } });
    let hasFailed = false;
    try {
        for (const check of CHECKS) {
            const findings = await check({ config, files, clock: systemClock, http });
            for (const finding of findings)
                print(finding);
            hasFailed ||= findings.some(({ state }) => state === 'failed');
        }
    }
    finally {
        await http.close();
    }
    return hasFailed ? EXIT_CODES.failed : EXIT_CODES.ok;
}
function configurationFinding(config) {
    const subject = 'configuration';
    if (!hasAccounts(config)) {
        return { state: 'warning', subject, says: 'no account is configured, so both providers would be simulated' };
    }
    const accounts = Object.values(config.accounts).flat().length;
    const says = `accounts: ${accounts}, callers: ${config.callers.length}, issuers: ${config.issuers.length}`;
    return { state: 'ok', subject, says };
}
function print({ state, subject, says }) {
    process.stdout.write(`${MARKS[state].padEnd(5)} ${subject.padEnd(24)} ${says}\n`);
}
