import { justFetched } from './freshness.js';
/** The outcome of a record that a provider has just given. */
export function foundRecord(record, now) {
    return { outcome: 'FOUND', record, freshness: justFetched(now) };
}
