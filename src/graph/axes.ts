import { describedEnum } from './builder.ts';

export const PaymentStatusRef = describedEnum(
  'PaymentStatus',
  "The payment axis: did the payer's money move? A later refund or settlement does not change it.",
  {
    PENDING: 'Undecided at the provider.',
    AWAITING_CUSTOMER: 'Created; the payer has not acted yet.',
    AUTHORIZED: 'The amount is reserved, not taken.',
    PAID: 'The provider says that the money was taken. It may have been refunded since: see refundState.',
    VOIDED: 'An authorization was undone; no money moved.',
    CANCELLED: 'Given up before payment.',
    EXPIRED: 'Time ran out before payment.',
    FAILED: 'The provider refused it or could not carry it out.',
    UNKNOWN: 'The provider sent a status that this gateway does not know; providerStatus.code shows it.',
  },
);

export const RefundStateRef = describedEnum('RefundState', 'The refund axis: did money go back to the payer?', {
  NOT_REPORTED: 'The provider says nothing about refunds here. This is not NONE.',
  NONE: 'The provider says that nothing was refunded.',
  PENDING: 'A refund was accepted and its result is open.',
  PARTIAL: 'Part of the amount was refunded.',
  FULL: 'The whole amount was refunded, or the payment was voided after it was taken.',
});

export const RefundMechanismRef = describedEnum('RefundMechanism', 'How the money went back.', {
  REFUND: 'By a refund of a payment that was taken.',
  VOID: 'By a void before the provider cleared the payment; it never appears in a settlement.',
  NOT_REPORTED: 'No refund is reported.',
  UNKNOWN: 'It went back, but the provider does not say how.',
});

export const SettlementStateRef = describedEnum(
  'SettlementState',
  'The settlement axis: has the provider credited the merchant?',
  {
    NOT_REPORTED: 'The provider says nothing about settlement here. This is not NOT_SETTLED.',
    NOT_SETTLED: 'The provider says that it is not settled.',
    REQUESTED: 'Settlement was requested.',
    IN_PROGRESS: 'Settlement is under way.',
    SETTLED: 'Settled.',
    REVERSED: 'The merchant took the settlement request back.',
    REJECTED: 'The settlement request was rejected.',
  },
);

export const HeadlineRef = describedEnum(
  'Headline',
  'One word for the status column of a table, derived on the server from the three axes.',
  {
    PENDING: 'Undecided at the provider.',
    AWAITING_CUSTOMER: 'The payer has not acted yet.',
    AUTHORIZED: 'Reserved, not taken.',
    PAID: 'Taken, not known to be settled, and no refund is reported: see refundState, where NOT_REPORTED is not NONE.',
    SETTLED: 'Taken and settled, and no refund is reported: see refundState, where NOT_REPORTED is not NONE.',
    REFUNDING: 'Taken; a refund is under way.',
    PARTLY_REFUNDED: 'Taken; part of it went back.',
    REFUNDED: 'Taken; all of it went back.',
    VOIDED: 'An authorization was undone.',
    CANCELLED: 'Given up before payment.',
    EXPIRED: 'Time ran out before payment.',
    FAILED: 'Refused or failed.',
    UNKNOWN: 'A status that this gateway does not know.',
  },
);
