import { decimalPlaces } from '../../domain/decimal.js';
/** An exact amount with commas between its thousands: `-1,234.50`. */
export function shownAmount(amount) {
    const digits = decimalPlaces(amount);
    const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return format.format(amount);
}
export function shownCount(count) {
    return new Intl.NumberFormat('en').format(count);
}
