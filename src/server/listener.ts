import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import { acceptedType } from './accept.ts';
import {
  INTERNAL_MESSAGE,
  newRequestId,
  REQUEST_STATUSES,
  type RequestErrorCode,
  requestExtensions,
} from './public-error.ts';
import { MAX_BODY_BYTES, readOperation } from './request-body.ts';
import { GRAPHQL_PATH, type ServerContext } from './yoga.ts';

export interface ListenerParts {
  /** Answers a well-formed GraphQL POST. */
  readonly answer: (request: Request, context: ServerContext) => Promise<Response>;
  readonly page: () => Buffer;
  readonly clock: Clock;
  readonly operationTimeoutMs: number;
  readonly log: Logger;
}

/** Without this check, a page on any site could reach a loopback gateway through a name that it controls. */
const LOOPBACK_HOSTS = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** The HTTP edge: what reaches Yoga is a JSON POST of a known host, within the body limit, with a request id and a deadline. */
export function createListener(parts: ListenerParts): Server {
  return createServer((request, response) => {
    const requestId = newRequestId();
    response.setHeader('x-request-id', requestId);
    response.setHeader('x-content-type-options', 'nosniff');
    handle(request, response, requestId, parts).catch((error: unknown) => {
      parts.log.internalError({ requestId, error });
      // The last resort: whatever failed, the client gets the contract and never a stack.
      if (response.headersSent) response.destroy();
      else refuse(response, 'INTERNAL', INTERNAL_MESSAGE, requestId);
    });
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  parts: ListenerParts,
): Promise<void> {
  if (!LOOPBACK_HOSTS.test(request.headers.host ?? '')) {
    return refuse(response, 'MISDIRECTED_REQUEST', 'This gateway answers to loopback names only.', requestId);
  }
  const path = (request.url ?? '').split('?', 1)[0];
  if (path === '/' && request.method === 'GET') {
    response.writeHead(302, { location: GRAPHQL_PATH }).end();
    return;
  }
  if (path !== GRAPHQL_PATH) {
    return refuse(response, 'BAD_REQUEST', `There is nothing here. The API is at ${GRAPHQL_PATH}.`, requestId, 404);
  }
  if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(parts.page());
    return;
  }
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return refuse(response, 'METHOD_NOT_ALLOWED', 'Operations are sent by POST.', requestId);
  }
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    return refuse(response, 'UNSUPPORTED_MEDIA_TYPE', 'Operations are sent as application/json.', requestId);
  }
  const accept = acceptedType(request.headers.accept);
  if (accept === null) {
    const message = 'Answers are application/json or application/graphql-response+json.';
    return refuse(response, 'NOT_ACCEPTABLE', message, requestId);
  }
  const body = await readOperation(request);
  if (body.kind === 'too-large') {
    // The rest of the body is not read, so the connection cannot be used again.
    response.setHeader('connection', 'close');
    return refuse(response, 'REQUEST_TOO_LARGE', `A request may have ${MAX_BODY_BYTES} bytes.`, requestId);
  }
  if (body.kind === 'invalid') return refuse(response, 'BAD_REQUEST', body.message, requestId);
  await answerOperation(response, { accept, body: body.text, requestId }, parts);
}

async function answerOperation(
  response: ServerResponse,
  { accept, body, requestId }: { readonly accept: string; readonly body: string; readonly requestId: string },
  { answer, clock, operationTimeoutMs }: ListenerParts,
): Promise<void> {
  const ending = new AbortController();
  const deadline = clock.monotonic() + operationTimeoutMs;
  const cancelTimer = clock.after(operationTimeoutMs, () => ending.abort());
  // `close` without `finish`: the client has left, and what it waited for is not needed any more.
  response.once('close', () => ending.abort());
  try {
    const headers = { 'content-type': 'application/json', accept };
    const posted = new Request(`http://localhost${GRAPHQL_PATH}`, { method: 'POST', headers, body });
    const answered = await answer(posted, { requestId, signal: ending.signal, deadline });
    if (answered.status >= 500) throw new Error(`answered ${answered.status}`);
    const text = await answered.text();
    const type = answered.headers.get('content-type') ?? 'application/json; charset=utf-8';
    response.writeHead(answered.status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
  } finally {
    cancelTimer();
  }
}

function refuse(
  response: ServerResponse,
  code: RequestErrorCode,
  message: string,
  requestId: string,
  status: number = REQUEST_STATUSES[code],
): void {
  const body = JSON.stringify({ errors: [{ message, extensions: requestExtensions(code, requestId) }] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
