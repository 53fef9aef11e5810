import { createHash, createHmac } from 'node:crypto';
import { YEDPAY_GATEWAY_LABELS } from './gateway-codes.js';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** As documented: 15 retries within 24 hours and 4 minutes. */
export const RETRY_DELAYS_MS = [
    ...repeat(2, 15 * SECOND),
    30 * SECOND,
    3 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    ...repeat(3, 30 * MINUTE),
    HOUR,
    ...repeat(3, 3 * HOUR),
    ...repeat(2, 6 * HOUR),
];
/** Of the documented table, in its order; the payment method is derived. */
const FIELDS = ['id', 'transaction_id', 'gateway_code', 'custom_id'];
const LATER_FIELDS = ['currency', 'amount', 'status', 'paid_at', 'refunded_at', 'updated_at'];
const REFUNDED = ['refunded', 'void'];
const UNSUCCESSFUL = ['failed', 'cancelled', 'expired'];
/** Null where the reply holds no transaction: as long as the payer has not acted, there is nothing to notify of. */
export function writeNotification(reply, { signKey, now }) {
    const { data } = JSON.parse(reply.body);
    if (data === undefined)
        return null;
    const nested = (name, value) => [`transaction[${name}]`, String(value)];
    const pairs = [
        ['success', UNSUCCESSFUL.includes(data.status) ? '0' : '1'],
        ['request_type', 'purchase'],
        ...FIELDS.map((name) => nested(name, data[name])),
        nested('payment_method', YEDPAY_GATEWAY_LABELS.get(String(data.gateway_code)) ?? ''),
        ...LATER_FIELDS.map((name) => nested(name, data[name])),
        // Not in the documented table, but sent when something was paid back.
        ...(REFUNDED.includes(data.status) ? [nested('refunded', data.refunded)] : []),
        ['nonce_str', createHash('sha256').update(`${data.id} ${now}`).digest('hex')],
    ];
    const sign = createHmac('sha256', signKey).update(signedText(pairs)).digest('hex');
    return new URLSearchParams([
        ...pairs.map((pair) => [...pair]),
        ['sign', sign],
        ['sign_type', 'HMAC_SHA256'],
    ]).toString();
}
/** The outermost names in the order of the alphabet, the nested ones as they are; written out, because the names are known. */
function signedText(pairs) {
    const order = ['nonce_str', 'request_type', 'success', 'transaction'];
    return order
        .flatMap((name) => pairs.filter(([full]) => full === name || full.startsWith(`${name}[`)))
        .map(([name, value]) => `${name}=${value}`)
        .join('&');
}
function repeat(times, delay) {
    return Array.from({ length: times }, () => delay);
}
