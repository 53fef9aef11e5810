import { LRUCache } from 'lru-cache';
const MAX_BYTES = 32 * 1024 * 1024;
/**
 * Measured on graphql 17: a token takes at most 480 with its nodes and locations, and 310 with its plans; a short document
 * takes some 4,100 bytes.
 */
const BYTES_PER_TOKEN = 800;
const BYTES_PER_DOCUMENT = 1_024;
/**
 * Parsed documents by source text, bounded by what they take: unique documents must not fill the heap. Errors are not kept,
 * because each carries the id of its own request.
 */
export function documentCaches() {
    const documentCache = new LRUCache({ maxSize: MAX_BYTES, sizeCalculation: bytesOf });
    return { documentCache, errorCache: { get: () => undefined, set: () => { } }, validationCache: false };
}
function bytesOf({ tokenCount = 0 }, source) {
    return BYTES_PER_DOCUMENT + BYTES_PER_TOKEN * tokenCount + 2 * source.length;
}
