import { type Currency, currencyOf } from './currency.ts';
import { type Decimal, decimalPlaces, parseDecimal, subtract, toMinorUnits } from './decimal.ts';

/**
 * An amount exactly as a provider stated it. Invariant: `amount` is the stated text; where the currency is absent or not
 * in ISO 4217, the amount is kept and `currency`, `exponent` and `minorUnits` are null. `minorUnits` is also null for an
 * amount with more decimals than its currency has.
 */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string | null;
  readonly rawCurrency: string | null;
  readonly exponent: number | null;
  readonly minorUnits: string | null;
  readonly raw: string;
}

/** Null where `raw` is no plain decimal; the caller then reports an UNPARSEABLE_VALUE with the text. */
export function readMoney(raw: string, rawCurrency: string | null): Money | null {
  const amount = parseDecimal(raw);
  return amount === null ? null : moneyOf(amount, rawCurrency, raw);
}

/** The exact difference of two amounts in one currency; null where the currencies differ, since none is ever converted. */
export function difference(left: Money, right: Money): Money | null {
  if (left.rawCurrency !== right.rawCurrency) return null;
  const amount = subtract(left.amount, right.amount);
  // Nothing was subtracted, as for nearly every payment that could be refunded.
  if (amount === left.amount && left.raw === left.amount) return left;
  return moneyOf(amount, left.rawCurrency, amount);
}

function moneyOf(amount: Decimal, rawCurrency: string | null, raw: string): Money {
  const currency: Currency | null = rawCurrency === null ? null : currencyOf(rawCurrency);
  return {
    amount,
    currency: currency?.code ?? null,
    rawCurrency,
    exponent: currency?.exponent ?? null,
    minorUnits: currency === null ? null : toMinorUnits(amount, currency.exponent),
    raw,
  };
}

/**
 * The amount for a person in `locale` (BCP 47), with every stated decimal. `Intl` is given the text, because a number
 * would round it.
 *
 * @throws RangeError where `locale` is not a well-formed language tag.
 */
export function formatMoney(money: Money, locale: string): string {
  const digits = Math.max(money.exponent ?? 0, decimalPlaces(money.amount));
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = money.amount as Intl.StringNumericLiteral;
  if (money.currency !== null) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, ...fraction }).format(text);
  }
  const amount = new Intl.NumberFormat(locale, fraction).format(text);
  return money.rawCurrency === null ? amount : `${amount} ${money.rawCurrency}`;
}
