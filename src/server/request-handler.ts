import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticate } from '../callers/authentication.ts';
import type { Caller } from '../domain/caller.ts';
import { acceptedType } from './accept.ts';
import { type AnswerParts, answerOperation, writeWhole } from './answer-operation.ts';
import type { KnownAnswer } from './direct-answer.ts';
import type { ExplorerPages } from './graphiql.ts';
import { headerValues } from './header-values.ts';
import { checkHost } from './hosts.ts';
import type { LoadShedder } from './load-shedding.ts';
import { answerPreflight, checkOrigin, isPreflight } from './origins.ts';
import { writePage } from './page.ts';
import { Refusal } from './refusal.ts';
import { MAX_BODY_BYTES, MAX_RECONCILE_BODY_BYTES, parseOperation, readBytes, textOf } from './request-body.ts';
import { requestHints } from './request-hints.ts';
import type { ServerContext } from './server-context.ts';
import type { FindDocument } from './trusted-documents.ts';
import { answerWebhook, type WebhookParts, webhookTarget } from './webhooks.ts';
import { GRAPHQL_PATH } from './yoga.ts';

export type HandleRequest = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>;

export interface HandlerParts extends AnswerParts {
  /** A whole answer that was given before and is still right; null where it has to be made. */
  readonly recall: (asked: AskedAgain) => KnownAnswer | null;
  readonly authenticate: Authenticate;
  readonly findDocument: FindDocument;
  /** Takes one reference's worth from the caller's allowance; the seconds to wait where it is not there. */
  readonly take: (caller: Caller) => number | null;
  readonly pages: () => Promise<ExplorerPages>;
  readonly webhooks: WebhookParts;
  readonly load: LoadShedder;
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
  /** A request was refused: who sent it, where that is known. */
  readonly onRefusal: (event: RefusalEvent) => void;
}

export interface RefusalEvent {
  readonly requestId: string;
  readonly caller: Caller | null;
  readonly refusal: Refusal;
}

/** What somebody asks, as far as it decides whether the answer is known. */
export interface AskedAgain extends Pick<ServerContext, 'caller' | 'accept' | 'text' | 'requestId' | 'hints'> {}

/** The order in which a request is checked: what costs least first, and nothing is asked for a caller before all of it. */
export function createRequestHandler(parts: HandlerParts): HandleRequest {
  return async (request, response, requestId) => {
    let caller: Caller | null = null;
    try {
      checkHost(request, parts.hosts);
      const target = webhookTarget(request, parts.webhooks);
      if (target === null) checkPath(request);
      checkOrigin(request, response, parts.origins);
      if (target !== null) {
        if (parts.load.isFull) throw OVERLOADED;
        return await answerWebhook(request, response, { target, parts: parts.webhooks });
      }
      if (isPreflight(request)) return answerPreflight(response);
      if (isRoot(request)) {
        response.writeHead(302, { location: GRAPHQL_PATH }).end();
        return;
      }
      if (isForPage(request)) {
        caller = await callerOf(request, parts);
        return await showPage(response, caller, parts);
      }
      if (request.method !== 'POST') throw new Refusal('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } });
      // Before anything is read, because saying no must cost nothing.
      if (parts.load.isFull) throw OVERLOADED;
      caller = await callerOf(request, parts);
      await answerPost(request, response, { requestId, caller }, parts);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      parts.onRefusal({ requestId, caller, refusal: error });
      if (error.code !== 'UNAUTHENTICATED' || !isForPage(request)) throw error;
      await askForKey(response, parts);
    }
  };
}

function checkPath({ url = '', method }: IncomingMessage): void {
  // A proxy's form, `GET http://host/`, names a host of its own.
  if (!url.startsWith('/')) throw new Refusal('BAD_REQUEST');
  const path = url.split('?', 1)[0];
  if (path === GRAPHQL_PATH || (path === '/' && method === 'GET')) return;
  const message = `There is nothing here. The API is at ${GRAPHQL_PATH}.`;
  throw new Refusal('BAD_REQUEST', { message, status: 404 });
}

function isRoot({ url }: IncomingMessage): boolean {
  return url?.split('?', 1)[0] === '/';
}

function isForPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept?.includes('text/html') ?? false);
}

async function callerOf(request: IncomingMessage, { authenticate }: HandlerParts): Promise<Caller> {
  const decision = await authenticate(headerValues(request, 'authorization'));
  if (decision.kind === 'accepted') return decision.caller;
  if (decision.kind === 'unavailable') throw new Refusal('OVERLOADED', { retryAfterSeconds: 5, reason: 'no_keys' });
  throw new Refusal('UNAUTHENTICATED', { reason: decision.reason });
}

async function showPage(response: ServerResponse, { scopes }: Caller, { pages }: HandlerParts): Promise<void> {
  if (!scopes.has('explore')) throw new Refusal('FORBIDDEN', { reason: 'explore' });
  writePage(response, 200, (await pages()).graphiql);
}

/** A browser that opens the address has no way to send a key with it, so it gets a page that asks for one. */
async function askForKey(response: ServerResponse, { pages }: HandlerParts): Promise<void> {
  const { signIn } = await pages();
  response.setHeader('www-authenticate', 'Bearer realm="paylens"');
  writePage(response, 401, signIn);
}

/** One for all: under overload, nothing is to be made for a request that is refused. */
const OVERLOADED = new Refusal('OVERLOADED', { retryAfterSeconds: 1 });

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-8"?\s*(?:;|$))/i;

async function answerPost(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, caller }: Pick<ServerContext, 'requestId' | 'caller'>,
  parts: HandlerParts,
): Promise<void> {
  const type = request.headers['content-type'] ?? '';
  const isEncoded = (request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
  if (!JSON_TYPE.test(type) || isEncoded) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
  if (OTHER_CHARSET.test(type)) throw new Refusal('BAD_REQUEST', { message: 'The body must be UTF-8.' });
  const accept = acceptedType(request.headers.accept);
  if (accept === null) throw new Refusal('NOT_ACCEPTABLE');
  const retryAfterSeconds = parts.take(caller);
  if (retryAfterSeconds !== null) throw new Refusal('RATE_LIMITED', { retryAfterSeconds });
  const maxBytes = caller.scopes.has('reconcile') ? MAX_RECONCILE_BODY_BYTES : MAX_BODY_BYTES;
  const text = textOf(await readBytes(request, maxBytes));
  const hints = requestHints(request);
  const known = parts.recall({ caller, accept, text, requestId, hints });
  if (known !== null) return writeWhole(response, { status: 200, ...known }, parts.clock);
  const operation = parseOperation(text);
  const { query, isUntrusted } = parts.findDocument(operation, caller);
  // Counted from here: a body that comes slowly holds a connection, and no place among those that compute.
  if (!parts.load.enter()) throw OVERLOADED;
  let isCounted = true;
  const leave = () => {
    if (isCounted) parts.load.leave();
    isCounted = false;
  };
  try {
    const accepted = {
      operation: { ...operation, query },
      accept,
      text,
      isUntrusted,
      requestId,
      caller,
      hints,
      onStream: leave,
    };
    await answerOperation(response, accepted, parts);
  } finally {
    leave();
  }
}
