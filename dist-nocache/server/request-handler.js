import { acceptedType } from './accept.js';
import { answerOperation, writeWhole } from './answer-operation.js';
import { headerValues } from './header-values.js';
import { checkHost } from './hosts.js';
import { answerPreflight, checkOrigin, isPreflight } from './origins.js';
import { writePage } from './page.js';
import { Refusal } from './refusal.js';
import { MAX_BODY_BYTES, MAX_RECONCILE_BODY_BYTES, parseOperation, readText } from './request-body.js';
import { requestHints } from './request-hints.js';
import { answerWebhook, webhookTarget } from './webhooks.js';
import { GRAPHQL_PATH } from './yoga.js';
/** The order in which a request is checked: what costs least first, and nothing is asked for a caller before all of it. */
export function createRequestHandler(parts) {
    return async (request, response, requestId) => {
        let caller = null;
        try {
            checkHost(request, parts.hosts);
            const target = webhookTarget(request, parts.webhooks);
            if (target === null)
                checkPath(request);
            checkOrigin(request, response, parts.origins);
            if (target !== null) {
                if (parts.load.isFull)
                    throw OVERLOADED;
                return await answerWebhook(request, response, { target, parts: parts.webhooks });
            }
            if (isPreflight(request))
                return answerPreflight(response);
            if (isRoot(request)) {
                response.writeHead(302, { location: GRAPHQL_PATH }).end();
                return;
            }
            if (isForPage(request)) {
                caller = await callerOf(request, parts);
                return await showPage(response, caller, parts);
            }
            if (request.method !== 'POST')
                throw new Refusal('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } });
            // Before anything is read, because saying no must cost nothing.
            if (parts.load.isFull)
                throw OVERLOADED;
            caller = await callerOf(request, parts);
            await answerPost(request, response, { requestId, caller }, parts);
        }
        catch (error) {
            if (!(error instanceof Refusal))
                throw error;
            parts.onRefusal({ requestId, caller, refusal: error });
            if (error.code !== 'UNAUTHENTICATED' || !isForPage(request))
                throw error;
            await askForKey(response, parts);
        }
    };
}
function checkPath({ url = '', method }) {
    // A proxy's form, `GET http://host/`, names a host of its own.
    if (!url.startsWith('/'))
        throw new Refusal('BAD_REQUEST');
    const path = url.split('?', 1)[0];
    if (path === GRAPHQL_PATH || (path === '/' && method === 'GET'))
        return;
    const message = `There is nothing here. The API is at ${GRAPHQL_PATH}.`;
    throw new Refusal('BAD_REQUEST', { message, status: 404 });
}
function isRoot({ url }) {
    return url?.split('?', 1)[0] === '/';
}
function isForPage({ method, headers }) {
    return method === 'GET' && (headers.accept?.includes('text/html') ?? false);
}
async function callerOf(request, { authenticate }) {
    const decision = await authenticate(headerValues(request, 'authorization'));
    if (decision.kind === 'accepted')
        return decision.caller;
    if (decision.kind === 'unavailable')
        throw new Refusal('OVERLOADED', { retryAfterSeconds: 5, reason: 'no_keys' });
    throw new Refusal('UNAUTHENTICATED', { reason: decision.reason });
}
async function showPage(response, { scopes }, { pages }) {
    if (!scopes.has('explore'))
        throw new Refusal('FORBIDDEN', { reason: 'explore' });
    writePage(response, 200, (await pages()).graphiql);
}
/** A browser that opens the address has no way to send a key with it, so it gets a page that asks for one. */
async function askForKey(response, { pages }) {
    const { signIn } = await pages();
    response.setHeader('www-authenticate', 'Bearer realm="paylens"');
    writePage(response, 401, signIn);
}
/** One for all: under overload, nothing is to be made for a request that is refused. */
const OVERLOADED = new Refusal('OVERLOADED', { retryAfterSeconds: 1 });
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-8"?\s*(?:;|$))/i;
async function answerPost(request, response, { requestId, caller }, parts) {
    const type = request.headers['content-type'] ?? '';
    const isEncoded = (request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
    if (!JSON_TYPE.test(type) || isEncoded)
        throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
    if (OTHER_CHARSET.test(type))
        throw new Refusal('BAD_REQUEST', { message: 'The body must be UTF-8.' });
    const accept = acceptedType(request.headers.accept);
    if (accept === null)
        throw new Refusal('NOT_ACCEPTABLE');
    const retryAfterSeconds = parts.take(caller);
    if (retryAfterSeconds !== null)
        throw new Refusal('RATE_LIMITED', { retryAfterSeconds });
    const maxBytes = caller.scopes.has('reconcile') ? MAX_RECONCILE_BODY_BYTES : MAX_BODY_BYTES;
    const text = await readText(request, maxBytes);
    const hints = requestHints(request);
    const known = parts.recall({ caller, accept, text, requestId, hints });
    if (known !== null)
        return writeWhole(response, { status: 200, ...known }, parts.clock);
    const operation = parseOperation(text);
    const { query, isUntrusted } = parts.findDocument(operation, caller);
    // Counted from here: a body that comes slowly holds a connection, and no place among those that compute.
    if (!parts.load.enter())
        throw OVERLOADED;
    let isCounted = true;
    const leave = () => {
        if (isCounted)
            parts.load.leave();
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
    }
    finally {
        leave();
    }
}
