import { createHash } from 'node:crypto';
import { YEDPAY_GATEWAY_LABELS } from './gateway-codes.js';
import { YEDPAY_FIELDS } from './wire.js';
const HOUR_MS = 3_600_000;
const HONG_KONG_OFFSET_MS = 8 * HOUR_MS;
/** The documented default of an online payment link. */
const LINK_LIFE_MS = 3 * HOUR_MS;
/** The statuses whose records explain themselves, and where. */
const DETAILS = new Map([
    ['cancelled', ['cancellation_details', 'Payer closed the page']],
    ['refunded', ['refund_details', 'Goods returned']],
    ['failed', ['fail_details', 'Refused by the issuer']],
]);
/** Each field in its documented place and in the JSON type of the documented sample. */
export function recordOf(order) {
    const { customId, createdAt, paidAt, refundedAt, settledAt, gatewayCode, zero } = order;
    const id = (kind) => text(hashedId(`${kind} ${customId} ${order.attempt}`));
    const [gatewayId = '1', gatewaySubId = '1'] = gatewayCode.split('_');
    const isWallet = /^[148]_/.test(gatewayCode);
    const details = DETAILS.get(order.status);
    return {
        id: id('transaction'),
        user_id: text(hashedId('user')),
        company_id: text(hashedId('company')),
        store_id: text(hashedId('store')),
        gateway_id: gatewayId,
        gateway_sub_id: gatewaySubId,
        gateway_sub_name: text(YEDPAY_GATEWAY_LABELS.get(gatewayCode) ?? ''),
        gateway_code: text(gatewayCode),
        barcode_id: text(''),
        status: text(order.status),
        amount: text(order.amount),
        currency: text(order.currency),
        charge: order.charge ?? text(''),
        refunded: text(order.refunded),
        refund_charge: text(zero),
        net: text(order.net ?? ''),
        tips: text(zero),
        forex: order.forex,
        paid_at: time(paidAt),
        can_settle_after: time(paidAt === null ? null : nextMidnight(paidAt)),
        is_balance_settled: String(settledAt !== null),
        settled_at: time(settledAt),
        transaction_id: text(transactionNumber(order)),
        reference_id: paidAt === null ? text('') : id('reference'),
        payer: text(''),
        buyer_id: text(''),
        wallet_type: text(isWallet ? 'HK' : ''),
        extra_parameters: text(''),
        custom_id: text(customId),
        fixed_id: text(''),
        refunded_at: time(refundedAt),
        created_at: time(createdAt),
        updated_at: time(Math.max(createdAt, paidAt ?? 0, refundedAt ?? 0, settledAt ?? 0)),
        expired_at: time(createdAt + LINK_LIFE_MS),
        _links: isOpen(order) ? JSON.stringify([{ rel: 'checkout', href: `https://pay.example.com/${customId}` }]) : '[]',
        ...(details && { [details[0]]: actionDetails(details[1]) }),
    };
}
/** In the documented order, and what is not documented after it. */
export function writeRecord(record) {
    const documented = YEDPAY_FIELDS.filter((field) => Object.hasOwn(record, field));
    const others = Object.keys(record).filter((field) => !documented.some((name) => name === field));
    const members = [...documented, ...others].map((field) => `${text(field)}:${record[field]}`);
    return `{"success":true,"data":{${members.join(',')}}}`;
}
export function text(value) {
    return JSON.stringify(value);
}
/** `yyyy-MM-dd HH:mm:ss` in Hong Kong, without a zone, as Yedpay sends it. */
function time(epochMilliseconds) {
    if (epochMilliseconds === null)
        return text('');
    return text(new Date(epochMilliseconds + HONG_KONG_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' '));
}
/** Documented as an array; who is in it is invented. */
export function actionDetails(remark) {
    return JSON.stringify([{ request_user_id: hashedId('staff'), first_name: 'Robin', last_name: 'Example', remark }]);
}
/** Nobody can pay by the link of an order that is decided, so it has none. */
function isOpen({ status }) {
    return status === 'pending' || status === 'precreated';
}
function nextMidnight(epochMilliseconds) {
    const day = 24 * HOUR_MS;
    return Math.ceil((epochMilliseconds + HONG_KONG_OFFSET_MS) / day) * day - HONG_KONG_OFFSET_MS;
}
/** Ten digits of Unix time and five more, as seen. */
function transactionNumber({ customId, createdAt, attempt }) {
    const digits = Number.parseInt(digest(`number ${customId} ${attempt}`).slice(0, 8), 16) % 100_000;
    return `${Math.floor(createdAt / 1000)}${String(digits).padStart(5, '0')}`;
}
function hashedId(source) {
    return digest(source).slice(0, 12).toUpperCase();
}
function digest(source) {
    return createHash('sha256').update(source).digest('hex');
}
