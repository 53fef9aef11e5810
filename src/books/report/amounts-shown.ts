import { type Decimal, decimalPlaces } from '../../domain/decimal.ts';

/** An exact amount with commas between its thousands: `-1,234.50`. */
export function shownAmount(amount: Decimal): string {
  const digits = decimalPlaces(amount);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(amount as Intl.StringNumericLiteral);
}

export function shownCount(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
