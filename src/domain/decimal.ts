import Big from 'big.js';

/**
 * An exact decimal number as plain text, at most 64 characters: `"123.23"`, `"1.20"`, `"-5"`. Never a float, never an
 * exponent. The text is the one that was stated, so trailing zeros survive.
 */
export type Decimal = string & { readonly __brand: 'Decimal' };

const PLAIN_DECIMAL = /^-?\d{1,40}(?:\.\d{1,20})?$/;

/** Reads plain decimal text, or gives null: `"1e999"`, `"1,234.50"`, `".5"`, `"NaN"` and blanks are not amounts. */
export function parseDecimal(text: string): Decimal | null {
  return PLAIN_DECIMAL.test(text) ? (text as Decimal) : null;
}

export const ZERO = '0' as Decimal;

export function subtract(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
  return new Big(left).minus(right).toFixed(scale) as Decimal;
}

export function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
  return new Big(left).plus(right).toFixed(scale) as Decimal;
}

export function absolute(value: Decimal): Decimal {
  return (value.startsWith('-') ? value.slice(1) : value) as Decimal;
}

/** Negative, zero or positive, as a comparator wants it; `"1.2"` and `"1.20"` are equal. */
export function compare(left: Decimal, right: Decimal): number {
  return new Big(left).cmp(right);
}

export function isZero(value: Decimal): boolean {
  return new Big(value).eq(0);
}

export function isNegative(value: Decimal): boolean {
  return new Big(value).lt(0);
}

/**
 * The number in units of `10^-exponent`, as integer text; null where it has more decimals than fit, because an amount
 * is never rounded.
 */
export function toMinorUnits(value: Decimal, exponent: number): string | null {
  // The point is moved in the text: big.js takes a fifth of what reading a whole record does, for each amount anew.
  const [, sign = '', whole = '', places = ''] = PARTS.exec(value) ?? [];
  if (/[1-9]/.test(places.slice(exponent))) return null;
  const digits = `${whole}${places.slice(0, exponent).padEnd(exponent, '0')}`.replace(/^0+(?=\d)/, '');
  return digits === '0' ? digits : `${sign}${digits}`;
}

const PARTS = /^(-?)(\d+)(?:\.(\d+))?$/;

export function decimalPlaces(value: Decimal): number {
  const point = value.indexOf('.');
  return point === -1 ? 0 : value.length - point - 1;
}
