import { send } from '../exchange.js';
import { htmlPage } from './html-page.js';
const PAUSE_SECONDS = 2;
/** A reply whose status is no success. */
export const STATUS_FAULTS = {
    s400: refusal(400, 'PROVIDER_REJECTED', 'Bad Request'),
    // The gateway may then leave the whole account alone for a while.
    s401: refusal(401, 'PROVIDER_DENIED', 'Unauthenticated.'),
    s403: refusal(403, 'PROVIDER_DENIED', 'Forbidden'),
    s404: refusal(404, 'NOT_FOUND', 'Not Found'),
    s404_html: page(404, 'PROVIDER_REJECTED', 'An HTML page with status 404: a wrong base URL, not a missing payment.'),
    s405: refusal(405, 'PROVIDER_REJECTED', 'Method Not Allowed'),
    s409: refusal(409, 'PROVIDER_REJECTED', 'Conflict'),
    s410: refusal(410, 'NOT_FOUND', 'Gone'),
    s418: refusal(418, 'PROVIDER_REJECTED', "I'm a teapot"),
    s422: refusal(422, 'PROVIDER_REJECTED', 'Unprocessable Content'),
    s429: limited('without Retry-After', () => null),
    s429_sec: limited('with a Retry-After of two seconds', () => String(PAUSE_SECONDS)),
    s429_date: limited('with a Retry-After two seconds ahead of the clock, as a date', ({ now }) => new Date(now() + PAUSE_SECONDS * 1_000).toUTCString()),
    s429_bad: limited('with a Retry-After that is neither seconds nor a date', () => 'soon'),
    s429_neg: limited('with a negative Retry-After', () => '-5'),
    s429_huge: limited('with a Retry-After of a day', () => '86400'),
    s500: refusal(500, 'PROVIDER_UNAVAILABLE', 'Internal Error'),
    s500_html: page(500, 'PROVIDER_UNAVAILABLE', 'An HTML page with status 500.'),
    s502: refusal(502, 'PROVIDER_UNAVAILABLE', 'Bad Gateway'),
    s503: refusal(503, 'PROVIDER_UNAVAILABLE', 'Service Unavailable'),
    s503_retry_after: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'HTTP 503 in the error envelope, with a Retry-After of two seconds.',
        apply: (exchange) => sendError(exchange, { status: 503, message: 'Service Unavailable', retryAfter: '2' }),
    },
    s504: refusal(504, 'PROVIDER_UNAVAILABLE', 'Gateway Timeout'),
    r301: redirect(301),
    r302: redirect(302),
    r303: redirect(303),
    r304: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'HTTP 304, though nothing was asked conditionally.',
        apply: (exchange) => send(exchange, { status: 304, headers: {}, body: '' }),
    },
    r307: redirect(307),
    r308: redirect(308),
};
function refusal(status, outcome, message) {
    return {
        outcome,
        description: `HTTP ${status} in the error envelope.`,
        apply: (exchange) => sendError(exchange, { status, message, retryAfter: null }),
    };
}
function page(status, outcome, description) {
    return { outcome, description, apply: (exchange) => send(exchange, htmlPage(status)) };
}
function limited(form, retryAfter) {
    return {
        outcome: 'RATE_LIMITED',
        description: `HTTP 429 in the error envelope, ${form}.`,
        apply: (exchange) => sendError(exchange, { status: 429, message: 'Too Many Requests', retryAfter: retryAfter(exchange) }),
    };
}
function redirect(status) {
    return {
        outcome: 'MALFORMED_RESPONSE',
        description: `HTTP ${status} to somewhere else.`,
        apply: (exchange) => send(exchange, { status, headers: { Location: exchange.redirectTarget }, body: '' }),
    };
}
function sendError(exchange, { status, message, retryAfter }) {
    const { headers, ...reply } = exchange.error(status, message);
    send(exchange, { ...reply, headers: { ...headers, ...(retryAfter !== null && { 'Retry-After': retryAfter }) } });
}
