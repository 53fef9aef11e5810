import type { DataIssueKind, Severity } from './data-issue.ts';
import type { Axes } from './headline.ts';

/** What caused the look at which something was seen. */
export type LookPurpose = 'QUERY' | 'WATCH' | 'NOTIFICATION' | 'RECONCILE';

/** PROVIDER_TIME: the provider says when it happened. FIRST_SEEN: nobody knows more than when it was seen. */
export type ObservationPrecision = 'PROVIDER_TIME' | 'FIRST_SEEN';

/** An amount as it is remembered: the stated text, and the currency as the provider wrote it. */
export interface ObservedMoney {
  readonly amount: string;
  readonly rawCurrency: string | null;
}

/** Which record: one account's record by the provider's own identity. */
export interface ObservedSubject {
  readonly provider: string;
  readonly account: string;
  readonly recordId: string;
}

/** Equal for equal records and for no others. */
export function subjectText({ provider, account, recordId }: ObservedSubject): string {
  return `${provider}\n${account}\n${storableText(recordId)}`;
}

/** Far above every identifier and amount that is documented, and well within what an index of PostgreSQL takes. */
const LONGEST_TEXT = 400;

/** A provider's text as every database takes it: one that does not would be refused again and again, with its whole batch. */
export function storableText(text: string): string {
  return text.slice(0, LONGEST_TEXT).replaceAll('\0', '\uFFFD').toWellFormed();
}

/** What is compared between two looks. No personal data: none of it is stored. */
export interface ObservedState extends Axes {
  readonly providerCode: string | null;
  readonly providerLabel: string | null;
  readonly isMapped: boolean;
  readonly isDocumented: boolean;
  readonly refunded: ObservedMoney | null;
}

/** A record of which a look found something else than the look before; times are milliseconds since the epoch. */
export interface StatusObservation extends ObservedState {
  /** Made of its time, of what it says and of the observation before it, so that storing the same look again adds nothing. */
  readonly id: string;
  readonly occurredAt: number | null;
  readonly precision: ObservationPrecision;
  readonly observedAt: number;
  readonly purpose: LookPurpose;
  /** What differs from the observation before; empty in the first. */
  readonly changed: readonly string[];
}

/** What is remembered of a record, by one look. */
export interface ObservedFacts extends ObservedSubject, ObservedState {
  /** A reference that finds it again; null where it was found by a payment token only, which is not stored. */
  readonly reference: { readonly kind: string; readonly value: string } | null;
  readonly amount: ObservedMoney | null;
  readonly merchantReference: string | null;
  readonly processorReference: string | null;
  readonly issues: ReadonlyArray<{ readonly kind: DataIssueKind; readonly severity: Severity }>;
  /** When the provider created it, as far as it says. */
  readonly createdAt: number | null;
}

/** What is remembered of a record as it was seen last. */
export interface ObservedTransaction extends ObservedFacts {
  readonly firstObservedAt: number;
  readonly lastObservedAt: number;
  readonly lastChangedAt: number;
  /** Since when the payment axis, and the refund axis, is what it is. */
  readonly statusSince: number;
  readonly refundSince: number;
  /** Since when it has an issue to look at without a break; null where it has none. */
  readonly issueSince: number | null;
}
