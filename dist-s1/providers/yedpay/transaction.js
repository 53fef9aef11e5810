import { dataIssue } from '../../domain/data-issue.js';
import { compare, isZero } from '../../domain/decimal.js';
import { netMismatch } from '../../domain/net.js';
import { statedReferences } from '../../domain/transaction-key.js';
import { keepKnown } from '../../upstream/known-fields.js';
import { RecordReader } from '../../upstream/record-reader.js';
import { namesSomebody, readActionDetails } from './action-detail.js';
import { YEDPAY_GATEWAY_LABELS } from './gateway-codes.js';
import { readRefund } from './refund.js';
import { YEDPAY_STATUS_TABLE } from './statuses.js';
import { YEDPAY_DETAIL_FIELDS, YEDPAY_FIELDS, YEDPAY_GUARDED_FIELDS, YEDPAY_LIST_MEMBERS } from './wire.js';
/** Wire to domain, pure and total. The caller has checked that the record is the one that was asked for. */
export function toYedpayTransaction(record, key, zone) {
    const reader = new RecordReader(record);
    const currency = reader.currency('currency');
    const raw = keepKnown(record, YEDPAY_FIELDS, YEDPAY_LIST_MEMBERS);
    // Kept whole, it has no other fields.
    if (raw !== record)
        reader.reportUnknown(YEDPAY_FIELDS);
    const yedpayId = String(record.id);
    const { row, providerStatus, issue } = YEDPAY_STATUS_TABLE.map(reader.text('status'), 'status');
    if (issue !== null)
        reader.report(issue);
    const amount = reader.money('amount', currency);
    const charge = reader.money('charge', currency);
    const net = reader.money('net', currency);
    const refunded = reader.money('refunded', currency);
    const refundCharge = reader.money('refund_charge', currency);
    const tips = reader.money('tips', currency);
    const forex = reader.decimal('forex');
    const paidAt = reader.localInstant('paid_at', zone);
    const refundedAt = reader.localInstant('refunded_at', zone);
    const settledAt = reader.localInstant('settled_at', zone);
    const canSettleAfter = reader.localInstant('can_settle_after', zone);
    const isBalanceSettled = reader.boolean('is_balance_settled');
    const customId = reader.text('custom_id');
    const transactionId = reader.text('transaction_id');
    const referenceId = reader.text('reference_id');
    const cancellation = readActionDetails(reader, 'cancellation_details');
    const refundDetails = readActionDetails(reader, 'refund_details');
    const failure = readActionDetails(reader, 'fail_details');
    // A payment time that cannot be read is one all the same.
    const wasPaid = reader.has('paid_at');
    const status = paymentStatus(row, wasPaid);
    // Of several, nothing says which one is the last.
    const refundDetail = refundDetails?.length === 1 ? refundDetails[0] : undefined;
    const refund = readRefund({
        row,
        status,
        wasPaid,
        amount,
        refunded,
        refundCharge,
        refundedAt,
        reason: refundDetail?.remark ?? null,
        requestedBy: refundDetail?.requestedBy ?? null,
    });
    for (const found of refund.issues)
        reader.report(found);
    if (row !== null && status !== 'PAID' && paidAt !== null) {
        reader.report(dataIssue('SUCCESS_TIME_WITHOUT_SUCCESS', {
            field: 'paid_at',
            message: 'The payment has a payment time, but its status is not one of a payment that was taken.',
            actual: providerStatus.code,
        }));
    }
    const settlementState = settlement(row, isBalanceSettled);
    if (settlementState === 'SETTLED' && settledAt === null) {
        reader.report(dataIssue('SETTLED_WITHOUT_DATE', {
            field: 'settled_at',
            message: 'The payment is settled, but no settlement time is stated.',
        }));
    }
    if (isPlain(reader, { refunded, tips, forex })) {
        const mismatch = netMismatch({ amount, fee: charge, net }, 'net');
        if (mismatch !== null)
            reader.report(mismatch);
    }
    return {
        provider: 'yedpay',
        key,
        recordId: yedpayId,
        status,
        refundState: refund.view.state,
        settlementState,
        providerStatus,
        amount,
        fee: charge,
        net,
        refund: refund.view,
        merchantReference: customId,
        processorReference: referenceId,
        references: references({ yedpayId, customId, transactionId, referenceId }),
        createdAt: reader.localInstant('created_at', zone),
        paidAt,
        updatedAt: reader.localInstant('updated_at', zone),
        expectedChangeAt: settlementState === 'SETTLED' ? null : canSettleAfter,
        timeZone: zone.name,
        raw,
        yedpayId,
        userId: reader.text('user_id'),
        companyId: reader.text('company_id'),
        storeId: reader.text('store_id'),
        gateway: readGateway(reader),
        barcodeId: reader.text('barcode_id'),
        paymentLinkId: reader.text('payment_link_id'),
        charge,
        refunded,
        refundCharge,
        tips,
        forex,
        canSettleAfter,
        isBalanceSettled,
        settledAt,
        transactionId,
        referenceId,
        payer: reader.text('payer'),
        buyerId: reader.text('buyer_id'),
        walletType: reader.text('wallet_type'),
        extraParameters: reader.text('extra_parameters'),
        customId,
        fixedId: reader.text('fixed_id'),
        refundedAt,
        expiredAt: reader.localInstant('expired_at', zone),
        pinKey: reader.text('pin_key'),
        links: reader.objects('_links')?.map((link) => ({ rel: link.text('rel'), href: link.text('href') })) ?? null,
        cancellation,
        refundDetails,
        failure,
        guardedFields: guardedFields(reader, raw),
        // Last, because reading a field is what reports it.
        issues: reader.issues,
    };
}
/** `void`, `reversal` and `voiding` after a payment concern its refund: the payer's money was taken. */
function paymentStatus(row, wasPaid) {
    if (row === null)
        return 'UNKNOWN';
    const undone = row.code === 'void' || row.code === 'reversal' || row.code === 'voiding';
    return undone && wasPaid ? 'PAID' : row.status;
}
function settlement(row, isBalanceSettled) {
    if (row !== null && row.settlementState !== null)
        return row.settlementState;
    if (isBalanceSettled === null)
        return 'NOT_REPORTED';
    return isBalanceSettled ? 'SETTLED' : 'NOT_SETTLED';
}
/** No refund, tip or exchange rate that could have a part in the net; one that cannot be read could have. */
function isPlain(reader, { refunded, tips, forex }) {
    const noExchange = forex === null ? !reader.has('forex') : compare(forex, '1') === 0;
    return isNone(reader, 'refunded', refunded) && isNone(reader, 'tips', tips) && noExchange;
}
function isNone(reader, field, money) {
    return money === null ? !reader.has(field) : isZero(money.amount);
}
function readGateway(reader) {
    const code = reader.text('gateway_code');
    return {
        id: reader.integer('gateway_id'),
        subId: reader.integer('gateway_sub_id'),
        subName: reader.text('gateway_sub_name'),
        code,
        label: code === null ? null : (YEDPAY_GATEWAY_LABELS.get(code) ?? null),
    };
}
function guardedFields(reader, raw) {
    const filled = [];
    for (const guarded of YEDPAY_GUARDED_FIELDS)
        if (reader.has(guarded.field))
            filled.push(guarded);
    for (const field of YEDPAY_DETAIL_FIELDS) {
        if (namesSomebody(raw[field]))
            filled.push({ field, scope: 'transactions:pii' });
    }
    return filled;
}
function references(ids) {
    return statedReferences([
        { kind: 'YEDPAY_ID', value: ids.yedpayId, queryable: false },
        { kind: 'CUSTOM_ID', value: ids.customId, queryable: true },
        { kind: 'TRANSACTION_ID', value: ids.transactionId, queryable: false },
        { kind: 'REFERENCE_ID', value: ids.referenceId, queryable: false },
    ]);
}
