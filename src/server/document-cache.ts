import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const MAX_BYTES = 32 * 1024 * 1024;

/** Measured on graphql 17: a token with its nodes and locations takes at most this, and a short document some 1,800 bytes. */
const BYTES_PER_TOKEN = 480;
const BYTES_PER_DOCUMENT = 1_024;

/**
 * Parsed documents by source text, bounded by what they take: unique documents must not fill the heap. Errors are not kept,
 * because each carries the id of its own request.
 */
export function documentCaches() {
  const documentCache = new LRUCache<string, DocumentNode>({ maxSize: MAX_BYTES, sizeCalculation: bytesOf });
  return { documentCache, errorCache: { get: () => undefined, set: () => {} }, validationCache: false };
}

function bytesOf({ tokenCount = 0 }: DocumentNode, source: string): number {
  return BYTES_PER_DOCUMENT + BYTES_PER_TOKEN * tokenCount + 2 * source.length;
}
