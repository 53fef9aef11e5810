import { isWritable, readWallClock, twoDigits, utcText } from './wall-clock.js';
// Seconds end at 59: Temporal would read a 60th as the 59th, and nothing is corrected here.
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:[0-5]\d$/;
/** Reads ISO 8601 text that carries its offset; null where it does not or names no real point in time. */
export function parseOffsetInstant(raw) {
    const plain = plainOffsetInstant(raw);
    if (plain !== null)
        return plain;
    const offset = WITH_OFFSET.exec(raw)?.[1];
    if (offset === undefined)
        return null;
    return attempt(() => instantOf(Temporal.Instant.from(raw), offset, raw));
}
/** Reads `yyyy-MM-dd HH:mm:ss` as local time of `timeZone` (IANA), never of the host; null where it is no real date. */
export function parseLocalInstant(raw, timeZone) {
    if (!WITHOUT_ZONE.test(raw))
        return null;
    return attempt(() => {
        const local = Temporal.PlainDateTime.from(raw.replace(' ', 'T'));
        return instantOf(local.toZonedDateTime(timeZone).toInstant(), timeZone, raw);
    });
}
/** The calendar day of an instant in `timeZone` (IANA or an offset), as `yyyy-MM-dd`. @throws RangeError for an unknown zone. */
export function businessDate(instant, timeZone) {
    return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds)
        .toZonedDateTimeISO(timeZone)
        .toPlainDate()
        .toString();
}
/** Reads a calendar day, `yyyy-MM-dd`; null where there is no such day. */
export function parseDate(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return null;
    return attempt(() => Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
}
/** A moment of our own clock. */
export function instantAt(epochMilliseconds) {
    const whole = Math.floor(epochMilliseconds);
    const utc = isWritable(whole) ? utcText(whole) : Temporal.Instant.fromEpochMilliseconds(whole).toString();
    return { epochMilliseconds, utc, sourceZone: 'Z', raw: utc };
}
/** The point in time at a whole second that was read from `raw`; null where RFC 3339 has no form for its year. */
export function instantOfSeconds(epochMilliseconds, sourceZone, raw) {
    return isWritable(epochMilliseconds)
        ? { epochMilliseconds, utc: utcText(epochMilliseconds), sourceZone, raw }
        : attempt(() => instantOf(Temporal.Instant.fromEpochMilliseconds(epochMilliseconds), sourceZone, raw));
}
/** An IANA name or an offset; Temporal would also take the zone out of a whole date. */
export function isTimeZone(text) {
    return (/^(?:[A-Za-z][\w+/-]*|[+-]\d{2}:\d{2})$/.test(text) &&
        attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)) !== null);
}
/**
 * `yyyy-MM-ddTHH:mm:ss+hh:mm`, or with `Z`, as nearly every provider writes it, at a fifteenth of what Temporal takes. Null
 * for every other form and for what is no real time: Temporal decides about those.
 */
function plainOffsetInstant(raw) {
    if (raw.charCodeAt(10) !== LETTER_T)
        return null;
    const offset = plainOffset(raw);
    const epochMilliseconds = readWallClock(raw) - offset;
    // False for NaN, too.
    if (!isWritable(epochMilliseconds))
        return null;
    if (raw.length === 20)
        return { epochMilliseconds, utc: raw, sourceZone: 'Z', raw };
    return { epochMilliseconds, utc: utcText(epochMilliseconds), sourceZone: raw.slice(19), raw };
}
/** In milliseconds; NaN where nothing of that form follows the seconds. */
function plainOffset(raw) {
    const sign = raw.charCodeAt(19);
    if (raw.length === 20 && sign === LETTER_Z)
        return 0;
    if (raw.length !== 25 || (sign !== PLUS && sign !== MINUS) || raw.charCodeAt(22) !== COLON)
        return Number.NaN;
    const hours = twoDigits(raw, 20);
    const minutes = twoDigits(raw, 23);
    const milliseconds = hours <= 23 && minutes <= 59 ? (hours * 60 + minutes) * 60_000 : Number.NaN;
    return sign === PLUS ? milliseconds : -milliseconds;
}
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
function instantOf(instant, sourceZone, raw) {
    const utc = instant.toString();
    // A year outside 0 to 9999 is written with a sign, for which RFC 3339 has no form.
    if (!/^\d/.test(utc))
        return null;
    return { epochMilliseconds: instant.epochMilliseconds, utc, sourceZone, raw };
}
function attempt(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof RangeError)
            return null;
        throw error;
    }
}
