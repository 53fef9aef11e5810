/** The outcome of a row of the books that is no entry. It is none of the comparison's own. */
export const UNREADABLE = 'UNREADABLE';
export function utc(epochMilliseconds) {
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMilliseconds)).toString({ smallestUnit: 'second' });
}
