import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A parsed document takes about fifteen times the bytes of its text, so this bounds the caches to some 30 MB. */
const MAX_CACHED_TEXT = 2 * 1024 * 1024;

/** Parsed documents and parse errors by source text, bounded by size: unique documents must not fill the heap. */
export function documentCaches() {
  const bounded = <Value extends object>() =>
    new LRUCache<string, Value>({ maxSize: MAX_CACHED_TEXT, sizeCalculation: (_value, source) => source.length + 1 });
  return { documentCache: bounded<DocumentNode>(), errorCache: bounded<object>(), validationCache: true };
}
