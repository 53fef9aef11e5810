import { isDeepStrictEqual } from 'node:util';
import { configContradictions } from './config-contradictions.js';
import { ConfigError } from './config-faults.js';
import { hasAccounts } from './config-schema.js';
import { Secret } from './domain/secret.js';
/** What a running process takes over; everything else is read at the start only. */
const RELOADED = new Set([
    'accounts',
    'callers',
    'issuers',
    'log.level',
    'documents.mode',
    'documents.manifest',
]);
/**
 * What is read over what runs.
 *
 * @throws ConfigError where the two do not go together: then nothing is to be taken over.
 */
export function reloadedConfig({ running, started, read, isSimulated, }) {
    const needsRestart = differences(started, read).filter((path) => !RELOADED.has(path));
    if (isSimulated && hasAccounts(read))
        needsRestart.push('accounts');
    if (!isSimulated && !hasAccounts(read)) {
        throw new ConfigError(['accounts: none is configured, and only a start simulates the providers']);
    }
    const { callers, issuers, log } = read;
    const { mode, manifest } = read.documents;
    const { manifest: _before, ...documents } = running.documents;
    const config = Object.freeze({
        ...running,
        accounts: isSimulated ? running.accounts : read.accounts,
        callers,
        issuers,
        log,
        documents: { ...documents, mode, ...(manifest === undefined ? {} : { manifest }) },
    });
    // Not again what the reading has found: a file may be sound for an address that this process does not listen on.
    const faults = configContradictions(isSimulated ? { ...config, accounts: {} } : config, (path) => path);
    if (faults.length > 0)
        throw new ConfigError(faults);
    return { config, needsRestart };
}
/** The paths of settings that differ. */
function differences(before, after, path = '') {
    if (RELOADED.has(path))
        return [];
    if (before instanceof Secret && after instanceof Secret) {
        return before.fingerprint() === after.fingerprint() ? [] : [path];
    }
    if (!isGroup(before) || !isGroup(after))
        return isDeepStrictEqual(before, after) ? [] : [path];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
}
function isGroup(value) {
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
