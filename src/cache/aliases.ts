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
  /** The key alone where there is one, as nearly always: a list for each of 50,000 records is twice as much to walk. */
  readonly #keysByRecord = new LRUCache<string, TransactionKey | readonly TransactionKey[]>({
    max: REMEMBERED_RECORDS,
  });

  /** Every key that is known to have given the record. */
  keysOf(recordId: string): readonly TransactionKey[] {
    return listOf(this.#keysByRecord.get(recordId));
  }

  /** Notes that `key` gave the record, and returns every other key that did. */
  note(recordId: string, key: TransactionKey): readonly TransactionKey[] {
    const known = this.keysOf(recordId);
    if (known.length === 0) {
      this.#keysByRecord.set(recordId, key);
      return NONE;
    }
    const text = keyText(key);
    const others = known.filter((other) => keyText(other) !== text);
    if (others.length === known.length) this.#keysByRecord.set(recordId, [...known, key].slice(-REMEMBERED_KEYS));
    return others;
  }
}

function listOf(keys: TransactionKey | readonly TransactionKey[] | undefined): readonly TransactionKey[] {
  if (keys === undefined) return NONE;
  return 'kind' in keys ? [keys] : keys;
}
