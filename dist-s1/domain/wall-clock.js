const DASH = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const BLANK = 0x20;
const DIGIT_0 = 0x30;
const DAY_MS = 86_400_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/**
 * Reads the `yyyy-MM-ddTHH:mm:ss` that a text begins with, with `T` or a blank, as milliseconds since the epoch on a clock
 * in UTC. NaN for what is no such form, no real date, or in a year before 100, which `Date.UTC` takes for another.
 */
export function readWallClock(text) {
    const middle = text.charCodeAt(10);
    const isPlain = text.charCodeAt(4) === DASH &&
        text.charCodeAt(7) === DASH &&
        (middle === LETTER_T || middle === BLANK) &&
        text.charCodeAt(13) === COLON &&
        text.charCodeAt(16) === COLON;
    if (!isPlain)
        return Number.NaN;
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const day = twoDigits(text, 8);
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    // Each is false for NaN.
    const isReal = year >= 100 && day >= 1 && day <= daysInMonth(year, month) && hour <= 23 && minute <= 59 && second <= 59;
    return isReal ? Date.UTC(year, month - 1, day, hour, minute, second) : Number.NaN;
}
/** NaN where they are none. */
export function twoDigits(text, at) {
    const tens = text.charCodeAt(at) - DIGIT_0;
    const ones = text.charCodeAt(at + 1) - DIGIT_0;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
function daysInMonth(year, month) {
    if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
        return 29;
    return DAYS_IN_MONTH[month - 1] ?? 0;
}
/** In the years 100 to 9999: what `readWallClock` reads, and RFC 3339 has a form for. */
export function isWritable(epochMilliseconds) {
    return epochMilliseconds >= -59_011_459_200_000 && epochMilliseconds < 253_402_300_800_000;
}
/**
 * RFC 3339 in UTC of what `isWritable`, with milliseconds where there are any. Of its codes at once: what is put together
 * of slices keeps the slices, and a record has up to seven times.
 */
export function utcText(epochMilliseconds) {
    const date = new Date(epochMilliseconds);
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth() + 1;
    const day = date.getUTCDate();
    // Each question to a Date costs as much as all of these.
    const sinceMidnight = epochMilliseconds - Math.floor(epochMilliseconds / DAY_MS) * DAY_MS;
    const milliseconds = sinceMidnight % 1000;
    const second = Math.floor(sinceMidnight / 1000) % 60;
    const minute = Math.floor(sinceMidnight / 60_000) % 60;
    const hour = Math.floor(sinceMidnight / 3_600_000);
    const text = String.fromCharCode(tensOf(year / 100), onesOf(year / 100), tensOf(year % 100), onesOf(year), DASH, tensOf(month), onesOf(month), DASH, tensOf(day), onesOf(day), LETTER_T, tensOf(hour), onesOf(hour), COLON, tensOf(minute), onesOf(minute), COLON, tensOf(second), onesOf(second), LETTER_Z);
    return milliseconds === 0 ? text : text.replace('Z', `${(milliseconds / 1000).toString().slice(1)}Z`);
}
function tensOf(value) {
    return DIGIT_0 + Math.floor(value / 10);
}
function onesOf(value) {
    return DIGIT_0 + (Math.floor(value) % 10);
}
