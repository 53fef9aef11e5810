import { dataIssue } from '../../domain/data-issue.js';
import { keepKnown } from '../../upstream/known-fields.js';
import { RecordReader } from '../../upstream/record-reader.js';
import { GENSTORE_REFUND_STATUSES } from './refund-statuses.js';
import { REFUND_FIELDS, REFUND_ITEM_FIELDS, REFUND_LINE_FIELDS, REFUND_SHIPPING_FIELDS } from './refund-wire.js';
/** A code is a word or a number; what is longer is none. */
const CODE_LENGTH = 64;
/** `customer` and `rightsReason` are about people: the one is never shown, the other as a field of its line only. */
const RAW_FIELDS = REFUND_FIELDS.filter((field) => field !== 'customer');
const RAW_LISTS = {
    lineItems: REFUND_LINE_FIELDS.filter((field) => field !== 'rightsReason'),
    shipping: REFUND_SHIPPING_FIELDS,
};
/** Wire to domain, pure and total, for every published version. The caller has checked that the record is the asked one. */
export function toGenstoreRefund(record, key) {
    const reader = new RecordReader(record);
    reader.reportUnknown(REFUND_FIELDS);
    const currency = reader.currency('currency');
    const code = reader.number('status');
    if (code !== null && !GENSTORE_REFUND_STATUSES.has(code))
        reader.report(unknownStatus(code));
    const lines = reader.objects('lineItems')?.map((line) => readLine(line, currency)) ?? null;
    return {
        provider: 'genstore',
        key,
        refundId: key.value,
        orderId: reader.number('orderId'),
        customerId: reader.number('customerId'),
        status: code === null ? null : { code: code.slice(0, CODE_LENGTH), label: GENSTORE_REFUND_STATUSES.get(code) ?? null },
        type: reader.number('rightsType'),
        amount: either(reader, ['amount', 'refundPrice'], (field) => reader.money(field, currency)),
        shipping: readShipping(reader, currency),
        lines,
        note: reader.text('note'),
        createdAt: reader.offsetInstant('createTime'),
        updatedAt: reader.offsetInstant('updateTime'),
        guardedFields: guardedFields(reader, lines),
        raw: keepKnown(record, RAW_FIELDS, RAW_LISTS),
        // Last, because reading a field is what reports it.
        issues: distinct(reader.issues),
    };
}
function readLine(line, currency) {
    line.reportUnknown(REFUND_LINE_FIELDS);
    const item = either(line, ['lineItem', 'line_item'], (field) => line.objects(field))?.[0];
    item?.reportUnknown(REFUND_ITEM_FIELDS);
    return {
        lineId: line.number('id'),
        lineItemId: either(line, ['lineItemId', 'line_item_id'], (field) => line.number(field)),
        productId: item?.number('productId') ?? null,
        variantId: item?.number('variantId') ?? null,
        locationId: line.number('location_id'),
        quantity: line.decimal('quantity'),
        subtotal: line.money('subtotal', currency),
        totalTax: either(line, ['totalTax', 'total_tax'], (field) => line.money(field, currency)),
        reason: line.text('rightsReason'),
        reasonType: line.number('rightsReasonType'),
    };
}
/** An object whose members are published nowhere: nothing but an `amount` can be taken for one. */
function readShipping(reader, currency) {
    const shipping = reader.objects('shipping')?.[0];
    shipping?.reportUnknown(REFUND_SHIPPING_FIELDS);
    return shipping?.money('amount', currency) ?? null;
}
/** One value that two versions name differently; a record with both of them must mean the same. */
function either(reader, [newer, older], read) {
    if (!reader.has(older))
        return read(newer);
    if (!reader.has(newer))
        return read(older);
    const [value, other] = [read(newer), read(older)];
    if (JSON.stringify(value) === JSON.stringify(other))
        return value;
    const message = `The provider stated this as ${older}, too, with a different value, so neither is shown.`;
    reader.report(dataIssue('DUPLICATE_KEY', { field: newer, message }));
    return null;
}
function guardedFields(reader, lines) {
    const personal = ['customerId', 'note'].filter((field) => reader.has(field));
    const fields = lines?.some(({ reason }) => reason !== null) ? [...personal, 'rightsReason'] : personal;
    return fields.map((field) => ({ field, scope: 'transactions:pii' }));
}
function unknownStatus(code) {
    const message = 'The provider sent a status that no table of this gateway has.';
    return dataIssue('UNMAPPED_STATUS', { field: 'status', message, actual: code });
}
/** What is wrong with every line of a record is said once. */
function distinct(issues) {
    return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
