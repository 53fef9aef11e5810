import type { Instant } from './instant.ts';
import type { Money } from './money.ts';

/** The refund axis. NOT_REPORTED means that the provider says nothing about refunds: it is not NONE. */
export const REFUND_STATES = ['NOT_REPORTED', 'NONE', 'PENDING', 'PARTIAL', 'FULL'] as const;

export type RefundState = (typeof REFUND_STATES)[number];

/** How the money went back: REFUND after it was taken, VOID before the provider cleared it. */
export const REFUND_MECHANISMS = ['REFUND', 'VOID', 'NOT_REPORTED', 'UNKNOWN'] as const;

export type RefundMechanism = (typeof REFUND_MECHANISMS)[number];

export interface RefundView {
  readonly state: RefundState;
  /** Whether this provider reports refunds on a payment at all. */
  readonly supported: boolean;
  readonly mechanism: RefundMechanism;
  readonly refunded: Money | null;
  readonly pending: Money | null;
  readonly remaining: Money | null;
  readonly fee: Money | null;
  readonly lastRefundedAt: Instant | null;
  readonly reason: string | null;
  readonly requestedBy: string | null;
}

/** The view of a provider whose payment record has no refund fields. */
export const REFUNDS_NOT_REPORTED: RefundView = Object.freeze({
  state: 'NOT_REPORTED',
  supported: false,
  mechanism: 'NOT_REPORTED',
  refunded: null,
  pending: null,
  remaining: null,
  fee: null,
  lastRefundedAt: null,
  reason: null,
  requestedBy: null,
});
