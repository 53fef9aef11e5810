import { LRUCache } from 'lru-cache';
import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { Lifetime } from './lifetime.ts';

/** What is known of one key. Times are of the monotonic clock, but for `fetchedAt`, which people read. */
export interface Entry {
  readonly outcome: LookupOutcome;
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

/** For an outcome without a record, and the object around one. */
const BASE_BYTES = 512;

/** In this process, bounded by bytes; the entry that was used longest ago goes first. */
export function createEntryStore(maxBytes: number): EntryStore {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    dispose: ({ standing }) => {
      standing.isReplaced = true;
    },
    sizeCalculation: ({ outcome }, key) => key.length * 2 + BASE_BYTES + recordBytes(outcome),
  });
  return {
    get: (key) => entries.get(key),
    set: (key, entry) => {
      entries.set(key, entry);
    },
  };
}

/** What a record takes whatever is in it, and each character of it: measured, with the decoded record beside the raw one. */
const RECORD_BYTES = 2_048;
const BYTES_PER_CHARACTER = 4;

function recordBytes(outcome: LookupOutcome): number {
  if (outcome.outcome !== 'FOUND') return 0;
  let characters = 0;
  for (const [field, value] of Object.entries(outcome.transaction.raw)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    characters += field.length + text.length;
  }
  return RECORD_BYTES + BYTES_PER_CHARACTER * characters;
}
