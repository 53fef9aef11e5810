import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../domain/secret.js';
/** The thread's own side of `store-thread.ts`. Its first answer, to nobody's question, says whether the database is open. */
const opened = open(workerData);
/** Drivers are loaded where they are used: most gateways have no PostgreSQL. */
async function open(place) {
    if ('url' in place) {
        const { openPostgres } = await import('./postgres.js');
        return openPostgres(new Secret(place.url));
    }
    const { openSqlite } = await import('./sqlite.js');
    return openSqlite(place.file);
}
async function answer(id, work) {
    try {
        send({ id, value: await work() });
    }
    catch (error) {
        const { code, errcode } = error;
        send({ id, failure: { code, errcode } });
    }
}
function send(message) {
    parentPort?.postMessage(message);
}
void answer(0, async () => {
    await opened;
});
parentPort?.on('message', ({ id, method, parameters }) => {
    void answer(id, async () => {
        const ask = (await opened)[method];
        return ask.apply(await opened, [...parameters]);
    });
});
