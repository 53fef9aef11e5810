import type { Caller } from '../domain/caller.ts';
import { Refusal } from './refusal.ts';
import type { OperationRequest } from './request-body.ts';

export interface TrustedDocumentsOptions {
  readonly mode: 'off' | 'log' | 'enforce';
  /** Document texts by their hash. */
  readonly manifest: ReadonlyMap<string, string>;
  /** A document that is not in the manifest was taken. */
  readonly onUntrusted: (caller: Caller) => void;
}

/** The text of the document that a request asks to execute: its own, or the one that it names by hash. */
export type FindDocument = (request: OperationRequest, caller: Caller) => string;

/**
 * Documents by hash, in the two forms in use: `documentId` of GraphQL over HTTP, and Apollo's
 * `extensions.persistedQuery.sha256Hash`. Nothing is ever registered at run time.
 */
export function trustedDocuments({ mode, manifest, onUntrusted }: TrustedDocumentsOptions): FindDocument {
  const trusted = new Set(manifest.values());
  return (request, caller) => {
    const hash = hashOf(request);
    const named = hash === null ? undefined : manifest.get(hash);
    if (hash !== null && named === undefined) throw new Refusal('PERSISTED_QUERY_REQUIRED', { reason: 'unknown_hash' });
    const { query } = request;
    if (named !== undefined) {
      if (typeof query === 'string' && query !== named) throw new Refusal('BAD_REQUEST', { message: BOTH });
      return named;
    }
    if (typeof query !== 'string') throw new Refusal('BAD_REQUEST', { message: 'The body has no text "query".' });
    if (mode !== 'off' && !trusted.has(query)) {
      if (mode === 'enforce' && !caller.scopes.has('explore')) throw new Refusal('PERSISTED_QUERY_REQUIRED');
      onUntrusted(caller);
    }
    return query;
  };
}

const BOTH = 'The body has a "query" and the hash of another document.';

function hashOf({ documentId, extensions }: OperationRequest): string | null {
  // The specification's form has the algorithm in front.
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  const persisted = extensions?.persistedQuery as { readonly sha256Hash?: unknown } | undefined;
  return typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash : null;
}
