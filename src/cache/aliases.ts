import { LRUCache } from 'lru-cache';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';

const REMEMBERED_RECORDS = 50_000;
/** Of one record; the first ones are forgotten, and then no longer renewed by the others. */
const REMEMBERED_KEYS = 8;

const NONE: readonly TransactionKey[] = [];

/**
 * Which keys have given which record. A record that is fetched under one of its keys renews what is known under the
 * others; but a key never answers for one that has not itself given the same record, because a reference may be reused.
 */
export class Aliases {
  readonly #keysByRecord = new LRUCache<string, readonly TransactionKey[]>({ max: REMEMBERED_RECORDS });

  /** Every key that is known to have given the record. */
  keysOf(recordId: string): readonly TransactionKey[] {
    return this.#keysByRecord.get(recordId) ?? NONE;
  }

  /** Notes that `key` gave the record, and returns every other key that did. */
  note(recordId: string, key: TransactionKey): readonly TransactionKey[] {
    const known = this.#keysByRecord.get(recordId);
    if (known === undefined) {
      this.#keysByRecord.set(recordId, [key]);
      return NONE;
    }
    const text = keyText(key);
    const others = known.filter((other) => keyText(other) !== text);
    if (others.length === known.length) this.#keysByRecord.set(recordId, [...known, key].slice(-REMEMBERED_KEYS));
    return others;
  }
}
