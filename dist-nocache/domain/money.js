import { currencyOf } from './currency.js';
import { decimalPlaces, parseDecimal, subtract, toMinorUnits } from './decimal.js';
/** Null where `raw` is no plain decimal; the caller then reports an UNPARSEABLE_VALUE with the text. */
export function readMoney(raw, rawCurrency) {
    const amount = parseDecimal(raw);
    return amount === null ? null : moneyOf(amount, rawCurrency, raw);
}
/** The exact difference of two amounts in one currency; null where the currencies differ, since none is ever converted. */
export function difference(left, right) {
    if (left.rawCurrency !== right.rawCurrency)
        return null;
    const amount = subtract(left.amount, right.amount);
    // Nothing was subtracted, as for nearly every payment that could be refunded.
    if (amount === left.amount && left.raw === left.amount)
        return left;
    return moneyOf(amount, left.rawCurrency, amount);
}
function moneyOf(amount, rawCurrency, raw) {
    const currency = rawCurrency === null ? null : currencyOf(rawCurrency);
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
export function formatMoney(money, locale) {
    const digits = Math.max(money.exponent ?? 0, decimalPlaces(money.amount));
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const text = money.amount;
    if (money.currency !== null) {
        return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, ...fraction }).format(text);
    }
    const amount = new Intl.NumberFormat(locale, fraction).format(text);
    return money.rawCurrency === null ? amount : `${amount} ${money.rawCurrency}`;
}
