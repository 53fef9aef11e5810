import { hash } from 'node:crypto';
import { isWorrying } from '../domain/attention.ts';
import type {
  ObservationPrecision,
  ObservedMoney,
  ObservedState,
  ObservedTransaction,
  StatusObservation,
} from '../domain/observation.ts';
import type { Look } from './look.ts';

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

/**
 * Another process may have stored a later look first. Further back it is no late look, but a clock that was wrong and is
 * corrected, which must not end a history.
 */
const LATE_MS = 600_000;

/** Of milliseconds in base 36: until the year 5188. */
const TIME_DIGITS = 9;
/** 96 bits, for what is seen within one millisecond. */
const HASH_CHARACTERS = 16;

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
  const id = observationId(look, earlierId);
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

/**
 * Of the content and the observation before: the same look, stored twice, is the same observation. The time comes first, so
 * that ids grow: new ones share the last pages of their index, where hashes alone would each dirty a page of their own.
 */
function observationId({ facts, observedAt }: Look, before: string): string {
  const { provider, account, recordId, status, refundState, settlementState, providerCode, refunded } = facts;
  const content = [
    provider,
    account,
    recordId,
    status,
    refundState,
    settlementState,
    providerCode,
    moneyText(refunded),
  ];
  const digest = hash('sha256', JSON.stringify([...content, before]), 'base64url');
  return observedAt.toString(36).padStart(TIME_DIGITS, '0') + digest.slice(0, HASH_CHARACTERS);
}

function moneyText(money: ObservedMoney | null): string | null {
  return money === null ? null : `${money.amount} ${money.rawCurrency ?? ''}`;
}
