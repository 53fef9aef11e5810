/** The payment axis: did the payer's money move? A refund or a settlement never changes it. */
export const PAYMENT_STATUSES = [
  'PENDING',
  'AWAITING_CUSTOMER',
  'AUTHORIZED',
  'PAID',
  'VOIDED',
  'CANCELLED',
  'EXPIRED',
  'FAILED',
  'UNKNOWN',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

const DECIDED_WITHOUT_PAYMENT: ReadonlySet<PaymentStatus> = new Set(['VOIDED', 'CANCELLED', 'EXPIRED', 'FAILED']);

/** Over, and the payer's money stayed where it was. */
export function endedUnpaid(status: PaymentStatus): boolean {
  return DECIDED_WITHOUT_PAYMENT.has(status);
}
