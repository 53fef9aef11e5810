const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
/** For a reader: `22 November 2026 at 12:27 UTC`. */
export function shownMoment(epochMilliseconds) {
    return `${FORMAT.format(epochMilliseconds)} UTC`;
}
