/** A port that is taken, or that this user may not have. */
export class PortError extends Error {
    /** The variable that names another one. */
    setting;
    constructor(port, code, setting) {
        const reason = code === 'EADDRINUSE' ? 'is in use by another process' : `cannot be listened on (${code})`;
        super(`port ${port ?? 'unknown'} ${reason}`);
        this.name = 'PortError';
        this.setting = setting;
    }
}
/** Resolves with the origin once the server listens. @throws PortError where it cannot. */
export function listen(server, { host, port, setting = 'PAYLENS_PORT' }) {
    return new Promise((resolve, reject) => {
        server.once('error', ({ code = 'unknown' }) => reject(new PortError(port, code, setting)));
        server.listen(port, host, () => {
            const address = server.address();
            resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
        });
    });
}
/** Closes the server and every connection to it. */
export function closeServer(server) {
    return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
}
