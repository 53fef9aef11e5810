import { isJsonObject, ownMember, parseExactJson } from '../../upstream/exact-json.js';
/** The documented fields of `payment`, in the order of the documentation. */
export const GENSTORE_FIELDS = [
    'channelTrxNo',
    'paymentId',
    'outOrderNo',
    'successPaymentTime',
    'status',
    'currency',
    'amount',
    'fee',
    'net',
];
/** Genstore's errors always have a text field `error`, which is not shown: it may repeat what was sent. */
export function readGenstoreBody(text) {
    const body = parseExactJson(text);
    if (!isJsonObject(body))
        return { kind: 'other' };
    if (typeof ownMember(body, 'error') === 'string')
        return { kind: 'error' };
    const payment = ownMember(body, 'payment');
    return isJsonObject(payment) ? { kind: 'payment', record: payment } : { kind: 'other' };
}
