import { LRUCache } from 'lru-cache';
import type { KnownOutcome, Lifetime } from './lifetime.ts';

/** What is known of one key. Times are of the monotonic clock, but for `fetchedAt`, which people read. */
export interface Entry {
  readonly outcome: KnownOutcome;
  readonly fetchedAt: number;
  readonly learnedAt: number;
  readonly lifetime: Lifetime;
  readonly standing: Standing;
}

/** Apart from the entry: whoever only asks whether it still stands must not keep the record alive. */
export interface Standing {
  /** Set by the store when something else takes its place, or it is dropped. */
  isReplaced: boolean;
}

export interface EntryStore {
  get(key: string): Entry | undefined;
  set(key: string, entry: Entry): void;
}

/** In this process, bounded by bytes; the entry that was used longest ago goes first. */
export function createEntryStore(maxBytes: number): EntryStore {
  const entries = new LRUCache<string, Entry>({
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
 * By what the heap grows: an ordinary Genstore record takes 1.6 kB (2.0 by this), a Yedpay record 3.2 (4.5), and 4.5 where its
 * fields come in an order that is not the documented one, because V8 keeps its raw record as a hash table then.
 */
const ENTRY_BYTES = 512;
const RECORD_BYTES = 512;
/** Its place in the raw record and in the decoded one, and what was made of it: a time, an amount. */
const FIELD_BYTES = 80;
const ISSUE_BYTES = 128;
/** What is decoded shares the texts of the raw record. */
const BYTES_PER_CHARACTER = 2;

function recordBytes(outcome: KnownOutcome): number {
  if (outcome.outcome !== 'FOUND') return 0;
  const { raw, issues } = outcome.transaction;
  return RECORD_BYTES + ISSUE_BYTES * issues.length + rawBytes(raw);
}

function rawBytes(value: unknown): number {
  if (typeof value === 'string') return BYTES_PER_CHARACTER * value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const name in value) bytes += FIELD_BYTES + rawBytes((value as Readonly<Record<string, unknown>>)[name]);
  return bytes;
}
