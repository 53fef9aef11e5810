import { type Decimal, isZero } from './decimal.ts';
import type { Axes } from './headline.ts';
import type { LookupOutcome, OutcomeCode } from './lookup-outcome.ts';
import { subjectText } from './observation.ts';
import type { PaymentStatus } from './payment-status.ts';
import type { Transaction } from './transaction.ts';

/** What a record says of its money, as a summary needs it: small enough to keep for each of many rows. */
export interface MoneyFacts extends Axes {
  /** Equal for two sightings of one record, whichever reference found it. */
  readonly subject: string;
  /** ISO 4217; null where the provider stated none, or one that is not listed. */
  readonly currency: string | null;
  readonly amount: Decimal | null;
  readonly fee: Decimal | null;
  readonly net: Decimal | null;
  readonly refunded: Decimal | null;
}

function moneyFactsOf(transaction: Transaction): MoneyFacts {
  const { provider, key, recordId, status, refundState, settlementState, amount, fee, net } = transaction;
  return {
    subject: subjectText({ provider, account: key.account, recordId }),
    status,
    refundState,
    settlementState,
    currency: (amount ?? fee ?? net)?.currency ?? null,
    amount: amount?.amount ?? null,
    fee: fee?.amount ?? null,
    net: net?.amount ?? null,
    refunded: refundedOf(transaction),
  };
}

/** A payment that is voided can state a refund of 0 beside the state FULL: how much went back is then not stated. */
function refundedOf({ refundState, refund: { refunded } }: Transaction): Decimal | null {
  const wentBack = refundState === 'PARTIAL' || refundState === 'FULL';
  return refunded === null || (wentBack && isZero(refunded.amount)) ? null : refunded.amount;
}

/** A sum of what records state, and how many of them state nothing: what is not stated is not zero. */
export interface SummaryTotal {
  /** Null where there are records and none states it. */
  readonly amount: Decimal | null;
  readonly statedCount: number;
  readonly unstatedCount: number;
}

export interface StatusTotal {
  readonly status: PaymentStatus;
  readonly total: SummaryTotal;
}

/** The records in one currency. All but `count` and `byStatus` are of those that are PAID. */
export interface CurrencySummary {
  readonly currency: string;
  readonly count: number;
  readonly paidCount: number;
  readonly gross: SummaryTotal;
  readonly fee: SummaryTotal;
  readonly net: SummaryTotal;
  readonly refunded: SummaryTotal;
  /** Parts of gross by the settlement axis; the three together are gross. */
  readonly settled: SummaryTotal;
  readonly unsettled: SummaryTotal;
  readonly settlementNotReported: SummaryTotal;
  readonly byStatus: readonly StatusTotal[];
}

/** Why a reference is in no total: its outcome, or something about its record. */
export type ExclusionReason = Exclude<OutcomeCode, 'FOUND'> | 'DUPLICATE' | 'CURRENCY_UNKNOWN';

export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly count: number;
}

export interface Summary {
  readonly byCurrency: readonly CurrencySummary[];
  readonly excluded: readonly Exclusion[];
  /** Whether every reference is in a total, or is known to have no money in it. */
  readonly complete: boolean;
}

/** What one reference came to: a record's money, or the reason why there is none. */
export type Summand = MoneyFacts | Exclude<OutcomeCode, 'FOUND'>;

export function summandOf(outcome: LookupOutcome): Summand {
  return outcome.outcome === 'FOUND' ? moneyFactsOf(outcome.transaction) : outcome.outcome;
}
