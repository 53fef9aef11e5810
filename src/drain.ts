import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

export interface DrainTimes {
  /** How long connections and requests are still taken: what sends them may not know yet. */
  readonly lingerMs: number;
  /** How long, after that, what is being answered has to end. */
  readonly patienceMs: number;
}

/**
 * Made before the server listens, because it counts what is being answered. The function lets every answer end its
 * connection, takes new requests for a while, waits for the answers, and closes what is left. What was sent before the call
 * has its answer then, unless that takes too long.
 */
export function drainOf(server: Server): (times: DrainTimes) => Promise<void> {
  let answering = 0;
  /**
   * By connection, the answer to what came last on it: with that one it may end, and no earlier. It stays until the
   * connection ends: a map to which each request adds and from which it takes is copied again and again, and V8 keeps what
   * was in the copies until it collects the old generation.
   */
  const latest = new Map<Socket, ServerResponse>();
  let isDraining = false;
  let onAnswered = () => {};

  function onRequest({ socket }: IncomingMessage, response: ServerResponse): void {
    const before = latest.get(socket);
    if (isDraining) {
      // A client that does not wait for answers has sent another: the connection must live for that one, too.
      if (before?.headersSent === false) before.setHeader('connection', 'keep-alive');
      response.setHeader('connection', 'close');
    }
    answering += 1;
    if (before === undefined) socket.once('close', () => latest.delete(socket));
    latest.set(socket, response);
    response.once('close', () => {
      answering -= 1;
      onAnswered();
    });
  }
  // Before the server's own listeners, which may write at once.
  server.prependListener('request', onRequest);
  server.prependListener('checkExpectation', onRequest);

  return async ({ lingerMs, patienceMs }) => {
    isDraining = true;
    for (const response of latest.values()) if (!response.headersSent) response.setHeader('connection', 'close');
    await setTimeout(lingerMs);
    // A busy process may not have looked at its sockets since: one turn accepts what waits, the next reads it.
    await setImmediate();
    await setImmediate();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const patience = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => {
        onAnswered = () => {
          if (answering === 0) resolve();
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
