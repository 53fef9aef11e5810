import type { Server } from 'node:http';
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
