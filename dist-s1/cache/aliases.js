import { LRUCache } from 'lru-cache';
import { keyText } from '../domain/transaction-key.js';
const REMEMBERED_RECORDS = 50_000;
/** Of one record; the first ones are forgotten, and then no longer renewed by the others. */
const REMEMBERED_KEYS = 8;
const NONE = [];
/**
 * Which keys have given which record. A record that is fetched under one of its keys renews what is known under the
 * others; but a key never answers for one that has not itself given the same record, because a reference may be reused.
 */
export class Aliases {
    #keysByRecord = new LRUCache({ max: REMEMBERED_RECORDS });
    /** Every key that is known to have given the record. */
    keysOf(recordId) {
        return this.#keysByRecord.get(recordId) ?? NONE;
    }
    /** Notes that `key` gave the record, and returns every other key that did. */
    note(recordId, key) {
        const known = this.#keysByRecord.get(recordId);
        if (known === undefined) {
            this.#keysByRecord.set(recordId, [key]);
            return NONE;
        }
        const text = keyText(key);
        const others = known.filter((other) => keyText(other) !== text);
        if (others.length === known.length)
            this.#keysByRecord.set(recordId, [...known, key].slice(-REMEMBERED_KEYS));
        return others;
    }
}
