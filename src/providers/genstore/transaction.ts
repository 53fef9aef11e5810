import { dataIssue } from '../../domain/data-issue.ts';
import type { Instant } from '../../domain/instant.ts';
import { netMismatch } from '../../domain/net.ts';
import { REFUNDS_NOT_REPORTED } from '../../domain/refund-state.ts';
import type { GuardedField, Transaction } from '../../domain/transaction.ts';
import { type Reference, statedReferences, type TransactionKey } from '../../domain/transaction-key.ts';
import type { JsonObject } from '../../upstream/exact-json.ts';
import { keepKnown } from '../../upstream/known-fields.ts';
import { RecordReader } from '../../upstream/record-reader.ts';
import { GENSTORE_STATUS_TABLE } from './statuses.ts';
import { GENSTORE_FIELDS } from './wire.ts';

/** A payment as Genstore records it. The shared axes and amounts are in `Transaction`; these are Genstore's own names. */
export interface GenstorePayment extends Transaction {
  readonly provider: 'genstore';
  readonly paymentId: string;
  readonly outOrderNo: string | null;
  readonly channelTrxNo: string | null;
  /** As stated, also where the status says that there was no success. */
  readonly successPaymentTime: Instant | null;
}

/** Wire to domain, pure and total. The caller has checked that `record.paymentId` is the id that was asked. */
export function toGenstorePayment(record: JsonObject, key: TransactionKey, timeZone: string): GenstorePayment {
  const reader = new RecordReader(record);
  const raw = keepKnown(record, GENSTORE_FIELDS);
  // Kept whole, it has no other fields.
  if (raw !== record) reader.reportUnknown(GENSTORE_FIELDS);
  const { row, providerStatus, issue } = GENSTORE_STATUS_TABLE.map(reader.text('status'), 'status');
  if (issue !== null) reader.report(issue);
  const status = row?.status ?? 'UNKNOWN';

  const currency = reader.currency('currency');
  const amount = reader.money('amount', currency);
  const fee = reader.money('fee', currency);
  const net = reader.money('net', currency);
  const mismatch = netMismatch({ amount, fee, net }, 'net');
  if (mismatch !== null) reader.report(mismatch);

  const successPaymentTime = reader.offsetInstant('successPaymentTime');
  if (successPaymentTime !== null && status !== 'PAID') {
    reader.report(
      dataIssue('SUCCESS_TIME_WITHOUT_SUCCESS', {
        field: 'successPaymentTime',
        message:
          'The payment has a success time, but its status is not success. paidAt is null; see successPaymentTime.',
        expected: '2 (success)',
        actual: providerStatus.code,
      }),
    );
  }

  const outOrderNo = reader.text('outOrderNo');
  const channelTrxNo = reader.text('channelTrxNo');
  return {
    provider: 'genstore',
    key,
    recordId: key.value,
    status,
    refundState: 'NOT_REPORTED',
    settlementState: 'NOT_REPORTED',
    providerStatus,
    amount,
    fee,
    net,
    refund: REFUNDS_NOT_REPORTED,
    merchantReference: outOrderNo,
    processorReference: channelTrxNo,
    references: references({ paymentId: key.value, outOrderNo, channelTrxNo }),
    createdAt: null,
    paidAt: status === 'PAID' ? successPaymentTime : null,
    updatedAt: null,
    expectedChangeAt: null,
    timeZone,
    issues: reader.issues,
    guardedFields: NO_GUARDED_FIELDS,
    raw,
    paymentId: key.value,
    outOrderNo,
    channelTrxNo,
    successPaymentTime,
  };
}

const NO_GUARDED_FIELDS: readonly GuardedField[] = Object.freeze([]);

function references(ids: Pick<GenstorePayment, 'paymentId' | 'outOrderNo' | 'channelTrxNo'>): readonly Reference[] {
  return statedReferences([
    { kind: 'PAYMENT_ID', value: ids.paymentId, queryable: true },
    { kind: 'OUT_ORDER_NO', value: ids.outOrderNo, queryable: false },
    { kind: 'CHANNEL_TRX_NO', value: ids.channelTrxNo, queryable: false },
  ]);
}
