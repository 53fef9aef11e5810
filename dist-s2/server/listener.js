import { createServer } from 'node:http';
import { newRequestId } from './public-error.js';
import { Refusal, refusalReply, writeRefusal } from './refusal.js';
/** Room for a token and what proxies add. */
const MAX_HEADER_BYTES = 16 * 1024;
/** How late a limit on time may be noticed. */
const CHECK_INTERVAL_MS = 500;
/** The HTTP edge: it bounds what a connection may take, and whatever fails behind it, the client gets the contract. */
export function createListener({ handle, limits, log }) {
    const answers = new WeakMap();
    function onRequest(request, response) {
        const requestId = newRequestId();
        answers.set(request.socket, response);
        for (const [name, value] of Object.entries(answerHeaders(requestId)))
            response.setHeader(name, value);
        handle(request, response, requestId)
            .catch((error) => {
            if (!(error instanceof Refusal))
                log.internalError({ requestId, error });
            if (response.headersSent)
                return response.destroy();
            writeRefusal(response, error instanceof Refusal ? error : new Refusal('INTERNAL'), requestId);
        })
            // What was not read of the body. A connection that is closed while it comes can lose its answer.
            .finally(() => request.resume());
    }
    /** Where there is no request that could be answered. */
    function refuseConnection(socket, refusal) {
        if (!socket.writable || !mayAnswer(answers.get(socket)))
            return void socket.destroy();
        const requestId = newRequestId();
        const { status, headers, body } = refusalReply(refusal, requestId);
        const head = Object.entries({ ...answerHeaders(requestId), ...headers, connection: 'close' });
        const lines = [`HTTP/1.1 ${status} ${refusal.code}`, ...head.map(([name, value]) => `${name}: ${value}`)];
        socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
        // Ended only, it would stay half open for as long as the client likes.
        socket.destroySoon();
    }
    const server = createServer({
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: limits.headersTimeoutMs,
        requestTimeout: limits.requestTimeoutMs,
        keepAliveTimeout: limits.idleTimeoutMs,
        connectionsCheckingInterval: CHECK_INTERVAL_MS,
        // Node would refuse with an answer of its own.
        requireHostHeader: false,
    }, onRequest);
    server.maxConnections = limits.connections;
    // Node would drop those beyond the 2,000th without a word; their bytes are limited.
    server.maxHeadersCount = 0;
    // An expectation may be ignored. Without these two, Node would answer, or hang up without one.
    server.on('checkExpectation', onRequest);
    server.on('connect', (_request, socket) => {
        socket.on('error', () => socket.destroy());
        refuseConnection(socket, new Refusal('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } }));
    });
    server.on('clientError', (error, socket) => {
        if (error.code === 'ECONNRESET')
            return socket.destroy();
        refuseConnection(socket, new Refusal(SOCKET_ERRORS[error.code ?? ''] ?? 'BAD_REQUEST'));
    });
    return server;
}
/** Whether what is written to the connection next is read as the answer to what came last. */
function mayAnswer(last) {
    if (last === undefined)
        return true;
    // Without a socket, it waits for the answers to requests before it.
    if (!last.headersSent)
        return last.socket !== null;
    return last.writableEnded && last.req.complete;
}
function answerHeaders(requestId) {
    return {
        'x-request-id': requestId,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    };
}
/** What Node's parser finds before there is a request. */
const SOCKET_ERRORS = {
    HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
    ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};
