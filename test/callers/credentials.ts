import { createApiKey } from '../../src/callers/api-key.ts';
import type { ConfiguredCaller, ConfiguredIssuer } from '../../src/callers/caller-config.ts';
import { createSigningKey, issuerOf, publicPem } from './issuer.ts';
import type { WireRequest } from './wire.ts';

/** A credential, good or bad: what a request carries of it. */
export interface Credential {
  readonly what: string;
  readonly request: Pick<WireRequest, 'headers' | 'body'> & { readonly query?: string };
}

export const KEYS = { current: createApiKey(), next: createApiKey(), ofNobody: createApiKey() };
export const RSA = createSigningKey('rsa-1', 'RS256');
export const EC = createSigningKey('ec-1', 'ES256');
export const STRANGER = { rsa: createSigningKey('rsa-1', 'RS256'), ec: createSigningKey('ec-1', 'ES256') };
export const EC_ISSUER = 'https://ec.example/';

export const CALLERS: readonly ConfiguredCaller[] = [
  {
    name: 'dashboard',
    keys: [KEYS.current.hash, KEYS.next.hash],
    scopes: ['transactions:read', 'explore'],
    accounts: ['*'],
  },
];

/** One with an RSA key, as the confusion of algorithms needs, and one with an EC key, as empty signatures need. */
export const ISSUERS: readonly ConfiguredIssuer[] = [
  issuerOf({ name: 'backend', publicKey: publicPem(RSA), algorithms: ['RS256'] }),
  issuerOf({ name: 'mobile', issuer: EC_ISSUER, publicKey: publicPem(EC), algorithms: ['ES256'] }),
];

export function withHeaders(what: string, ...headers: readonly string[]): Credential {
  return { what, request: { headers } };
}

export function bearer(what: string, token: string): Credential {
  return withHeaders(what, `Authorization: Bearer ${token}`);
}
