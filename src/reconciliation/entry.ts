import type { Decimal } from '../domain/decimal.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';

/** One line of the books: what the merchant says of one payment. What is null is not compared. */
export interface StatementEntry {
  /** The merchant's own name of the line, to find its answer by. */
  readonly key: string;
  readonly amount: Decimal | null;
  /** ISO 4217. Without it no amount can be compared: nothing is ever assumed or converted. */
  readonly currency: string | null;
  readonly fee: Decimal | null;
  readonly net: Decimal | null;
  readonly merchantReference: string | null;
  readonly processorReference: string | null;
  /** `yyyy-MM-dd` in the time zone of the rules, or else of the account. */
  readonly paidOn: string | null;
  /** Null means PAID: a line of the books says that money came in. */
  readonly expectStatus: PaymentStatus | null;
}
