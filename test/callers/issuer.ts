import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ConfiguredIssuer } from '../../src/callers/caller-config.ts';

/** What a claim or a header may be in a test, wrong types included. */
export type Claims = Readonly<Record<string, unknown>>;

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function createSigningKey(kid: string, algorithm: SigningKey['algorithm'] = 'ES256'): SigningKey {
  const pair =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, algorithm, ...pair };
}

export function publicPem({ publicKey }: SigningKey): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** A key set as an issuer serves it. */
export function keySetOf(keys: readonly SigningKey[]): string {
  return JSON.stringify({
    keys: keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })),
  });
}

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Signed by hand, because a library would refuse to make most of what has to be refused. */
export function signToken(key: SigningKey, header: Claims | string, payload: Claims | string): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${signatureOf(key, signed)}`;
}

export function signatureOf({ privateKey }: SigningKey, signed: string): string {
  return sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

export const ISSUER = 'https://issuer.example/';
export const AUDIENCE = 'paylens';

/** The claims of a good token at this moment; `undefined` leaves one out. */
export function claimsAt(now: number, changes: Claims = {}): Claims {
  const seconds = Math.floor(now / 1000);
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'somebody@example.org',
    iat: seconds,
    exp: seconds + 300,
    scope: 'transactions:read explore',
    accounts: ['*'],
    ...changes,
  };
}

export function goodToken(key: SigningKey, now: number, changes: Claims = {}): string {
  return signToken(key, { alg: key.algorithm, kid: key.kid, typ: 'JWT' }, claimsAt(now, changes));
}

export function issuerOf(changes: Partial<ConfiguredIssuer>): ConfiguredIssuer {
  return {
    name: 'backend',
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['RS256', 'ES256'],
    scopes: ['transactions:read', 'explore'],
    accounts: ['*'],
    ...changes,
  };
}
