/** A provider that asks for a longer pause is asked again after this one all the same. */
export const MAX_RETRY_AFTER_SECONDS = 60;
/** Without a usable Retry-After: long enough for one call of the slowest documented bucket, twice over. */
const FALLBACK_SECONDS = 1;
/** The pause that a reply asks for, in whole seconds from 1 to 60; both forms of RFC 9110 are read. */
export function retryAfterSeconds(header, now) {
    const seconds = header === null ? Number.NaN : readSeconds(header.trim(), now);
    if (Number.isNaN(seconds))
        return FALLBACK_SECONDS;
    return Math.min(Math.max(Math.ceil(seconds), FALLBACK_SECONDS), MAX_RETRY_AFTER_SECONDS);
}
function readSeconds(text, now) {
    if (/^\d+$/.test(text))
        return Number(text);
    if (/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} /.test(text))
        return (Date.parse(text) - now) / 1000;
    return Number.NaN;
}
