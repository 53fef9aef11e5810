import { LRUCache } from 'lru-cache';
/** In this process, bounded by bytes; the entry that was used longest ago goes first. */
export function createEntryStore(maxBytes) {
    const entries = new LRUCache({
        maxSize: maxBytes,
        dispose: ({ standing }) => {
            standing.isReplaced = true;
        },
        sizeCalculation: ({ outcome }, key) => ENTRY_BYTES + 2 * key.length + recordBytes(outcome),
    });
    return {
        get: (key) => entries.get(key),
        set: (key, entry) => {
            entries.set(key, entry);
        },
    };
}
/**
 * By what the heap grows: an ordinary Genstore record takes 1.7 kB (2.1 by this), a Yedpay record 3.3 (4.6), and 4.6 where its
 * fields come in an order that is not the documented one, because V8 keeps its raw record as a hash table then.
 */
const ENTRY_BYTES = 640;
const RECORD_BYTES = 512;
/** Its place in the raw record and in the decoded one, and what was made of it: a time, an amount. */
const FIELD_BYTES = 80;
const ISSUE_BYTES = 128;
/** What is decoded shares the texts of the raw record. */
const BYTES_PER_CHARACTER = 2;
function recordBytes(outcome) {
    if (outcome.outcome !== 'FOUND')
        return 0;
    const { raw, issues } = outcome.transaction;
    return RECORD_BYTES + ISSUE_BYTES * issues.length + rawBytes(raw);
}
function rawBytes(value) {
    if (typeof value === 'string')
        return BYTES_PER_CHARACTER * value.length;
    if (typeof value !== 'object' || value === null)
        return 0;
    let bytes = 0;
    for (const name in value)
        bytes += FIELD_BYTES + rawBytes(value[name]);
    return bytes;
}
