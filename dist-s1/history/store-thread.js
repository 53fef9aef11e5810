import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
/**
 * A store in a thread of its own. SQLite works while it is called, and waits for the disk and for other processes; for
 * PostgreSQL, SQL is written and rows are read. No query is to wait for any of it.
 */
export async function openStoreThread(place) {
    let thread = startThread(place);
    let isClosed = false;
    await thread;
    /** One that has died, for want of memory, is replaced; a database outside of it has lost nothing. */
    async function livingThread() {
        const known = thread;
        const isOver = await known.then((started) => started.isOver(), () => true);
        if (isClosed)
            throw threadEnded();
        if (isOver && thread === known)
            thread = startThread(place);
        return thread;
    }
    async function ask(method, ...parameters) {
        const living = await livingThread();
        return (await living.ask(method, parameters));
    }
    return {
        record: (looks) => ask('record', looks),
        historyOf: (subjects, last) => ask('historyOf', subjects, last),
        observed: (query) => ask('observed', query),
        coverage: (scope) => ask('coverage', scope),
        carriersOf: (questions) => ask('carriersOf', questions),
        attention: (query) => ask('attention', query),
        oldestPendingRefunds: () => ask('oldestPendingRefunds'),
        prune: (limits) => ask('prune', limits),
        close: async () => {
            const living = await livingThread();
            isClosed = true;
            await living.ask('close', []);
            await living.end();
        },
    };
}
/** Rejects where the database cannot be opened. */
async function startThread(place) {
    // `.ts` in the sources, `.js` in what is built of them.
    const url = new URL(`./store-worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(url, { workerData: place });
    const waiting = new Map();
    let isOver = false;
    let lastId = 0;
    worker.on('message', (answer) => {
        const asked = waiting.get(answer.id);
        waiting.delete(answer.id);
        if ('value' in answer)
            asked?.resolve(answer.value);
        else
            asked?.reject(Object.assign(new Error('The database failed.'), answer.failure));
    });
    const end = () => {
        isOver = true;
        for (const { reject } of waiting.values()) {
            reject(threadEnded());
        }
        waiting.clear();
    };
    // Unheard, the error of a thread would end the process.
    worker.on('error', end);
    worker.on('exit', end);
    const answered = (id) => new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
    });
    try {
        await answered(lastId);
    }
    catch (error) {
        await worker.terminate();
        throw error;
    }
    return {
        ask: (method, parameters) => {
            lastId += 1;
            worker.postMessage({ id: lastId, method, parameters });
            return answered(lastId);
        },
        isOver: () => isOver,
        end: () => worker.terminate(),
    };
}
function threadEnded() {
    return Object.assign(new Error('The thread of the database has ended.'), { code: 'THREAD_ENDED' });
}
