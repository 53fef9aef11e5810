import { LRUCache } from 'lru-cache';
import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { Lifetime } from './lifetime.ts';

/** What is known of one key. Times are of the monotonic clock, but for `fetchedAt`, which people read. */
export interface Entry {
  readonly outcome: LookupOutcome;
  readonly fetchedAt: number;
  readonly learnedAt: number;
  readonly lifetime: Lifetime;
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
    sizeCalculation: ({ outcome }, key) => key.length * 2 + BASE_BYTES + recordBytes(outcome),
  });
  return {
    get: (key) => entries.get(key),
    set: (key, entry) => {
      entries.set(key, entry);
    },
  };
}

/** Two bytes a character, and the decoded record beside the raw one. */
function recordBytes(outcome: LookupOutcome): number {
  return outcome.outcome === 'FOUND' ? JSON.stringify(outcome.transaction).length * 4 : 0;
}
