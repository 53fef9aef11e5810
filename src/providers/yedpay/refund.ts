import { type DataIssue, dataIssue } from '../../domain/data-issue.ts';
import { compare, isZero } from '../../domain/decimal.ts';
import type { Instant } from '../../domain/instant.ts';
import { difference, type Money } from '../../domain/money.ts';
import type { PaymentStatus } from '../../domain/payment-status.ts';
import type { RefundMechanism, RefundState, RefundView } from '../../domain/refund-state.ts';
import type { StatusRow } from '../../domain/status-table.ts';

export interface RefundEvidence {
  readonly row: StatusRow | null;
  readonly status: PaymentStatus;
  readonly wasPaid: boolean;
  readonly amount: Money | null;
  readonly refunded: Money | null;
  readonly refundCharge: Money | null;
  readonly refundedAt: Instant | null;
  readonly reason: string | null;
  readonly requestedBy: string | null;
}

interface RefundReading {
  readonly state: RefundState;
  readonly mechanism: RefundMechanism;
  readonly issues: readonly DataIssue[];
}

/**
 * The refund axis of a Yedpay record. Yedpay states one cumulative amount and no list of refunds, and a card refund
 * before cut-off ends as `void`: so status and amount are read together, and where they disagree, an issue says so.
 */
export function readRefund(evidence: RefundEvidence): { view: RefundView; issues: readonly DataIssue[] } {
  const { state, mechanism, issues } = readState(evidence);
  const { amount, refunded } = evidence;
  // Nothing else is being refunded in these states, so what was not refunded is what is left.
  const settled = mechanism === 'REFUND' || state === 'NONE';
  const known = settled && state !== 'PENDING' && amount !== null && refunded !== null;
  const remaining = known && compare(refunded.amount, amount.amount) <= 0 ? difference(amount, refunded) : null;
  return {
    issues,
    view: {
      state,
      supported: true,
      mechanism,
      refunded,
      pending: null,
      remaining,
      fee: evidence.refundCharge,
      lastRefundedAt: evidence.refundedAt,
      reason: evidence.reason,
      requestedBy: evidence.requestedBy,
    },
  };
}

function readState(evidence: RefundEvidence): RefundReading {
  const { row, wasPaid } = evidence;
  switch (row?.code) {
    case 'void':
      return reading(wasPaid ? ['FULL', 'VOID'] : ['NONE', 'NOT_REPORTED']);
    case 'reversal':
      return reading(wasPaid ? ['FULL', 'UNKNOWN'] : ['NONE', 'NOT_REPORTED']);
    case 'voiding':
      return reading(wasPaid ? ['PENDING', 'VOID'] : ['NONE', 'NOT_REPORTED']);
    case 'pending_refund':
      return reading(['PENDING', 'REFUND']);
    default:
      return readAmounts(evidence);
  }
}

function readAmounts({ row, status, amount, refunded }: RefundEvidence): RefundReading {
  const saysRefunded = row?.refundState === 'FULL';
  if (refunded === null || isZero(refunded.amount)) {
    if (!saysRefunded) return reading([refunded === null ? 'NOT_REPORTED' : 'NONE', 'NOT_REPORTED']);
    return reading(
      ['FULL', 'REFUND'],
      conflict('The status says refunded, but no refunded amount is stated.', row, refunded),
    );
  }
  const order = amount === null ? null : compare(refunded.amount, amount.amount);
  const state = order !== null && order < 0 ? 'PARTIAL' : 'FULL';
  if (order === null && !saysRefunded) {
    return reading(
      ['PARTIAL', 'REFUND'],
      conflict('A refund is stated, but no amount that it could be compared with.', row, refunded),
    );
  }
  if (order !== null && order > 0) {
    const issue = dataIssue('REFUND_EXCEEDS_AMOUNT', {
      field: 'refunded',
      message: 'More is refunded than was paid.',
      expected: `at most ${amount?.amount}`,
      actual: refunded.amount,
    });
    return reading([state, 'REFUND'], issue);
  }
  if (status !== 'PAID') {
    return reading([state, 'REFUND'], conflict('A refund is stated on a payment that was not taken.', row, refunded));
  }
  if (state === 'FULL' && !saysRefunded && row?.settlementState === null) {
    return reading([state, 'REFUND'], conflict('All is refunded, but the status does not say so yet.', row, refunded));
  }
  return reading([state, 'REFUND']);
}

function reading([state, mechanism]: readonly [RefundState, RefundMechanism], ...issues: DataIssue[]): RefundReading {
  return { state, mechanism, issues };
}

function conflict(message: string, row: StatusRow | null, refunded: Money | null): DataIssue {
  const actual = `status ${row?.code ?? 'unknown'}, refunded ${refunded?.amount ?? 'not stated'}`;
  return dataIssue('STATUS_AMOUNT_CONFLICT', { field: 'refunded', message, actual });
}
