import { type LookPurpose, type ObservedMoney, subjectText } from '../domain/observation.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { RefundState } from '../domain/refund-state.ts';
import type { SettlementState } from '../domain/settlement-state.ts';
import type { LinkableReference, Look } from './look.ts';
import { issuesText, readIssues } from './rows.ts';

/**
 * A look as it is kept and handed over: what it says of its record is one text. 10,000 of them are compared with, and as
 * objects they would be a hundred thousand for every full garbage collection; objects take three times as long to post, too.
 */
export interface PackedLook {
  /** `subjectText` of its record. */
  readonly subject: string;
  /** Equal where two looks say the same of the record. */
  readonly facts: string;
  readonly paidAt: number | null;
  readonly lastRefundedAt: number | null;
  readonly updatedAt: number | null;
  readonly observedAt: number;
  readonly purpose: LookPurpose;
}

type Text = string | null;

/** Without names: JSON of it is written in a third of the time. */
type FlatFacts = readonly [
  provider: string,
  account: string,
  recordId: string,
  status: PaymentStatus,
  refundState: RefundState,
  settlementState: SettlementState,
  providerCode: Text,
  providerLabel: Text,
  isMapped: boolean,
  isDocumented: boolean,
  refunded: Text,
  refundedCurrency: Text,
  referenceKind: Text,
  referenceValue: Text,
  amount: Text,
  currency: Text,
  merchantReference: Text,
  processorReference: Text,
  issues: string,
  createdAt: number | null,
  linkable: readonly LinkableReference[],
];

export function packed(look: Look): PackedLook {
  const { facts, paidAt, lastRefundedAt, updatedAt, observedAt, purpose } = look;
  const subject = subjectText(facts);
  return { subject, facts: factsText(look), paidAt, lastRefundedAt, updatedAt, observedAt, purpose };
}

export function unpacked({ facts, paidAt, lastRefundedAt, updatedAt, observedAt, purpose }: PackedLook): Look {
  const flat = JSON.parse(facts) as FlatFacts;
  return { facts: factsOf(flat), linkable: flat[20], paidAt, lastRefundedAt, updatedAt, observedAt, purpose };
}

function factsText({ facts, linkable }: Look): string {
  const { refunded, reference, amount } = facts;
  return JSON.stringify([
    facts.provider,
    facts.account,
    facts.recordId,
    facts.status,
    facts.refundState,
    facts.settlementState,
    facts.providerCode,
    facts.providerLabel,
    facts.isMapped,
    facts.isDocumented,
    refunded === null ? null : refunded.amount,
    refunded === null ? null : refunded.rawCurrency,
    reference === null ? null : reference.kind,
    reference === null ? null : reference.value,
    amount === null ? null : amount.amount,
    amount === null ? null : amount.rawCurrency,
    facts.merchantReference,
    facts.processorReference,
    issuesText(facts.issues),
    facts.createdAt,
    linkable,
  ] satisfies FlatFacts);
}

function factsOf(flat: FlatFacts): Look['facts'] {
  const [referenceKind, referenceValue] = [flat[12], flat[13]];
  return {
    provider: flat[0],
    account: flat[1],
    recordId: flat[2],
    status: flat[3],
    refundState: flat[4],
    settlementState: flat[5],
    providerCode: flat[6],
    providerLabel: flat[7],
    isMapped: flat[8],
    isDocumented: flat[9],
    refunded: money(flat[10], flat[11]),
    reference:
      referenceKind === null || referenceValue === null ? null : { kind: referenceKind, value: referenceValue },
    amount: money(flat[14], flat[15]),
    merchantReference: flat[16],
    processorReference: flat[17],
    issues: readIssues(flat[18]),
    createdAt: flat[19],
  };
}

function money(amount: Text, rawCurrency: Text): ObservedMoney | null {
  return amount === null ? null : { amount, rawCurrency };
}
