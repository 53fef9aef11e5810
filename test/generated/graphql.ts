/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether a provider answers for an account. */
export type AccountHealth =
  /** It is being probed after a failure, or has told us to wait. */
  | 'DEGRADED'
  /** It refuses our credential. Whoever runs the gateway must act. */
  | 'DENIED'
  /** It does not answer; known records are answered as STALE_ON_ERROR meanwhile. */
  | 'DOWN'
  /** It answers. */
  | 'UP';

/** How far two amounts in one currency may be apart and still count as the same. */
export type AmountTolerance = {
  /** In its units, such as "0.05"; not negative. */
  amount: string;
  /** The currency. */
  currency: string;
};

/** Why a record needs somebody. */
export type AttentionKind =
  /** AUTHORIZED and not taken for longer than history.authorizedHours. */
  | 'AUTHORIZATION_AGEING'
  /** The record has a data issue of severity WARNING or ERROR, other than UNMAPPED_STATUS, which is a kind of its own. */
  | 'DATA_ISSUE'
  /** A refund is PENDING for longer than history.refundPendingHours. */
  | 'REFUND_PENDING_TOO_LONG'
  /** PENDING or AWAITING_CUSTOMER for longer than history.pendingMinutes. */
  | 'STUCK_PENDING'
  /** The provider sent a status that this gateway does not know. */
  | 'UNMAPPED_STATUS';

/** What a provider's published API can tell. */
export type Capability =
  /** When the record was created. */
  | 'CREATION_TIME'
  /** What the provider keeps of it. */
  | 'FEES'
  /** Which payments there are. Without it, a payment can only be looked up by a reference that you have. */
  | 'LISTING'
  /** A call by the provider when a payment changes. */
  | 'NOTIFICATIONS'
  /** The state of a payment. */
  | 'PAYMENT_STATUS'
  /** When the money was taken. */
  | 'PAYMENT_TIME'
  /** Whether and how much was refunded. */
  | 'REFUNDS'
  /** Whether the merchant was credited. */
  | 'SETTLEMENT';

/** What a check says. */
export type CheckVerdict =
  /** Not the same. */
  | 'FAIL'
  /** The two say nothing about one another, such as amounts in two currencies. */
  | 'NOT_COMPARABLE'
  /** The same. */
  | 'PASS'
  /** Not the same, and a rule of yours allows it. */
  | 'TOLERATED'
  /** The provider states nothing, or nothing yet. */
  | 'UNAVAILABLE';

/** What a check is of. */
export type CheckedField =
  /** The gross amount. */
  | 'AMOUNT'
  /** Its gross amount. Fee and net are not compared across providers. */
  | 'COUNTERPART_AMOUNT'
  /** Its currency. */
  | 'COUNTERPART_CURRENCY'
  /** Its day of payment. */
  | 'COUNTERPART_PAID_ON'
  /** The payment axis of the counterpart's record. */
  | 'COUNTERPART_STATUS'
  /** The currency of the amounts. */
  | 'CURRENCY'
  /** What the provider keeps. */
  | 'FEE'
  /** The merchant's own reference. */
  | 'MERCHANT_REFERENCE'
  /** What the merchant gets. */
  | 'NET'
  /** The day of payment. */
  | 'PAID_ON'
  /** The external platform's number. */
  | 'PROCESSOR_REFERENCE'
  /** The payment axis. */
  | 'STATUS';

/** What of an entry is compared, where the entry states it. Status and currency always are. */
export type ComparableField =
  /** The gross amount. */
  | 'AMOUNT'
  /** Status, currency, amount and day of the counterpart's record. Never its fee or net. */
  | 'COUNTERPART'
  /** What the provider keeps. */
  | 'FEE'
  /** The merchant's own reference. */
  | 'MERCHANT_REFERENCE'
  /** What the merchant gets. */
  | 'NET'
  /** The day of payment. */
  | 'PAID_ON'
  /** The external platform's number. */
  | 'PROCESSOR_REFERENCE';

/** Why a stream ended. */
export type CompletionReason =
  /** Your token has ended, or what is watched is not yours any more. Subscribe again, with a new token where you have one. */
  | 'ACCESS_ENDED'
  /** Every reference has reached what you wait for, or can never: nothing is left to watch. */
  | 'ALL_REACHED'
  /** This gateway is about to stop. Subscribe again. */
  | 'DRAINING'
  /** No stream lives longer. Subscribe again to go on; it begins with snapshots, so nothing is missed. */
  | 'TIME_LIMIT';

/** What looks wrong in provider data. */
export type DataIssueKind =
  /** A field that was stated twice with different values; neither is shown. */
  | 'DUPLICATE_KEY'
  /** The stated net is not amount less fee, where nothing else could have a part in it. */
  | 'NET_MISMATCH'
  /** The reference has named more than one record of the provider. */
  | 'REFERENCE_REUSED'
  /** More is refunded than was paid. */
  | 'REFUND_EXCEEDS_AMOUNT'
  /** Settled, but without a settlement time. */
  | 'SETTLED_WITHOUT_DATE'
  /** The status and the refunded amount contradict each other. */
  | 'STATUS_AMOUNT_CONFLICT'
  /** A success time on a payment whose status is not success. */
  | 'SUCCESS_TIME_WITHOUT_SUCCESS'
  /** A value whose JSON type is not the documented one; its text is kept. */
  | 'TYPE_DEVIATION'
  /** A currency that ISO 4217 does not list. */
  | 'UNKNOWN_CURRENCY'
  /** A field that the documentation does not name; only its name is kept. */
  | 'UNKNOWN_FIELD'
  /** A status that this gateway does not know. */
  | 'UNMAPPED_STATUS'
  /** A value that could not be read, shown as null. */
  | 'UNPARSEABLE_VALUE'
  /** Fields that the provider filled and that your scopes do not cover. Not a fault of the data. */
  | 'WITHHELD';

/** What the comparison says of one entry. */
export type EntryOutcome =
  /** It cannot be said which record or which entry is meant: somebody has to look. */
  | 'AMBIGUOUS'
  /** Other entries name the same transaction, or the same counterpart; each of them is a DUPLICATE. */
  | 'DUPLICATE'
  /** Not due or not decided yet: ask again later. */
  | 'EXPECTED'
  /** Everything that was compared is the same. */
  | 'MATCHED'
  /** The same within your rules: checks say what differs and which rule allows it. */
  | 'MATCHED_WITH_TOLERANCE'
  /** Something is not the same: checks say what, and by how much. */
  | 'MISMATCHED'
  /** There is no such transaction in an account of yours, and it is due. */
  | 'MISSING'
  /** Nobody can say: the provider or the budget could not answer, or what is stated cannot be compared. It is neither right nor wrong. */
  | 'UNVERIFIABLE';

/** Why a reference is in no total: the outcome of its look-up, or something about its record. */
export type ExclusionReason =
  /** The payer has not acted: there is no money yet. */
  | 'AWAITING_CUSTOMER'
  /** The record states no amount, or none in a currency that ISO 4217 lists. */
  | 'CURRENCY_UNKNOWN'
  /** The outcome DEADLINE_EXCEEDED; see LookupOutcome. */
  | 'DEADLINE_EXCEEDED'
  /** It names a record that another reference has named; the record is counted once. */
  | 'DUPLICATE'
  /** The payment link ran out unpaid. */
  | 'EXPIRED_UNPAID'
  /** The outcome INTERNAL; see LookupOutcome. */
  | 'INTERNAL'
  /** The outcome INVALID_REFERENCE; see LookupOutcome. */
  | 'INVALID_REFERENCE'
  /** The outcome MALFORMED_RESPONSE; see LookupOutcome. */
  | 'MALFORMED_RESPONSE'
  /** The outcome NOT_FOUND; see LookupOutcome. */
  | 'NOT_FOUND'
  /** The outcome PROVIDER_DENIED; see LookupOutcome. */
  | 'PROVIDER_DENIED'
  /** The outcome PROVIDER_REJECTED; see LookupOutcome. */
  | 'PROVIDER_REJECTED'
  /** The outcome PROVIDER_UNAVAILABLE; see LookupOutcome. */
  | 'PROVIDER_UNAVAILABLE'
  /** The outcome RATE_LIMITED; see LookupOutcome. */
  | 'RATE_LIMITED';

/** Where a record in an answer came from. */
export type FreshnessSource =
  /** Known, and within the time in which its state is trusted. */
  | 'CACHED'
  /** The provider was asked for this answer. */
  | 'FETCHED'
  /** Known, a little past that time; it is being renewed behind this answer. */
  | 'STALE'
  /** Known, and past its time, because the provider cannot answer now. */
  | 'STALE_ON_ERROR';

/** Names a Genstore payment. */
export type GenstoreReference = {
  /** The shop. Left out: your only one; with several, it must be named. */
  account?: string | null | undefined;
  /** Letters, digits, "_" and "-", at most 64. */
  paymentId: string;
};

/** One word for the status column of a table, derived on the server from the three axes. */
export type Headline =
  /** Reserved, not taken. */
  | 'AUTHORIZED'
  /** The payer has not acted yet. */
  | 'AWAITING_CUSTOMER'
  /** Given up before payment. */
  | 'CANCELLED'
  /** Time ran out before payment. */
  | 'EXPIRED'
  /** Refused or failed. */
  | 'FAILED'
  /** Taken, not known to be settled, and no refund is reported: see refundState, where NOT_REPORTED is not NONE. */
  | 'PAID'
  /** Taken; part of it went back. */
  | 'PARTLY_REFUNDED'
  /** Undecided at the provider. */
  | 'PENDING'
  /** Taken; all of it went back. */
  | 'REFUNDED'
  /** Taken; a refund is under way. */
  | 'REFUNDING'
  /** Taken and settled, and no refund is reported: see refundState, where NOT_REPORTED is not NONE. */
  | 'SETTLED'
  /** A status that this gateway does not know. */
  | 'UNKNOWN'
  /** An authorization was undone. */
  | 'VOIDED';

/** What was compared beside the rule. */
export type LinkCheck =
  /** The gross amounts, exactly. Fee and net are never compared: no two providers mean the same by them. */
  | 'AMOUNT'
  /** The currencies, as the providers wrote them. */
  | 'CURRENCY'
  /** The times of payment: they agree within 15 minutes. */
  | 'PAID_AT'
  /** Another configured link rule: rule says which. */
  | 'RULE';

/** How a counterpart was come by. */
export type LinkSource =
  /** Its reference follows from the rule: the other provider can be asked for it. */
  | 'DERIVED'
  /** The other provider cannot be asked by this identifier. Among the records that this gateway has seen, one carries it, and was looked up by its own reference. */
  | 'OBSERVED';

/** What a comparison says. */
export type LinkVerdict =
  /** Both state it, and it is the same. */
  | 'AGREES'
  /** Both state it, and it differs: look at both records before you trust the link. */
  | 'CONTRADICTS'
  /** One of them does not state it, or the amounts are in different currencies. */
  | 'NOT_COMPARABLE';

/** What came of looking one reference up. */
export type LookupOutcome =
  /** The payment link exists and the payer has not acted: ask again later. There is no record yet. */
  | 'AWAITING_CUSTOMER'
  /** There was no time left to ask. */
  | 'DEADLINE_EXCEEDED'
  /** The payment link ran out unpaid. There is no record. */
  | 'EXPIRED_UNPAID'
  /** transaction has the record. */
  | 'FOUND'
  /** The gateway itself failed on this row. */
  | 'INTERNAL'
  /** The reference cannot name a transaction; problem says why. No provider was asked. */
  | 'INVALID_REFERENCE'
  /** The provider answered something that is not the record that was asked for. */
  | 'MALFORMED_RESPONSE'
  /** No such transaction in an account of yours. */
  | 'NOT_FOUND'
  /** The provider refused the account's credential. Whoever runs the gateway must act. */
  | 'PROVIDER_DENIED'
  /** The provider refused the request. */
  | 'PROVIDER_REJECTED'
  /** The provider could not be reached or failed. Ask again later. */
  | 'PROVIDER_UNAVAILABLE'
  /** No call to the account can be made in time. Ask again after retryAfterSeconds. */
  | 'RATE_LIMITED';

/** The payment axis: did the payer's money move? A later refund or settlement does not change it. */
export type PaymentStatus =
  /** The amount is reserved, not taken. */
  | 'AUTHORIZED'
  /** Created; the payer has not acted yet. */
  | 'AWAITING_CUSTOMER'
  /** Given up before payment. */
  | 'CANCELLED'
  /** Time ran out before payment. */
  | 'EXPIRED'
  /** The provider refused it or could not carry it out. */
  | 'FAILED'
  /** The provider says that the money was taken. It may have been refunded since: see refundState. */
  | 'PAID'
  /** Undecided at the provider. */
  | 'PENDING'
  /** The provider sent a status that this gateway does not know; providerStatus.code shows it. */
  | 'UNKNOWN'
  /** An authorization was undone; no money moved. */
  | 'VOIDED';

/** A system that transactions are looked up in. */
export type Provider =
  /** Commerce platform; its record of a payment, by shop. */
  | 'GENSTORE'
  /** Acquirer and payment service provider; its record of an online payment, by API key. */
  | 'YEDPAY';

/** One line of your books: which transaction, and what you know of it. What is left out is not compared. */
export type ReconcileEntry = {
  /** The gross amount, such as "123.23". Needs currency. */
  amount?: string | null | undefined;
  /** The other provider's record of the same money. Costs one more look-up. */
  counterpart?: TransactionReference | null | undefined;
  /** Its currency. Without it no amount can be compared. */
  currency?: string | null | undefined;
  /** What it should be. Left out: PAID. */
  expectStatus?: PaymentStatus | null | undefined;
  /** What the provider keeps. */
  fee?: string | null | undefined;
  /** Your own name of the line, no other has it; it comes back with the answer. At most 200 characters. */
  key: string;
  /** Your own reference: outOrderNo, or custom_id. */
  merchantReference?: string | null | undefined;
  /** What you get. */
  net?: string | null | undefined;
  /** The day of payment, or the day on which it is due. */
  paidOn?: string | null | undefined;
  /** The external platform's number: channelTrxNo, or reference_id. */
  processorReference?: string | null | undefined;
  /** The transaction. */
  reference: TransactionReference;
};

/** Your books, and how to compare them. */
export type ReconcileInput = {
  /** At most 500. */
  entries: Array<ReconcileEntry>;
  /** Left out: everything has to be the same. */
  rules?: ReconcileRules | null | undefined;
};

/** How to compare. Nothing is tolerated unless you say so. */
export type ReconcileRules = {
  /** What is compared. Left out: all that entries state. */
  compare?: Array<ComparableField> | null | undefined;
  /** When two references are the same. */
  normalization?: ReferenceNormalization | null | undefined;
  /** How many days the day of payment may be away from paidOn, from 0 to 366. */
  paidWithinDays?: number;
  /** The IANA time zone in which days are counted. Left out: each account's own. */
  timeZone?: string | null | undefined;
  /** By currency; 0 for those that are left out. */
  tolerances?: Array<AmountTolerance> | null | undefined;
};

/** What a reference identifies a transaction by. */
export type ReferenceKind =
  /** Genstore: The external payment channel's number of the payment (`channelTrxNo`). */
  | 'CHANNEL_TRX_NO'
  /** Yedpay: The merchant's own id of the online payment (`custom_id`). */
  | 'CUSTOM_ID'
  /** Genstore: The number of the order that was paid (`outOrderNo`). */
  | 'OUT_ORDER_NO'
  /** Genstore: Genstore's own id of the payment (`paymentId`). */
  | 'PAYMENT_ID'
  /** Yedpay: The token that Yedpay gave when the online payment was created (`payment_token`). Never listed on a transaction. */
  | 'PAYMENT_TOKEN'
  /** Yedpay: The payment route's own number (`reference_id`). */
  | 'REFERENCE_ID'
  /** Yedpay: Yedpay's transaction number (`transaction_id`). */
  | 'TRANSACTION_ID'
  /** Yedpay: Yedpay's id of the record (`id`). */
  | 'YEDPAY_ID';

/** What makes two spellings of a reference the same. Nothing, unless you say so. */
export type ReferenceNormalization = {
  /** Ignore upper and lower case. */
  ignoreCase?: boolean;
  /** Ignore zeros in front. */
  ignoreLeadingZeros?: boolean;
  /** Ignore up to ten letters in front, with the "-" or "_" after them: "WC-1001" is "1001". */
  ignorePrefix?: boolean;
  /** Ignore blanks before and after. */
  trim?: boolean;
};

/** How the money went back. */
export type RefundMechanism =
  /** No refund is reported. */
  | 'NOT_REPORTED'
  /** By a refund of a payment that was taken. */
  | 'REFUND'
  /** It went back, but the provider does not say how. */
  | 'UNKNOWN'
  /** By a void before the provider cleared the payment; it never appears in a settlement. */
  | 'VOID';

/** The refund axis: did money go back to the payer? */
export type RefundState =
  /** The whole amount was refunded, or the payment was voided after it was taken. */
  | 'FULL'
  /** The provider says that nothing was refunded. */
  | 'NONE'
  /** The provider says nothing about refunds here. This is not NONE. */
  | 'NOT_REPORTED'
  /** Part of the amount was refunded. */
  | 'PARTIAL'
  /** A refund was accepted and its result is open. */
  | 'PENDING';

/** The settlement axis: has the provider credited the merchant? */
export type SettlementState =
  /** Settlement is under way. */
  | 'IN_PROGRESS'
  /** The provider says nothing about settlement here. This is not NOT_SETTLED. */
  | 'NOT_REPORTED'
  /** The provider says that it is not settled. */
  | 'NOT_SETTLED'
  /** The settlement request was rejected. */
  | 'REJECTED'
  /** Settlement was requested. */
  | 'REQUESTED'
  /** The merchant took the settlement request back. */
  | 'REVERSED'
  /** Settled. */
  | 'SETTLED';

/** How much a data issue matters. */
export type Severity =
  /** A value is missing, or contradicts another one. */
  | 'ERROR'
  /** Nothing to do. */
  | 'INFO'
  /** Read the row with care. */
  | 'WARNING';

/** What an event says. */
export type TransactionEventKind =
  /** Something differs from what this stream showed last: previous and changed say what. */
  | 'CHANGED'
  /** The last event of the stream: reason says why. */
  | 'COMPLETED'
  /** The provider does not answer; the outcome says why. What you know still stands, and looks are less frequent until the next SNAPSHOT. */
  | 'PROVIDER_DEGRADED'
  /** What is known now: the first event of each reference, and the first after PROVIDER_DEGRADED. */
  | 'SNAPSHOT';

/** Names one transaction: by an id of this gateway, or as one provider names it. Exactly one member. */
export type TransactionReference =
  {   /** A Genstore payment. */
  genstore: GenstoreReference; id?: never; yedpay?: never; }
  |  { genstore?: never;   /** An id that this gateway gave. */
  id: string | number; yedpay?: never; }
  |  { genstore?: never; id?: never;   /** A Yedpay online payment. */
  yedpay: YedpayReference; };

/** What you wait for. An axis that the provider does not report, or that cannot change any more, counts as reached. */
export type WatchUntil =
  /** No axis can change any more: isFinal. */
  | 'FINAL'
  /** The payment is paid, or it is over unpaid. AUTHORIZED and UNKNOWN are not decided. */
  | 'PAYMENT_DECIDED'
  /** Something was refunded, or nothing can be. A paid payment without a refund is not decided. */
  | 'REFUND_DECIDED'
  /** The merchant was credited, or never will be. */
  | 'SETTLED';

/** Names a Yedpay online payment by exactly one of customId and paymentToken. */
export type YedpayReference = {
  /** The key. Left out: your only one; with several, it must be named. */
  account?: string | null | undefined;
  /** The merchant's own id: letters, digits, "_" and "-", at most 36. */
  customId?: string | null | undefined;
  /** The token from creating the payment: printable ASCII, at most 512. */
  paymentToken?: string | null | undefined;
};

export type AfterSalesRecordQueryVariables = Exact<{
  refundId: string;
}>;


export type AfterSalesRecordQuery = { genstoreRefund: { refundId: string, account: string, type: string | null, createdAt: string | null, updatedAt: string | null, status: { code: string, label: string | null } | null, amount: { formatted: string } | null, lines: Array<{ lineItemId: string | null, quantity: string | null, subtotal: { formatted: string } | null }> | null, issues: Array<{ kind: DataIssueKind, field: string | null, message: string }>, freshness: { source: FreshnessSource, fetchedAt: string } } | null };

export type BothSidesQueryVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
}>;


export type BothSidesQuery = { transactions: Array<{ outcome: LookupOutcome, reference: { provider: Provider | null, value: string | null }, transaction:
      | { headline: Headline, paidAt: string | null, amount: { formatted: string } | null, counterpart: { outcome: LookupOutcome, reference: { provider: Provider | null, account: string | null, value: string | null }, transaction:
            | { headline: Headline, settlementState: SettlementState, paidAt: string | null, amount: { formatted: string } | null }
            | { headline: Headline, settlementState: SettlementState, paidAt: string | null, amount: { formatted: string } | null }
           | null, problem: { message: string } | null, link: { rule: string, source: LinkSource, contradicted: boolean, confirmations: Array<{ check: LinkCheck, rule: string | null, verdict: LinkVerdict, expected: string | null, actual: string | null }> } | null } | null }
      | { headline: Headline, paidAt: string | null, amount: { formatted: string } | null, counterpart: { outcome: LookupOutcome, reference: { provider: Provider | null, account: string | null, value: string | null }, transaction:
            | { headline: Headline, settlementState: SettlementState, paidAt: string | null, amount: { formatted: string } | null }
            | { headline: Headline, settlementState: SettlementState, paidAt: string | null, amount: { formatted: string } | null }
           | null, problem: { message: string } | null, link: { rule: string, source: LinkSource, contradicted: boolean, confirmations: Array<{ check: LinkCheck, rule: string | null, verdict: LinkVerdict, expected: string | null, actual: string | null }> } | null } | null }
     | null }> };

export type DashboardTableQueryVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
}>;


export type DashboardTableQuery = { transactions: Array<{ outcome: LookupOutcome, reference: { provider: Provider | null, account: string | null, value: string | null }, transaction:
      | { id: string, headline: Headline, paidAt: string | null, merchantReference: string | null, amount: { amount: string, currency: string | null, formatted: string } | null, freshness: { source: FreshnessSource, ageSeconds: number }, issues: Array<{ kind: DataIssueKind, severity: Severity }> }
      | { id: string, headline: Headline, paidAt: string | null, merchantReference: string | null, amount: { amount: string, currency: string | null, formatted: string } | null, freshness: { source: FreshnessSource, ageSeconds: number }, issues: Array<{ kind: DataIssueKind, severity: Severity }> }
     | null, problem: { code: LookupOutcome, message: string, retryable: boolean, retryAfterSeconds: number | null } | null }> };

export type EveryOutcomeQueryVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
}>;


export type EveryOutcomeQuery = { transactions: Array<{ outcome: LookupOutcome, reference: { provider: Provider | null, value: string | null }, transaction:
      | { headline: Headline }
      | { headline: Headline }
     | null, problem: { message: string, retryable: boolean, retryAfterSeconds: number | null } | null }> };

export type OnePaymentQueryVariables = Exact<{ [key: string]: never; }>;


export type OnePaymentQuery = { transaction: { outcome: LookupOutcome, problem: { message: string, retryable: boolean } | null, transaction:
      | { id: string, headline: Headline, paidAt: string | null, merchantReference: string | null, processorReference: string | null, isFinal: boolean, amount: { formatted: string } | null, fee: { formatted: string } | null, net: { formatted: string } | null, freshness: { source: FreshnessSource, ageSeconds: number }, issues: Array<{ kind: DataIssueKind, message: string }> }
      | { id: string, headline: Headline, paidAt: string | null, merchantReference: string | null, processorReference: string | null, isFinal: boolean, amount: { formatted: string } | null, fee: { formatted: string } | null, net: { formatted: string } | null, freshness: { source: FreshnessSource, ageSeconds: number }, issues: Array<{ kind: DataIssueKind, message: string }> }
     | null } };

export type ReconcileBooksQueryVariables = Exact<{
  input: ReconcileInput;
}>;


export type ReconcileBooksQuery = { reconcile: { complete: boolean, upstreamCalls: number, counts: Array<{ outcome: EntryOutcome, count: number }>, totals: Array<{ currency: string, expected: string, actual: string, difference: string, unverified: string, open: string }>, entries: Array<{ key: string, outcome: EntryOutcome, explanation: string, checks: Array<{ field: CheckedField, expected: string, actual: string | null, delta: string | null, verdict: CheckVerdict, explanation: string }>, lookup: { transaction:
          | { id: string, headline: Headline }
          | { id: string, headline: Headline }
         | null, problem: { code: LookupOutcome, message: string } | null } }> } };

export type RefundWatchQueryVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
}>;


export type RefundWatchQuery = { transactions: Array<{ outcome: LookupOutcome, reference: { value: string | null }, transaction:
      | { provider: Provider, headline: Headline, refund: { state: RefundState, supported: boolean, mechanism: RefundMechanism, lastRefundedAt: string | null, reason: string | null, refunded: { formatted: string } | null, remaining: { formatted: string } | null }, issues: Array<{ kind: DataIssueKind, message: string, expected: string | null, actual: string | null }> }
      | { provider: Provider, headline: Headline, refund: { state: RefundState, supported: boolean, mechanism: RefundMechanism, lastRefundedAt: string | null, reason: string | null, refunded: { formatted: string } | null, remaining: { formatted: string } | null }, issues: Array<{ kind: DataIssueKind, message: string, expected: string | null, actual: string | null }> }
     | null }> };

export type TotalsQueryVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
}>;


export type TotalsQuery = { summary: { complete: boolean, byCurrency: Array<{ currency: string, count: number, paidCount: number, gross: { amount: string | null, statedCount: number, unstatedCount: number }, fee: { amount: string | null, statedCount: number, unstatedCount: number }, net: { amount: string | null, statedCount: number, unstatedCount: number }, refunded: { amount: string | null, statedCount: number, unstatedCount: number }, settled: { amount: string | null, statedCount: number, unstatedCount: number }, unsettled: { amount: string | null, statedCount: number, unstatedCount: number }, settlementNotReported: { amount: string | null, statedCount: number, unstatedCount: number }, byStatus: Array<{ status: PaymentStatus, total: { amount: string | null, statedCount: number, unstatedCount: number } }> }>, excluded: Array<{ reason: ExclusionReason, count: number }> } };

export type TotalFragment = { amount: string | null, statedCount: number, unstatedCount: number };

export type WatchPaymentsSubscriptionVariables = Exact<{
  references: Array<TransactionReference> | TransactionReference;
  until: WatchUntil;
}>;


export type WatchPaymentsSubscription = { transactionUpdated: { kind: TransactionEventKind, sequence: number, changed: Array<string>, intervalSeconds: number | null, reason: CompletionReason | null, lookup: { outcome: LookupOutcome, reference: { value: string | null }, transaction:
        | { id: string, headline: Headline, amount: { formatted: string } | null, freshness: { fetchedAt: string } }
        | { id: string, headline: Headline, amount: { formatted: string } | null, freshness: { fetchedAt: string } }
       | null, problem: { message: string } | null } | null, previous:
      | { headline: Headline }
      | { headline: Headline }
     | null } };

export type WhatCanEachProviderTellQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatCanEachProviderTellQuery = { providers: Array<{ provider: Provider, label: string, capabilities: Array<{ capability: Capability, supported: boolean, explanation: string }>, referenceKinds: Array<{ kind: ReferenceKind, queryable: boolean, description: string }>, statuses: Array<{ code: string, label: string, status: PaymentStatus, refundState: RefundState | null, settlementState: SettlementState | null, documented: boolean }>, accounts: Array<{ name: string, timeZone: string, status: { health: AccountHealth, budget: { capacity: number | null, available: number | null, refillPerSecond: number | null, spent: number } } | null }> }> };

export type WorklistQueryVariables = Exact<{ [key: string]: never; }>;


export type WorklistQuery = { attention: { edges: Array<{ node: { kinds: Array<AttentionKind>, ageSeconds: number, lastCheckAt: string, nextCheckAt: string | null, transaction: { id: string | null, provider: Provider, headline: Headline, merchantReference: string | null } } }> }, observedTransactions: { coverage: { since: string | null, count: number }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string | null, provider: Provider, headline: Headline, lastChangedAt: string, amount: { formatted: string } | null } }> } };

export const TotalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Total"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SummaryTotal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"statedCount"}},{"kind":"Field","name":{"kind":"Name","value":"unstatedCount"}}]}}]} as unknown as DocumentNode<TotalFragment, unknown>;
export const AfterSalesRecordDocument = {"__meta__":{"hash":"sha256:9842a21b28bc7a2ea96fade93d76d2a609e1e95f23540c8287c4abc29e181e2e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AfterSalesRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refundId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"genstoreRefund"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refundId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refundId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundId"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineItemId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"subtotal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"freshness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}}]}}]}}]}}]} as unknown as DocumentNode<AfterSalesRecordQuery, AfterSalesRecordQueryVariables>;
export const BothSidesDocument = {"__meta__":{"hash":"sha256:0019e208c6461f88bd0dbf02d5247fa97e21274086e86b65e12584fec9eb69d4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BothSides"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"counterpart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"settlementState"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"link"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"contradicted"}},{"kind":"Field","name":{"kind":"Name","value":"confirmations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"check"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<BothSidesQuery, BothSidesQueryVariables>;
export const DashboardTableDocument = {"__meta__":{"hash":"sha256:369fef728cce8e00bb77696408086c0f58a4e65e6aa48d5eee29c68c93ccbe53"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DashboardTable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"merchantReference"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"ageSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<DashboardTableQuery, DashboardTableQueryVariables>;
export const EveryOutcomeDocument = {"__meta__":{"hash":"sha256:6ba2eabe0d34e1c7472788ec25d1bd514713c1ee686e21fd7fca6d15be3c71ab"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EveryOutcome"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"headline"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<EveryOutcomeQuery, EveryOutcomeQueryVariables>;
export const OnePaymentDocument = {"__meta__":{"hash":"sha256:e6ae0db32f1320cf795b40d1c8bf5583590ac79c9f9e062ad7298e59441236f4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OnePayment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reference"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"genstore"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"paymentId"},"value":{"kind":"StringValue","value":"PI-success","block":false}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"net"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"merchantReference"}},{"kind":"Field","name":{"kind":"Name","value":"processorReference"}},{"kind":"Field","name":{"kind":"Name","value":"isFinal"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"ageSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OnePaymentQuery, OnePaymentQueryVariables>;
export const ReconcileBooksDocument = {"__meta__":{"hash":"sha256:67f8ff0639989548255f50cffd25371dbf20266a9bc1044ee177acfd07c34cec"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReconcileBooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReconcileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reconcile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}},{"kind":"Field","name":{"kind":"Name","value":"difference"}},{"kind":"Field","name":{"kind":"Name","value":"unverified"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"outcomes"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"MISMATCHED"},{"kind":"EnumValue","value":"MISSING"},{"kind":"EnumValue","value":"AMBIGUOUS"},{"kind":"EnumValue","value":"DUPLICATE"},{"kind":"EnumValue","value":"EXPECTED"},{"kind":"EnumValue","value":"UNVERIFIABLE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lookup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"upstreamCalls"}}]}}]}}]} as unknown as DocumentNode<ReconcileBooksQuery, ReconcileBooksQueryVariables>;
export const RefundWatchDocument = {"__meta__":{"hash":"sha256:d19bdb08ef776470f3287a2bac45250b72d6da39d99c85c885cfc53c18f808d6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RefundWatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"supported"}},{"kind":"Field","name":{"kind":"Name","value":"mechanism"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remaining"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRefundedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RefundWatchQuery, RefundWatchQueryVariables>;
export const TotalsDocument = {"__meta__":{"hash":"sha256:41fec1ab83780d4e658ab5b9f9dbf98d4ce945b5b5e8cb315806b4edaf4bc964"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Totals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"summary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"byCurrency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"net"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settled"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unsettled"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlementNotReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Total"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"excluded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Total"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SummaryTotal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"statedCount"}},{"kind":"Field","name":{"kind":"Name","value":"unstatedCount"}}]}}]} as unknown as DocumentNode<TotalsQuery, TotalsQueryVariables>;
export const WatchPaymentsDocument = {"__meta__":{"hash":"sha256:e5e9e245542bfe333cb0f847578cbacfec4ff10a700f430ecaaafba602693f5c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WatchPayments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionReference"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WatchUntil"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactionUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"references"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"changed"}},{"kind":"Field","name":{"kind":"Name","value":"intervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"lookup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"reference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"freshness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"headline"}}]}}]}}]}}]} as unknown as DocumentNode<WatchPaymentsSubscription, WatchPaymentsSubscriptionVariables>;
export const WhatCanEachProviderTellDocument = {"__meta__":{"hash":"sha256:da6d5631a382494f06f7584183073d1a9902e743921bf727a35b485afba6eaf8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatCanEachProviderTell"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capability"}},{"kind":"Field","name":{"kind":"Name","value":"supported"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"referenceKinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"queryable"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"statuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refundState"}},{"kind":"Field","name":{"kind":"Name","value":"settlementState"}},{"kind":"Field","name":{"kind":"Name","value":"documented"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"refillPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"spent"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhatCanEachProviderTellQuery, WhatCanEachProviderTellQueryVariables>;
export const WorklistDocument = {"__meta__":{"hash":"sha256:171c5aa58c8f876aef4832bfe61e2fe3cc92ee0e5679999b2b6d52ae11ff9baf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Worklist"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attention"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"ageSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextCheckAt"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"merchantReference"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"observedTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastChangedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WorklistQuery, WorklistQueryVariables>;