import { dataIssue } from '../../domain/data-issue.js';
import { netMismatch } from '../../domain/net.js';
import { REFUNDS_NOT_REPORTED } from '../../domain/refund-state.js';
import { statedReferences } from '../../domain/transaction-key.js';
import { keepKnown } from '../../upstream/known-fields.js';
import { RecordReader } from '../../upstream/record-reader.js';
import { GENSTORE_STATUS_TABLE } from './statuses.js';
import { GENSTORE_FIELDS } from './wire.js';
/** Wire to domain, pure and total. The caller has checked that `record.paymentId` is the id that was asked. */
export function toGenstorePayment(record, key, timeZone) {
    const reader = new RecordReader(record);
    const raw = keepKnown(record, GENSTORE_FIELDS);
    // Kept whole, it has no other fields.
    if (raw !== record)
        reader.reportUnknown(GENSTORE_FIELDS);
    const { row, providerStatus, issue } = GENSTORE_STATUS_TABLE.map(reader.text('status'), 'status');
    if (issue !== null)
        reader.report(issue);
    const status = row?.status ?? 'UNKNOWN';
    const currency = reader.currency('currency');
    const amount = reader.money('amount', currency);
    const fee = reader.money('fee', currency);
    const net = reader.money('net', currency);
    const mismatch = netMismatch({ amount, fee, net }, 'net');
    if (mismatch !== null)
        reader.report(mismatch);
    const successPaymentTime = reader.offsetInstant('successPaymentTime');
    if (successPaymentTime !== null && status !== 'PAID') {
        reader.report(dataIssue('SUCCESS_TIME_WITHOUT_SUCCESS', {
            field: 'successPaymentTime',
            message: 'The payment has a success time, but its status is not success. paidAt is null; see successPaymentTime.',
            expected: '2 (success)',
            actual: providerStatus.code,
        }));
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
        guardedFields: [],
        raw,
        paymentId: key.value,
        outOrderNo,
        channelTrxNo,
        successPaymentTime,
    };
}
function references(ids) {
    return statedReferences([
        { kind: 'PAYMENT_ID', value: ids.paymentId, queryable: true },
        { kind: 'OUT_ORDER_NO', value: ids.outOrderNo, queryable: false },
        { kind: 'CHANNEL_TRX_NO', value: ids.channelTrxNo, queryable: false },
    ]);
}
