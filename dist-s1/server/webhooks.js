import { Refusal } from './refusal.js';
import { decode, readBytes } from './request-body.js';
const MAX_BODY_BYTES = 64 * 1024;
const PATH = /^\/webhooks\/([a-z]{1,64})\/([A-Za-z0-9_-]{1,64})(?:\?|$)/;
/** Null where the request is for something else, a provider without notifications among it. */
export function webhookTarget({ url = '' }, { forms }) {
    const [, provider, account] = PATH.exec(url) ?? [];
    return provider === undefined || account === undefined || !forms.has(provider) ? null : { provider, account };
}
/**
 * Receives one notification. No bearer token is asked for, because the signature takes its place; and every account answers
 * alike until the signature fits, so that nobody learns which accounts there are.
 */
export async function answerWebhook(request, response, { target, parts }) {
    const form = parts.forms.get(target.provider);
    if (form === undefined)
        throw new Refusal('INTERNAL');
    if (request.method !== 'POST') {
        throw new Refusal('METHOD_NOT_ALLOWED', { message: 'Notifications are sent by POST.', headers: { allow: 'POST' } });
    }
    const retryAfterSeconds = parts.take(`${target.provider}/${target.account}`);
    if (retryAfterSeconds !== null)
        throw new Refusal('RATE_LIMITED', { retryAfterSeconds, message: TOO_MANY });
    checkType(request, form);
    const text = decode(await readBytes(request, MAX_BODY_BYTES));
    const notification = text === null ? null : form.parse(text);
    if (notification === null)
        throw new Refusal('BAD_REQUEST', { message: 'The body is no notification.' });
    if (!parts.receive({ ...target, notification })) {
        throw new Refusal('FORBIDDEN', { reason: 'bad_signature', message: 'The signature does not fit.' });
    }
    response
        .writeHead(200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-length': String(Buffer.byteLength(form.acknowledgement)),
    })
        .end(form.acknowledgement);
}
const TOO_MANY = 'There are too many notifications for now. Send it again after retryAfterSeconds.';
function checkType({ headers }, { contentType }) {
    const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
    const isEncoded = (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
    if (type.trim() !== contentType || isEncoded) {
        const message = `Notifications are sent as ${contentType}, not compressed.`;
        throw new Refusal('UNSUPPORTED_MEDIA_TYPE', { message });
    }
    const isOtherCharset = parameters.some((parameter) => /^\s*charset\s*=(?!\s*"?utf-8"?\s*$)/.test(parameter));
    if (isOtherCharset)
        throw new Refusal('BAD_REQUEST', { message: 'The body must be UTF-8.' });
}
