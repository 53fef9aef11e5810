/** What a part of a date pattern matches. Hours, minutes and seconds may stand there; books have days. */
const PARTS = {
    yyyy: String.raw `(?<year>\d{4})`,
    yy: String.raw `(?<shortYear>\d{2})`,
    MM: String.raw `(?<month>\d{2})`,
    M: String.raw `(?<month>\d{1,2})`,
    dd: String.raw `(?<day>\d{2})`,
    d: String.raw `(?<day>\d{1,2})`,
    HH: String.raw `\d{2}`,
    H: String.raw `\d{1,2}`,
    mm: String.raw `\d{2}`,
    ss: String.raw `\d{2}`,
};
/**
 * Reads days as a pattern writes them, such as `d.M.yyyy` or `M/d/yyyy`, into `yyyy-MM-dd`; null for a text that is none.
 * There is no reader of a pattern that names no day, no month or no year.
 */
export function dateReader(pattern) {
    const parts = pattern.match(/([A-Za-z])\1*|[^A-Za-z]+/g) ?? [];
    const sources = parts.map((part) => (/^[A-Za-z]/.test(part) ? PARTS[part] : RegExp.escape(part)));
    if (sources.includes(undefined))
        return null;
    const source = sources.join('');
    const isWhole = /\?<year>|\?<shortYear>/.test(source) && source.includes('?<month>') && source.includes('?<day>');
    if (!isWhole)
        return null;
    let matcher;
    try {
        matcher = new RegExp(`^${source}$`);
    }
    catch {
        // A part twice.
        return null;
    }
    return (text) => {
        const named = matcher.exec(text.trim())?.groups;
        return named === undefined ? null : dayOf(named);
    };
}
function dayOf({ year, shortYear, month, day }) {
    const fields = { year: Number(year ?? `20${shortYear}`), month: Number(month), day: Number(day) };
    try {
        return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
    }
    catch {
        return null;
    }
}
