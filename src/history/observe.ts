import { createHash } from 'node:crypto';
import { isWorrying } from '../domain/attention.ts';
import type { Instant } from '../domain/instant.ts';
import type { Money } from '../domain/money.ts';
import {
  type LookPurpose,
  type ObservationPrecision,
  type ObservedFacts,
  type ObservedMoney,
  type ObservedState,
  type ObservedTransaction,
  type StatusObservation,
  storableText,
} from '../domain/observation.ts';
import type { Transaction } from '../domain/transaction.ts';

/** One look at a record, as far as it is remembered: nothing else of the record is kept waiting or reaches a store. */
export interface Look {
  readonly facts: ObservedFacts;
  /** Its identifiers that a link rule may look for, and that no look-up accepts. */
  readonly linkable: readonly LinkableReference[];
  /** When the provider says that something happened, in milliseconds since the epoch. */
  readonly paidAt: number | null;
  readonly lastRefundedAt: number | null;
  readonly updatedAt: number | null;
  readonly observedAt: number;
  readonly purpose: LookPurpose;
}

/** An identifier by which a counterpart may be found among what was seen. */
export interface LinkableReference {
  readonly kind: string;
  readonly value: string;
}

export interface LookDetails {
  readonly observedAt: number;
  readonly purpose: LookPurpose;
  /** Whether the key that found it is a secret, and must not be stored. */
  readonly isSecretKey: boolean;
  /** Kinds of identifiers of its provider by which counterparts are found. */
  readonly linkableKinds: ReadonlySet<string>;
}

/** What is stored of a record. */
export interface LastSeen {
  readonly transaction: ObservedTransaction;
  readonly lastObservationId: string;
}

/** A record as it is now, and what this look has added. */
export interface Observed extends LastSeen {
  /** Null where nothing differs. */
  readonly observation: StatusObservation | null;
}

export function lookAt(transaction: Transaction, details: LookDetails): Look {
  const { observedAt, purpose, isSecretKey, linkableKinds } = details;
  const { provider, key, recordId, amount, merchantReference, processorReference, issues, refund } = transaction;
  return {
    facts: {
      provider,
      account: key.account,
      recordId: storableText(recordId),
      ...stateOf(transaction),
      reference: storedReference(transaction, isSecretKey),
      amount: observedMoney(amount),
      merchantReference: storable(merchantReference),
      processorReference: storable(processorReference),
      issues: issues.map(({ kind, severity }) => ({ kind, severity })),
      createdAt: timeOf(transaction.createdAt),
    },
    linkable: transaction.references
      .filter(({ kind }) => linkableKinds.has(kind))
      .map(({ kind, value }) => ({ kind, value: storableText(value) })),
    paidAt: timeOf(transaction.paidAt),
    lastRefundedAt: timeOf(refund.lastRefundedAt),
    updatedAt: timeOf(transaction.updatedAt),
    observedAt,
    purpose,
  };
}

/**
 * Another process may have stored a later look first. Further back it is no late look, but a clock that was wrong and is
 * corrected, which must not end a history.
 */
const LATE_MS = 600_000;

/** What a look makes of what is stored; null where that is of a later look. */
export function observe(look: Look, before: LastSeen | null): Observed | null {
  const { facts, observedAt, purpose } = look;
  const old = before?.transaction ?? null;
  const changed = old === null ? [] : changedNames(old, facts);
  const isNew = old === null || changed.length > 0;
  const lateMs = old === null ? 0 : (isNew ? old.lastChangedAt : old.lastObservedAt) - observedAt;
  if (lateMs > 0 && lateMs <= LATE_MS) return null;
  const transaction: ObservedTransaction = {
    ...facts,
    reference: facts.reference ?? old?.reference ?? null,
    firstObservedAt: old?.firstObservedAt ?? observedAt,
    lastObservedAt: observedAt,
    lastChangedAt: isNew ? observedAt : old.lastChangedAt,
    statusSince: old !== null && old.status === facts.status ? old.statusSince : observedAt,
    refundSince: old !== null && old.refundState === facts.refundState ? old.refundSince : observedAt,
    issueSince: facts.issues.some(isWorrying) ? (old?.issueSince ?? observedAt) : null,
  };
  const earlierId = before?.lastObservationId ?? '';
  if (!isNew) return { transaction, observation: null, lastObservationId: earlierId };
  const id = observationId(facts, earlierId);
  const observation: StatusObservation = {
    id,
    status: facts.status,
    refundState: facts.refundState,
    settlementState: facts.settlementState,
    providerCode: facts.providerCode,
    providerLabel: facts.providerLabel,
    isMapped: facts.isMapped,
    isDocumented: facts.isDocumented,
    refunded: facts.refunded,
    ...occurrence(look, changed),
    observedAt,
    purpose,
    changed,
  };
  return { transaction, observation, lastObservationId: id };
}

function stateOf({ status, refundState, settlementState, providerStatus, refund }: Transaction): ObservedState {
  return {
    status,
    refundState,
    settlementState,
    providerCode: storable(providerStatus.code),
    providerLabel: storable(providerStatus.label),
    isMapped: providerStatus.mapped,
    isDocumented: providerStatus.documented,
    refunded: observedMoney(refund.refunded),
  };
}

function observedMoney(money: Money | null): ObservedMoney | null {
  return money === null ? null : { amount: storableText(money.amount), rawCurrency: storable(money.rawCurrency) };
}

function storable(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

function timeOf(instant: Instant | null): number | null {
  return instant?.epochMilliseconds ?? null;
}

/** By their names in `StatusObservation`. */
function changedNames(old: ObservedState, state: ObservedState): string[] {
  const differs: ReadonlyArray<readonly [name: string, differs: boolean]> = [
    ['status', old.status !== state.status],
    ['refundState', old.refundState !== state.refundState],
    ['settlementState', old.settlementState !== state.settlementState],
    ['providerStatus', old.providerCode !== state.providerCode],
    ['amountRefunded', moneyText(old.refunded) !== moneyText(state.refunded)],
  ];
  return differs.filter(([, isDifferent]) => isDifferent).map(([name]) => name);
}

/** When the provider says that it happened: the time of what changed, where it states one. */
function occurrence(
  { facts: { status, createdAt }, paidAt, lastRefundedAt, updatedAt }: Look,
  changed: readonly string[],
): { readonly occurredAt: number | null; readonly precision: ObservationPrecision } {
  const isFirst = changed.length === 0;
  const isRefund = changed.includes('refundState') || changed.includes('amountRefunded');
  const occurredAt =
    (isRefund || isFirst ? lastRefundedAt : null) ??
    (status === 'PAID' && (isFirst || changed.includes('status')) ? paidAt : null) ??
    updatedAt ??
    (isFirst ? createdAt : null);
  return { occurredAt, precision: occurredAt === null ? 'FIRST_SEEN' : 'PROVIDER_TIME' };
}

/** Of the content and the observation before: the same change, seen twice, is the same observation. */
function observationId(facts: ObservedFacts, before: string): string {
  const { provider, account, recordId, status, refundState, settlementState, providerCode, refunded } = facts;
  const content = [provider, account, recordId, status, refundState, settlementState, providerCode];
  return createHash('sha256')
    .update(JSON.stringify([...content, moneyText(refunded), before]))
    .digest('base64url')
    .slice(0, 22);
}

function moneyText(money: ObservedMoney | null): string | null {
  return money === null ? null : `${money.amount} ${money.rawCurrency ?? ''}`;
}

/** The key that found it, unless that is a secret; else another reference of the record that a look-up accepts. */
function storedReference({ key, references }: Transaction, isSecretKey: boolean): ObservedFacts['reference'] {
  if (!isSecretKey) return { kind: key.kind, value: key.value };
  const other = references.find(({ queryable }) => queryable);
  return other === undefined ? null : { kind: other.kind, value: other.value };
}
