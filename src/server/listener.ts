import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '../telemetry/logger.ts';
import { EdgeResponse, standingHeaders } from './edge-response.ts';
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
  const answers = new WeakMap<Duplex, ServerResponse>();

  async function onRequest(request: IncomingMessage, response: EdgeResponse): Promise<void> {
    const { requestId } = response;
    answers.set(request.socket, response);
    // Node drops what has come behind it in the same piece, and would read on in the middle of what is next.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
    try {
      await handle(request, response, requestId);
    } catch (error) {
      if (!(error instanceof Refusal)) log.internalError({ requestId, error });
      if (response.headersSent) response.destroy();
      else writeRefusal(response, error instanceof Refusal ? error : new Refusal('INTERNAL'), requestId);
    } finally {
      // What was not read of the body. A connection that is closed while it comes can lose its answer.
      request.resume();
    }
  }

  /** Where there is no request that could be answered. */
  function refuseConnection(socket: Duplex, refusal: Refusal): void {
    if (!socket.writable || !mayAnswer(answers.get(socket))) return void socket.destroy();
    const requestId = newRequestId();
    const { status, headers, body } = refusalReply(refusal, requestId);
    const head = Object.entries({ ...standingHeaders(requestId), ...headers, connection: 'close' });
    const lines = [`HTTP/1.1 ${status} ${refusal.code}`, ...head.map(([name, value]) => `${name}: ${value}`)];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    // Ended only, it would stay half open for as long as the client likes.
    (socket as Socket).destroySoon();
  }

  const server = createServer(
    {
      ServerResponse: EdgeResponse,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.idleTimeoutMs,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      // Node would refuse with an answer of its own.
      requireHostHeader: false,
    },
    onRequest,
  );
  server.maxConnections = limits.connections;
  // Node would drop those beyond the 2,000th without a word; their bytes are limited.
  server.maxHeadersCount = 0;
  // An expectation may be ignored. Without these two, Node would answer, or hang up without one.
  server.on('checkExpectation', onRequest);
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    refuseConnection(socket, new Refusal('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } }));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') return socket.destroy();
    refuseConnection(socket, new Refusal(SOCKET_ERRORS[error.code ?? ''] ?? 'BAD_REQUEST'));
  });
  return server;
}

/** Whether what is written to the connection next is read as the answer to what came last. */
function mayAnswer(last: ServerResponse | undefined): boolean {
  if (last === undefined) return true;
  // Without a socket, it waits for the answers to requests before it.
  if (!last.headersSent) return last.socket !== null;
  return last.writableEnded && last.req.complete;
}

/** What Node's parser finds before there is a request. */
const SOCKET_ERRORS: Readonly<Record<string, RequestErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};
