import { createServer } from 'node:http';
import { isLoopbackHost } from '../domain/address.js';
import { checkHost } from './hosts.js';
const CONNECTIONS = 64;
const HEADERS_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 8 * 1024;
/**
 * What the platform asks, and no client: `/live`, `/ready` and `/metrics`. Nobody is asked for a key here, so it has a port
 * of its own, which is not to be reached from outside.
 */
export function createPrivatePort(parts) {
    const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
        answer(request, response, parts).catch((error) => {
            parts.onFailure(error);
            if (!response.headersSent)
                write(response, 500, { type: 'text/plain', text: '' });
        });
        request.resume();
    });
    server.maxConnections = CONNECTIONS;
    return server;
}
async function answer(request, response, parts) {
    if (!isForThisHost(request, parts.host))
        return write(response, 421, NOTHING);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        return write(response, 405, NOTHING);
    }
    switch (request.url?.split('?', 1)[0]) {
        case '/live':
            return write(response, 200, json({ live: true }));
        case '/ready': {
            const readiness = parts.readiness();
            return write(response, readiness.ready ? 200 : 503, json(readiness));
        }
        case '/metrics': {
            const { contentType: type, text } = parts.metrics;
            return write(response, 200, { type, text: await text() });
        }
        default:
            return write(response, 404, NOTHING);
    }
}
/** On loopback, a page in a browser could reach it by a name of its own; elsewhere, whoever can reach it may ask. */
function isForThisHost(request, host) {
    if (!isLoopbackHost(host))
        return true;
    try {
        checkHost(request, new Set());
        return true;
    }
    catch {
        return false;
    }
}
const NOTHING = { type: 'text/plain', text: '' };
function json(value) {
    return { type: 'application/json; charset=utf-8', text: `${JSON.stringify(value)}\n` };
}
function write(response, status, { type, text }) {
    response
        .writeHead(status, {
        'content-type': type,
        'content-length': Buffer.byteLength(text),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
    })
        .end(text);
}
