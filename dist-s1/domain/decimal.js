import Big from 'big.js';
const PLAIN_DECIMAL = /^-?\d{1,40}(?:\.\d{1,20})?$/;
/** Reads plain decimal text, or gives null: `"1e999"`, `"1,234.50"`, `".5"`, `"NaN"` and blanks are not amounts. */
export function parseDecimal(text) {
    return PLAIN_DECIMAL.test(text) ? text : null;
}
export const ZERO = '0';
export function subtract(left, right) {
    const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
    const units = unitsOf(left, scale) - unitsOf(right, scale);
    return Number.isNaN(units) ? new Big(left).minus(right).toFixed(scale) : decimalOf(units, scale);
}
export function add(left, right) {
    const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
    return new Big(left).plus(right).toFixed(scale);
}
export function absolute(value) {
    return (value.startsWith('-') ? value.slice(1) : value);
}
/** Negative, zero or positive, as a comparator wants it; `"1.2"` and `"1.20"` are equal. */
export function compare(left, right) {
    const scale = Math.max(decimalPlaces(left), decimalPlaces(right));
    const difference = unitsOf(left, scale) - unitsOf(right, scale);
    return Number.isNaN(difference) ? new Big(left).cmp(right) : difference;
}
export function isZero(value) {
    return !/[1-9]/.test(value);
}
export function isNegative(value) {
    return value.charCodeAt(0) === MINUS && !isZero(value);
}
/**
 * The number in units of `10^-exponent`, as integer text; null where it has more decimals than fit, because an amount
 * is never rounded.
 */
export function toMinorUnits(value, exponent) {
    // The point is moved in the text: big.js takes a fifth of what reading a whole record does, for each amount anew.
    const end = wholeEnd(value);
    for (let at = end + 1 + exponent; at < value.length; at += 1)
        if (value.charCodeAt(at) !== DIGIT_0)
            return null;
    const start = value.charCodeAt(0) === MINUS ? 1 : 0;
    const digits = value.slice(start, end) + value.slice(end + 1, end + 1 + exponent).padEnd(exponent, '0');
    let zeros = 0;
    while (zeros < digits.length - 1 && digits.charCodeAt(zeros) === DIGIT_0)
        zeros += 1;
    const units = digits.slice(zeros);
    return start === 1 && units !== '0' ? `-${units}` : units;
}
/**
 * A number that is not negative in units of `10^-scale`, where JavaScript has that integer exactly; else NaN, and big.js
 * has to do it. An amount in the trillions still has a unit of a hundredth; big.js takes 15 times as long.
 */
function unitsOf(value, scale) {
    let units = 0;
    let places = -1;
    for (let at = 0; at < value.length; at += 1) {
        const digit = value.charCodeAt(at) - DIGIT_0;
        if (places >= 0)
            places += 1;
        if (digit >= 0)
            units = units * 10 + digit;
        else if (value.charCodeAt(at) === POINT)
            places = 0;
        else
            return Number.NaN;
    }
    for (let place = Math.max(places, 0); place < scale; place += 1)
        units *= 10;
    // A step that is not exact is one beyond this, and none that follows leads back.
    return units <= Number.MAX_SAFE_INTEGER ? units : Number.NaN;
}
function decimalOf(units, scale) {
    const digits = Math.abs(units)
        .toString()
        .padStart(scale + 1, '0');
    const point = digits.length - scale;
    const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return (units < 0 ? `-${text}` : text);
}
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
function wholeEnd(value) {
    const point = value.indexOf('.');
    return point === -1 ? value.length : point;
}
export function decimalPlaces(value) {
    const point = value.indexOf('.');
    return point === -1 ? 0 : value.length - point - 1;
}
