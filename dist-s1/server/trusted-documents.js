import { Refusal } from './refusal.js';
/**
 * Documents by hash, in the two forms in use: `documentId` of GraphQL over HTTP, and Apollo's
 * `extensions.persistedQuery.sha256Hash`. Nothing is ever registered at run time.
 */
export function trustedDocuments({ mode, manifest, onUntrusted }) {
    const trusted = new Set(manifest.values());
    const byHash = new Map([...manifest].map(([hash, text]) => [withoutAlgorithm(hash), text]));
    return (request, caller) => {
        const { query } = request;
        const [hash, other] = new Set(hashesOf(request));
        if (other !== undefined)
            throw new Refusal('BAD_REQUEST', { message: TWO_HASHES });
        const named = hash === undefined ? undefined : byHash.get(hash);
        if (hash !== undefined && named === undefined) {
            throw new Refusal('PERSISTED_QUERY_REQUIRED', { reason: 'unknown_hash' });
        }
        if (named !== undefined) {
            if (typeof query === 'string' && query !== named)
                throw new Refusal('BAD_REQUEST', { message: BOTH });
            return { query: named, isUntrusted: false };
        }
        if (typeof query !== 'string')
            throw new Refusal('BAD_REQUEST', { message: 'The body has no text "query".' });
        const isUntrusted = mode !== 'off' && !trusted.has(query);
        if (isUntrusted) {
            if (mode === 'enforce' && !caller.scopes.has('explore'))
                throw new Refusal('PERSISTED_QUERY_REQUIRED');
            onUntrusted(caller);
        }
        return { query, isUntrusted };
    };
}
const BOTH = 'The body has a "query" and the hash of another document.';
const TWO_HASHES = 'The body has the hashes of two documents.';
function hashesOf({ documentId, extensions }) {
    const persisted = extensions?.persistedQuery;
    return [documentId, persisted?.sha256Hash].filter((hash) => typeof hash === 'string').map(withoutAlgorithm);
}
/** The specification and newer generators write it in front of the hash, Apollo and older ones do not. */
function withoutAlgorithm(hash) {
    return hash.replace(/^sha256:/, '');
}
