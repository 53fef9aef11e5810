import { setImmediate, setTimeout } from 'node:timers/promises';
/**
 * Made before the server listens, because it counts what is being answered. The function lets every answer end its
 * connection, takes new requests for a while, waits for the answers, and closes what is left. What was sent before the call
 * has its answer then, unless that takes too long.
 */
export function drainOf(server) {
    const answering = new Set();
    /** By connection, the answer to what came last on it: with that one it may end, and no earlier. */
    const latest = new Map();
    let isDraining = false;
    let onAnswered = () => { };
    function onRequest({ socket }, response) {
        const before = latest.get(socket);
        if (isDraining) {
            // A client that does not wait for answers has sent another: the connection must live for that one, too.
            if (before?.headersSent === false)
                before.setHeader('connection', 'keep-alive');
            response.setHeader('connection', 'close');
        }
        answering.add(response);
        latest.set(socket, response);
        response.once('close', () => {
            answering.delete(response);
            if (latest.get(socket) === response)
                latest.delete(socket);
            onAnswered();
        });
    }
    // Before the server's own listeners, which may write at once.
    server.prependListener('request', onRequest);
    server.prependListener('checkExpectation', onRequest);
    return async ({ lingerMs, patienceMs }) => {
        isDraining = true;
        for (const response of latest.values())
            if (!response.headersSent)
                response.setHeader('connection', 'close');
        await setTimeout(lingerMs);
        // A busy process may not have looked at its sockets since: one turn accepts what waits, the next reads it.
        await setImmediate();
        await setImmediate();
        const closed = new Promise((resolve) => server.close(() => resolve()));
        const patience = new AbortController();
        await Promise.race([
            new Promise((resolve) => {
                onAnswered = () => {
                    if (answering.size === 0)
                        resolve();
                };
                onAnswered();
            }),
            setTimeout(patienceMs, undefined, { signal: patience.signal }),
        ]);
        patience.abort();
        // Those that are idle, and those on which no request has arrived whole.
        server.closeAllConnections();
        await closed;
    };
}
