import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A parsed document takes about fifteen times the bytes of its text, so this bounds the caches to some 30 MB. */
const MAX_CACHED_TEXT = 2 * 1024 * 1024;

/**
 * Parsed documents by source text, bounded by size: unique documents must not fill the heap. Errors are not kept, because
 * each carries the id of its own request.
 */
export function documentCaches() {
  const documentCache = new LRUCache<string, DocumentNode>({
    maxSize: MAX_CACHED_TEXT,
    sizeCalculation: (_document, source) => source.length + 1,
  });
  return { documentCache, errorCache: { get: () => undefined, set: () => {} }, validationCache: false };
}
