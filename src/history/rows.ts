import type { Insertable, Selectable } from 'kysely';
import type { DataIssueKind, Severity } from '../domain/data-issue.ts';
import {
  type LookPurpose,
  type ObservationPrecision,
  type ObservedFacts,
  type ObservedMoney,
  type ObservedState,
  type ObservedSubject,
  type ObservedTransaction,
  type StatusObservation,
  subjectText,
} from '../domain/observation.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { RefundState } from '../domain/refund-state.ts';
import type { SettlementState } from '../domain/settlement-state.ts';
import type { ObservationTable, ObservedReferenceTable, ObservedTransactionTable } from './database.ts';
import type { LinkableReference } from './look.ts';
import type { LastSeen } from './observe.ts';

type StateRow = Pick<
  ObservationTable,
  | 'status'
  | 'refund_state'
  | 'settlement_state'
  | 'provider_code'
  | 'provider_label'
  | 'is_mapped'
  | 'is_documented'
  | 'refunded_amount'
  | 'refunded_currency'
>;

const WAITING: ReadonlySet<PaymentStatus> = new Set(['PENDING', 'AWAITING_CUSTOMER', 'AUTHORIZED']);

export function observationRow(
  { provider, account, recordId }: ObservedSubject,
  observation: StatusObservation,
): Insertable<ObservationTable> {
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

export function readObservation(row: Selectable<ObservationTable>): StatusObservation {
  return {
    id: row.id,
    ...readState(row),
    occurredAt: row.occurred_at,
    precision: row.precision as ObservationPrecision,
    observedAt: row.observed_at,
    purpose: row.purpose as LookPurpose,
    changed: row.changed === '' ? [] : row.changed.split(','),
  };
}

export function transactionRow({ transaction, lastObservationId }: LastSeen): Insertable<ObservedTransactionTable> {
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
export function referenceRows(
  { transaction }: LastSeen,
  linkable: readonly LinkableReference[],
): Insertable<ObservedReferenceTable>[] {
  const { provider, account, reference } = transaction;
  if (reference === null) return [];
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

export function readTransaction(row: Selectable<ObservedTransactionTable>): ObservedTransaction {
  return {
    provider: row.provider,
    account: row.account,
    recordId: row.record_id,
    ...readState(row),
    reference:
      row.reference_kind === null || row.reference_value === null
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
function mayNeedAttention({ status, refundState, isMapped, issueSince }: ObservedTransaction): boolean {
  return WAITING.has(status) || refundState === 'PENDING' || issueSince !== null || !isMapped;
}

function readState(row: StateRow): ObservedState {
  return {
    status: row.status as PaymentStatus,
    refundState: row.refund_state as RefundState,
    settlementState: row.settlement_state as SettlementState,
    providerCode: row.provider_code,
    providerLabel: row.provider_label,
    isMapped: row.is_mapped === 1,
    isDocumented: row.is_documented === 1,
    refunded: readMoney(row.refunded_amount, row.refunded_currency),
  };
}

function readMoney(amount: string | null, rawCurrency: string | null): ObservedMoney | null {
  return amount === null ? null : { amount, rawCurrency };
}

export function issuesText(issues: ObservedFacts['issues']): string {
  let text = '';
  for (const { kind, severity } of issues) {
    text += text === '' ? `${kind}:${severity}` : `,${kind}:${severity}`;
  }
  return text;
}

export function readIssues(text: string): ObservedFacts['issues'] {
  return text === '' ? [] : text.split(',').map(readIssue);
}

function readIssue(text: string): { readonly kind: DataIssueKind; readonly severity: Severity } {
  const [kind, severity] = text.split(':') as [DataIssueKind, Severity];
  return { kind, severity };
}
