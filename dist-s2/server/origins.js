import { Refusal } from './refusal.js';
/** How long a browser may remember the answer to a preflight request. */
const PREFLIGHT_SECONDS = '600';
/**
 * Lets the pages of the listed origins ask, and no others: a page of an unlisted origin is refused, not only left without
 * the headers, because on loopback there may be no credential that it lacks. Never credentials, never `null`, never `*`.
 */
export function checkOrigin(request, response, origins) {
    const { origin, host } = request.headers;
    if (origins.size > 0)
        response.setHeader('vary', 'origin');
    if (origin === undefined || isOwnOrigin(origin, host))
        return;
    if (!origins.has(origin))
        throw new Refusal('FORBIDDEN', { reason: 'foreign_origin' });
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after, x-request-id');
}
/** The answer to a preflight request, after its origin was checked; it says nothing that is not in the docs. */
export function answerPreflight(response) {
    response
        .writeHead(204, {
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': PREFLIGHT_SECONDS,
    })
        .end();
}
export function isPreflight(request) {
    return (request.method === 'OPTIONS' &&
        request.headers.origin !== undefined &&
        request.headers['access-control-request-method'] !== undefined);
}
/** GraphiQL's own page. A proxy in front may speak https where we speak http, so the scheme is not compared. */
function isOwnOrigin(origin, host) {
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
