import type { Instant } from '../domain/instant.ts';
import type { Money } from '../domain/money.ts';
import { type LookPurpose, type ObservedFacts, type ObservedMoney, storableText } from '../domain/observation.ts';
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

export function lookAt(transaction: Transaction, details: LookDetails): Look {
  const { observedAt, purpose, isSecretKey, linkableKinds } = details;
  const { provider, key, providerStatus, refund } = transaction;
  return {
    facts: {
      provider,
      account: key.account,
      recordId: storableText(transaction.recordId),
      status: transaction.status,
      refundState: transaction.refundState,
      settlementState: transaction.settlementState,
      providerCode: storable(providerStatus.code),
      providerLabel: storable(providerStatus.label),
      isMapped: providerStatus.mapped,
      isDocumented: providerStatus.documented,
      refunded: observedMoney(refund.refunded),
      reference: storedReference(transaction, isSecretKey),
      amount: observedMoney(transaction.amount),
      merchantReference: storable(transaction.merchantReference),
      processorReference: storable(transaction.processorReference),
      issues: transaction.issues.map(({ kind, severity }) => ({ kind, severity })),
      createdAt: timeOf(transaction.createdAt),
    },
    linkable: linkableKinds.size === 0 ? NONE : linkableOf(transaction, linkableKinds),
    paidAt: timeOf(transaction.paidAt),
    lastRefundedAt: timeOf(refund.lastRefundedAt),
    updatedAt: timeOf(transaction.updatedAt),
    observedAt,
    purpose,
  };
}

const NONE: readonly LinkableReference[] = [];

function linkableOf({ references }: Transaction, kinds: ReadonlySet<string>): LinkableReference[] {
  const linkable: LinkableReference[] = [];
  for (const { kind, value } of references) {
    if (kinds.has(kind)) linkable.push({ kind, value: storableText(value) });
  }
  return linkable;
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

/** The key that found it, unless that is a secret; else another reference of the record that a look-up accepts. */
function storedReference({ key, references }: Transaction, isSecretKey: boolean): ObservedFacts['reference'] {
  if (!isSecretKey) return { kind: key.kind, value: key.value };
  const other = references.find(({ queryable }) => queryable);
  return other === undefined ? null : { kind: other.kind, value: storableText(other.value) };
}
