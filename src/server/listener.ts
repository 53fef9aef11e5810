import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../telemetry/logger.ts';
import { newRequestId, type RequestErrorCode } from './public-error.ts';
import { Refusal, refusalReply, writeRefusal } from './refusal.ts';
import type { HandleRequest } from './request-handler.ts';

export interface ListenerLimits {
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly connections: number;
}

export interface ListenerParts {
  readonly handle: HandleRequest;
  readonly limits: ListenerLimits;
  readonly log: Logger;
}

/** Room for a token and what proxies add. */
const MAX_HEADER_BYTES = 16 * 1024;

/** How late a limit on time may be noticed. */
const CHECK_INTERVAL_MS = 500;

/** The HTTP edge: it bounds what a connection may take, and whatever fails behind it, the client gets the contract. */
export function createListener({ handle, limits, log }: ListenerParts): Server {
  const answers = new WeakMap<Socket, ServerResponse>();
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.idleTimeoutMs,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
    },
    (request, response) => {
      const requestId = newRequestId();
      answers.set(request.socket, response);
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      response.setHeader('x-request-id', requestId);
      handle(request, response, requestId).catch((error: unknown) => {
        // A client that left in the middle of its body.
        if (response.headersSent || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return response.destroy();
        if (error instanceof Refusal) return writeRefusal(response, error, requestId);
        log.internalError({ requestId, error });
        writeRefusal(response, new Refusal('INTERNAL'), requestId);
      });
    },
  );
  server.maxConnections = limits.connections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const started = answers.get(socket)?.headersSent ?? false;
    if (error.code === 'ECONNRESET' || !socket.writable || started) return socket.destroy();
    const refusal = new Refusal(SOCKET_ERRORS[error.code ?? ''] ?? 'BAD_REQUEST');
    const { status, headers, body } = refusalReply(refusal, newRequestId());
    const head = Object.entries({ ...HEADERS, ...headers, connection: 'close' }).map(
      ([name, text]) => `${name}: ${text}`,
    );
    socket.end(`HTTP/1.1 ${status} ${refusal.code}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
  });
  return server;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** What Node's parser finds before there is a request. */
const SOCKET_ERRORS: Readonly<Record<string, RequestErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};
