import { type DataIssue, dataIssue } from '../../domain/data-issue.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Money } from '../../domain/money.ts';
import type { ProviderRecord } from '../../domain/provider-record.ts';
import type { GuardedField } from '../../domain/transaction.ts';
import type { TransactionKey } from '../../domain/transaction-key.ts';
import type { JsonObject } from '../../upstream/exact-json.ts';
import { keepKnown } from '../../upstream/known-fields.ts';
import { RecordReader } from '../../upstream/record-reader.ts';
import { GENSTORE_REFUND_STATUSES } from './refund-statuses.ts';
import { REFUND_FIELDS, REFUND_ITEM_FIELDS, REFUND_LINE_FIELDS, REFUND_SHIPPING_FIELDS } from './refund-wire.ts';

export interface GenstoreRefundLine {
  readonly lineId: string | null;
  readonly lineItemId: string | null;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly locationId: string | null;
  readonly quantity: Decimal | null;
  readonly subtotal: Money | null;
  readonly totalTax: Money | null;
  readonly reason: string | null;
  readonly reasonType: string | null;
}

/** What Genstore says of the state of the case, as sent. */
export interface GenstoreRefundStatus {
  readonly code: string;
  readonly label: string | null;
}

/** An after-sales record: what a shop and its customer agreed on about an order. It names no payment. */
export interface GenstoreRefund extends ProviderRecord {
  readonly provider: 'genstore';
  readonly refundId: string;
  readonly orderId: string | null;
  readonly customerId: string | null;
  readonly status: GenstoreRefundStatus | null;
  readonly type: string | null;
  readonly amount: Money | null;
  readonly shipping: Money | null;
  readonly lines: readonly GenstoreRefundLine[] | null;
  readonly note: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
}

/** A code is a word or a number; what is longer is none. */
const CODE_LENGTH = 64;

/** `customer` and `rightsReason` are about people: the one is never shown, the other as a field of its line only. */
const RAW_FIELDS = REFUND_FIELDS.filter((field) => field !== 'customer');
const RAW_LISTS = {
  lineItems: REFUND_LINE_FIELDS.filter((field) => field !== 'rightsReason'),
  shipping: REFUND_SHIPPING_FIELDS,
};

/** Wire to domain, pure and total, for every published version. The caller has checked that the record is the asked one. */
export function toGenstoreRefund(record: JsonObject, key: TransactionKey): GenstoreRefund {
  const reader = new RecordReader(record);
  reader.reportUnknown(REFUND_FIELDS);
  const currency = reader.currency('currency');
  const code = reader.number('status');
  if (code !== null && !GENSTORE_REFUND_STATUSES.has(code)) reader.report(unknownStatus(code));
  const lines = reader.objects('lineItems')?.map((line) => readLine(line, currency)) ?? null;
  return {
    provider: 'genstore',
    key,
    refundId: key.value,
    orderId: reader.number('orderId'),
    customerId: reader.number('customerId'),
    status:
      code === null ? null : { code: code.slice(0, CODE_LENGTH), label: GENSTORE_REFUND_STATUSES.get(code) ?? null },
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

function readLine(line: RecordReader, currency: string | null): GenstoreRefundLine {
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
function readShipping(reader: RecordReader, currency: string | null): Money | null {
  const shipping = reader.objects('shipping')?.[0];
  shipping?.reportUnknown(REFUND_SHIPPING_FIELDS);
  return shipping?.money('amount', currency) ?? null;
}

/** One value that two versions name differently; a record with both of them must mean the same. */
function either<Value>(
  reader: RecordReader,
  [newer, older]: readonly [string, string],
  read: (field: string) => Value | null,
): Value | null {
  if (!reader.has(older)) return read(newer);
  if (!reader.has(newer)) return read(older);
  const [value, other] = [read(newer), read(older)];
  if (JSON.stringify(value) === JSON.stringify(other)) return value;
  const message = `The provider stated this as ${older}, too, with a different value, so neither is shown.`;
  reader.report(dataIssue('DUPLICATE_KEY', { field: newer, message }));
  return null;
}

function guardedFields(reader: RecordReader, lines: readonly GenstoreRefundLine[] | null): readonly GuardedField[] {
  const personal = ['customerId', 'note'].filter((field) => reader.has(field));
  const fields = lines?.some(({ reason }) => reason !== null) ? [...personal, 'rightsReason'] : personal;
  return fields.map((field) => ({ field, scope: 'transactions:pii' }));
}

function unknownStatus(code: string): DataIssue {
  const message = 'The provider sent a status that no table of this gateway has.';
  return dataIssue('UNMAPPED_STATUS', { field: 'status', message, actual: code });
}

/** What is wrong with every line of a record is said once. */
function distinct(issues: readonly DataIssue[]): readonly DataIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
