import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { formText, parsePhpForm } from './php-form.js';
import { readYedpayReference } from './references.js';
/** Not part of what is signed. */
const SIGNATURE_FIELDS = new Set(['sign', 'sign_type']);
/** Null where the body is no form that Yedpay could have sent. */
export function parseYedpayNotification(body) {
    const form = parsePhpForm(body);
    return form && { verify: (key) => verify(form, key) };
}
function verify(form, key) {
    const [sign, type] = [form.get('sign'), form.get('sign_type')];
    // Yedpay sends lower case, but its own libraries take either.
    if (typeof type !== 'string' || !/^HMAC_SHA256$/i.test(type))
        return null;
    if (typeof sign !== 'string' || !/^[0-9a-f]{64}$/i.test(sign))
        return null;
    const signature = yedpaySignature(signedText(form), key);
    return timingSafeEqual(signature, Buffer.from(sign, 'hex')) ? notificationOf(form, signature) : null;
}
export function yedpaySignature(text, key) {
    return createHmac('sha256', key).update(text).digest();
}
/** Only the outermost names are sorted. Values are signed as they were sent, although one of Yedpay's libraries escapes them. */
export function signedText(form) {
    const signed = [...form].filter(([name]) => !SIGNATURE_FIELDS.has(name));
    return formText(signed.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
function notificationOf(form, signature) {
    const transaction = form.get('transaction');
    const text = (name) => {
        const value = typeof transaction === 'object' ? transaction.get(name) : undefined;
        return typeof value === 'string' && value !== '' ? value : null;
    };
    const reference = readYedpayReference('CUSTOM_ID', text('custom_id') ?? '');
    const stamp = ['id', 'status', 'updated_at'].map(text);
    // Sent again, it may carry a new nonce and so a new signature. Without all three, different ones would look the same.
    const content = stamp.includes(null) ? [] : [digest([...stamp, text('refunded')].join('\n'))];
    return {
        ids: [signature.toString('hex'), ...content],
        reference: reference.valid ? { kind: reference.kind, value: reference.value } : null,
        recordId: text('id'),
    };
}
function digest(text) {
    return createHash('sha256').update(text).digest('hex');
}
