import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that is taken, or that this user may not have. */
export class PortError extends Error {
  /** The variable that names another one. */
  readonly setting: string;

  constructor(port: number | undefined, code: string, setting: string) {
    const reason = code === 'EADDRINUSE' ? 'is in use by another process' : `cannot be listened on (${code})`;
    super(`port ${port ?? 'unknown'} ${reason}`);
    this.name = 'PortError';
    this.setting = setting;
  }
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** The variable that sets the port. */
  readonly setting?: string;
}

/** Resolves with the origin once the server listens. @throws PortError where it cannot. */
export function listen(server: Server, { host, port, setting = 'PAYLENS_PORT' }: ListenAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => reject(new PortError(port, code, setting)));
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
    });
  });
}

/** Closes the server and every connection to it. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Made before the server listens, because it counts what is being answered. The function takes no new connection, waits
 * until that has its answer, for so long at most, and closes what is left.
 */
export function finisherOf(server: Server): (patienceMs: number) => Promise<void> {
  const answering = new Set<ServerResponse>();
  let onAnswered = () => {};
  server.on('request', (_request, response: ServerResponse) => {
    answering.add(response);
    response.once('close', () => {
      answering.delete(response);
      onAnswered();
    });
  });
  return async (patienceMs) => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
      onAnswered = () => {
        if (answering.size === 0) resolve();
      };
      onAnswered();
    });
    clearTimeout(timer);
    // Those that are idle, and those on which no request has arrived whole.
    server.closeAllConnections();
    await closed;
  };
}
