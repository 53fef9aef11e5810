import { REQUEST_ERRORS, requestExtensions } from './public-error.js';
/** A request that is not answered, thrown at the edge by whatever finds out. */
export class Refusal extends Error {
    code;
    details;
    constructor(code, details = {}) {
        super(code);
        this.name = 'Refusal';
        this.code = code;
        this.details = details;
    }
}
/** What a refused request gets as its answer, whoever writes it. */
export function refusalReply({ code, details }, requestId) {
    const { message, status } = { ...REQUEST_ERRORS[code], ...details };
    const { retryAfterSeconds = null } = details;
    const extensions = requestExtensions(code, requestId, retryAfterSeconds);
    const body = JSON.stringify({ errors: [{ message, extensions }] });
    const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="paylens"' } : {}),
        ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...details.headers,
    };
    return { status, headers, body };
}
export function writeRefusal(response, refusal, requestId) {
    const { status, headers, body } = refusalReply(refusal, requestId);
    response.writeHead(status, { ...headers }).end(body);
}
