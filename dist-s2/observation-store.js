import { ConfigError } from './config-faults.js';
import { failureReason } from './history/failure-reason.js';
import { FORGETFUL_STORE } from './history/forgetful-store.js';
import { openStoreThread } from './history/store-thread.js';
/**
 * The store that the configuration names.
 *
 * @throws ConfigError where it cannot be opened.
 */
export async function openObservationStore({ history }) {
    try {
        return await openStoreThread(history.url === undefined ? { file: history.file ?? ':memory:' } : { url: history.url.reveal() });
    }
    catch (error) {
        // The driver's message may hold the address with its password.
        const name = history.url === undefined ? 'history.file' : 'history.url';
        const reason = failureReason(error);
        const detail = reason === null ? '' : ` (${reason})`;
        throw new ConfigError([`${name}: the database cannot be opened, or its tables cannot be made${detail}`]);
    }
}
/**
 * The same where it outlasts the process; else one that keeps nothing, because a run of hours would fill the memory with what
 * nobody will read.
 *
 * @throws ConfigError where it cannot be opened.
 */
export async function openLastingStore(config) {
    const { file, url } = config.history;
    return file === undefined && url === undefined ? FORGETFUL_STORE : openObservationStore(config);
}
