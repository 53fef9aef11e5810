import { isJsonObject, JsonNumber, ownMember, parseExactJson } from '../../upstream/exact-json.js';
/** The documented fields of `data`, in the order of the documentation; `payment_link_id` is on its newer pages only. */
export const YEDPAY_FIELDS = [
    'id',
    'user_id',
    'company_id',
    'store_id',
    'gateway_id',
    'gateway_sub_id',
    'gateway_sub_name',
    'gateway_code',
    'barcode_id',
    'payment_link_id',
    'status',
    'amount',
    'currency',
    'charge',
    'refunded',
    'refund_charge',
    'net',
    'tips',
    'forex',
    'paid_at',
    'can_settle_after',
    'is_balance_settled',
    'settled_at',
    'transaction_id',
    'reference_id',
    'payer',
    'buyer_id',
    'wallet_type',
    'extra_parameters',
    'custom_id',
    'fixed_id',
    'refunded_at',
    'created_at',
    'updated_at',
    'expired_at',
    'pin_key',
    '_links',
    'cancellation_details',
    'refund_details',
    'fail_details',
];
/** Personal data of payers, and what lets its holder act on a payment. */
export const YEDPAY_GUARDED_FIELDS = [
    { field: 'payer', scope: 'transactions:pii' },
    { field: 'buyer_id', scope: 'transactions:pii' },
    { field: 'extra_parameters', scope: 'transactions:pii' },
    { field: 'pin_key', scope: 'transactions:secrets' },
    { field: '_links', scope: 'transactions:secrets' },
];
/** Lists of who asked for what: personal data where they name somebody. */
export const YEDPAY_DETAIL_FIELDS = ['cancellation_details', 'refund_details', 'fail_details'];
const DETAIL_MEMBERS = ['request_user_id', 'first_name', 'last_name', 'remark'];
/** The fields that are lists of objects, each with the members that its objects may have. */
export const YEDPAY_LIST_MEMBERS = {
    _links: ['rel', 'href'],
    ...Object.fromEntries(YEDPAY_DETAIL_FIELDS.map((field) => [field, DETAIL_MEMBERS])),
};
/** `data` is documented as an array and shown as an object; an array of one is accepted. */
export function readYedpayBody(text) {
    const body = parseExactJson(text);
    if (!isJsonObject(body))
        return { kind: 'other' };
    const success = ownMember(body, 'success');
    const message = success === false ? ownMember(body, 'message') : undefined;
    if (typeof message === 'string') {
        const status = ownMember(body, 'status');
        return { kind: 'error', message, status: status instanceof JsonNumber ? Number(status.text) : null };
    }
    const data = ownMember(body, 'data');
    const record = Array.isArray(data) && data.length === 1 ? data[0] : data;
    return success === true && isJsonObject(record) ? { kind: 'transaction', record } : { kind: 'other' };
}
/** A message as it decides: without the differences in case, blanks and final dot that no meaning hangs on. */
export function normalizedMessage(message) {
    return message
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/[.!]+$/, '')
        .toLowerCase();
}
/** Arrives with status 401 on some pages of the documentation and with 500 on others. */
export function isUnauthenticated(body) {
    return body.kind === 'error' && normalizedMessage(body.message) === 'unauthenticated';
}
