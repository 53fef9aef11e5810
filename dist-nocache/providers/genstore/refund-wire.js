import { isJsonObject, JsonNumber, ownMember, parseExactJson } from '../../upstream/exact-json.js';
/**
 * What the three published versions of "About Refund" name, together; `id`, `refundPrice` and `customer` are of the first.
 * `orderId` and `currency` are on none of them, and read where they are there.
 */
export const REFUND_FIELDS = [
    'refundId',
    'id',
    'orderId',
    'customerId',
    'customer',
    'status',
    'rightsType',
    'amount',
    'refundPrice',
    'currency',
    'lineItems',
    'shipping',
    'note',
    'createTime',
    'updateTime',
];
/** The same of one of `lineItems`: the first version writes them with `_`. */
export const REFUND_LINE_FIELDS = [
    'id',
    'lineItemId',
    'line_item_id',
    'lineItem',
    'line_item',
    'location_id',
    'quantity',
    'subtotal',
    'totalTax',
    'total_tax',
    'rightsReason',
    'rightsReasonType',
];
export const REFUND_ITEM_FIELDS = ['productId', 'variantId'];
/** Only the name of the object is published whole. */
export const REFUND_SHIPPING_FIELDS = ['amount'];
/** One record is published as `refund`; how several are wrapped, is not. */
export function readRefundBody(text) {
    const body = parseExactJson(text);
    if (!isJsonObject(body))
        return { kind: 'other' };
    if (typeof ownMember(body, 'error') === 'string')
        return { kind: 'error' };
    const wrapped = [ownMember(body, 'refund'), ownMember(body, 'refunds')].filter((value) => value !== undefined);
    const isRead = wrapped.length > 0 && wrapped.every((value) => Array.isArray(value) || isJsonObject(value));
    return isRead ? { kind: 'records', records: wrapped.flat() } : { kind: 'other' };
}
/** The record's own id as sent; null where there is none, or two that differ. */
export function refundIdOf(record) {
    const stated = ownMember(record, 'refundId') ?? '';
    const value = stated === '' ? ownMember(record, 'id') : stated;
    if (value instanceof JsonNumber)
        return value.text;
    return typeof value === 'string' && value !== '' ? value : null;
}
