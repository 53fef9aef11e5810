import type { DataIssue } from './data-issue.ts';
import type { Freshness } from './freshness.ts';
import type { Axes } from './headline.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';
import type { RefundView } from './refund-state.ts';
import type { FieldScope } from './scope.ts';
import type { Reference, TransactionKey } from './transaction-key.ts';

/** What the provider said, before it was mapped. */
export interface ProviderStatus {
  /** The code as sent, at most 64 characters; null where the record has none. */
  readonly code: string | null;
  readonly label: string | null;
  readonly mapped: boolean;
  readonly documented: boolean;
}

/** A field of the provider's record that only callers with `scope` may see, and that the provider filled. */
export interface GuardedField {
  readonly field: string;
  readonly scope: FieldScope;
}

/** A record as it is answered: with how fresh it is. */
export interface AnsweredTransaction extends Transaction {
  readonly freshness: Freshness;
}

/**
 * One attempt to move money, as one provider records it. Every value is as stated: nothing is recomputed, and null means
 * that the provider did not say, never zero.
 */
export interface Transaction extends Axes {
  readonly provider: string;
  /** The key that found it, which finds it again. */
  readonly key: TransactionKey;
  /** The provider's own identity of the record: two records under one key differ in it. */
  readonly recordId: string;
  readonly providerStatus: ProviderStatus;
  readonly amount: Money | null;
  readonly fee: Money | null;
  readonly net: Money | null;
  readonly refund: RefundView;
  readonly merchantReference: string | null;
  readonly processorReference: string | null;
  readonly references: readonly Reference[];
  readonly createdAt: Instant | null;
  readonly paidAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** When the provider said that it will settle: what is known now may be otherwise from then on. */
  readonly expectedChangeAt: Instant | null;
  /** The account's time zone, in which its business days are counted. */
  readonly timeZone: string;
  readonly issues: readonly DataIssue[];
  readonly guardedFields: readonly GuardedField[];
  /** The known fields of the record as sent, numbers as their text; guarded ones are left to the reader's scopes. */
  readonly raw: Readonly<Record<string, unknown>>;
}
