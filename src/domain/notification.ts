import type { ReferenceKind, TransactionKey } from './transaction-key.ts';

/**
 * What a verified notification is used for: to know that it came before, and where to look again. There is no member for
 * what it says of the payment, because only the provider's answer to a question of ours is shown.
 */
export interface Notification {
  /** Of bounded length. The same notification, sent again, has at least one of them again. */
  readonly ids: readonly string[];
  /** One that passed the provider's allow-list. */
  readonly reference: { readonly kind: ReferenceKind; readonly value: string } | null;
  /** The provider's own identity of the record. */
  readonly recordId: string | null;
}

/** Something says that a payment has changed: a key that names it, the provider's identity of it, or both. */
export interface ChangeHint {
  readonly key: TransactionKey | null;
  readonly recordId: string | null;
}

/** A notification of which nothing can be read before its signature was checked. */
export interface SignedNotification {
  /** Null where the key has not signed it. */
  readonly verify: (key: string) => Notification | null;
}
