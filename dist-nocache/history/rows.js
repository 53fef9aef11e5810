import { subjectText, } from '../domain/observation.js';
const WAITING = new Set(['PENDING', 'AWAITING_CUSTOMER', 'AUTHORIZED']);
export function observationRow({ provider, account, recordId }, observation) {
    const { id, occurredAt, precision, observedAt, purpose, changed } = observation;
    return {
        id,
        subject: subjectText({ provider, account, recordId }),
        provider,
        account,
        record_id: recordId,
        status: observation.status,
        refund_state: observation.refundState,
        settlement_state: observation.settlementState,
        provider_code: observation.providerCode,
        provider_label: observation.providerLabel,
        is_mapped: observation.isMapped ? 1 : 0,
        is_documented: observation.isDocumented ? 1 : 0,
        refunded_amount: observation.refunded?.amount ?? null,
        refunded_currency: observation.refunded?.rawCurrency ?? null,
        occurred_at: occurredAt,
        precision,
        observed_at: observedAt,
        purpose,
        changed: changed.join(','),
    };
}
export function readObservation(row) {
    return {
        id: row.id,
        ...readState(row),
        occurredAt: row.occurred_at,
        precision: row.precision,
        observedAt: row.observed_at,
        purpose: row.purpose,
        changed: row.changed === '' ? [] : row.changed.split(','),
    };
}
export function transactionRow({ transaction, lastObservationId }) {
    const { provider, account, recordId, reference, amount, issues } = transaction;
    return {
        subject: subjectText(transaction),
        provider,
        account,
        record_id: recordId,
        status: transaction.status,
        refund_state: transaction.refundState,
        settlement_state: transaction.settlementState,
        provider_code: transaction.providerCode,
        provider_label: transaction.providerLabel,
        is_mapped: transaction.isMapped ? 1 : 0,
        is_documented: transaction.isDocumented ? 1 : 0,
        refunded_amount: transaction.refunded?.amount ?? null,
        refunded_currency: transaction.refunded?.rawCurrency ?? null,
        reference_kind: reference?.kind ?? null,
        reference_value: reference?.value ?? null,
        amount: amount?.amount ?? null,
        currency: amount?.rawCurrency ?? null,
        merchant_reference: transaction.merchantReference,
        processor_reference: transaction.processorReference,
        issues: issuesText(issues),
        may_need_attention: mayNeedAttention(transaction) ? 1 : 0,
        created_at: transaction.createdAt,
        first_observed_at: transaction.firstObservedAt,
        last_observed_at: transaction.lastObservedAt,
        last_changed_at: transaction.lastChangedAt,
        status_since: transaction.statusSince,
        refund_since: transaction.refundSince,
        issue_since: transaction.issueSince,
        last_observation_id: lastObservationId,
    };
}
/** None where nothing finds the record again: then nobody can be led to it. */
export function referenceRows({ transaction }, linkable) {
    const { provider, account, reference } = transaction;
    if (reference === null)
        return [];
    return linkable.map(({ kind, value }) => ({
        subject: subjectText(transaction),
        provider,
        account,
        kind,
        value,
        reference_kind: reference.kind,
        reference_value: reference.value,
    }));
}
export function readTransaction(row) {
    return {
        provider: row.provider,
        account: row.account,
        recordId: row.record_id,
        ...readState(row),
        reference: row.reference_kind === null || row.reference_value === null
            ? null
            : { kind: row.reference_kind, value: row.reference_value },
        amount: readMoney(row.amount, row.currency),
        merchantReference: row.merchant_reference,
        processorReference: row.processor_reference,
        issues: readIssues(row.issues),
        createdAt: row.created_at,
        firstObservedAt: row.first_observed_at,
        lastObservedAt: row.last_observed_at,
        lastChangedAt: row.last_changed_at,
        statusSince: row.status_since,
        refundSince: row.refund_since,
        issueSince: row.issue_since,
    };
}
/** Wider than any kind of attention, whatever its threshold: it lets the database read the few rows that may count. */
function mayNeedAttention({ status, refundState, isMapped, issueSince }) {
    return WAITING.has(status) || refundState === 'PENDING' || issueSince !== null || !isMapped;
}
function readState(row) {
    return {
        status: row.status,
        refundState: row.refund_state,
        settlementState: row.settlement_state,
        providerCode: row.provider_code,
        providerLabel: row.provider_label,
        isMapped: row.is_mapped === 1,
        isDocumented: row.is_documented === 1,
        refunded: readMoney(row.refunded_amount, row.refunded_currency),
    };
}
function readMoney(amount, rawCurrency) {
    return amount === null ? null : { amount, rawCurrency };
}
export function issuesText(issues) {
    let text = '';
    for (const { kind, severity } of issues) {
        text += text === '' ? `${kind}:${severity}` : `,${kind}:${severity}`;
    }
    return text;
}
export function readIssues(text) {
    return text === '' ? [] : text.split(',').map(readIssue);
}
function readIssue(text) {
    const [kind, severity] = text.split(':');
    return { kind, severity };
}
