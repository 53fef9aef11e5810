import { bearer, type Credential, EC, EC_ISSUER, KEYS, RSA, STRANGER, withHeaders } from './credentials.ts';
import { AUDIENCE, type Claims, claimsAt, goodToken, signToken } from './issuer.ts';

const { key } = KEYS.current;

/** What has to be let in: a check that refuses everybody would pass every other test. */
export function goodCredentials(now: number): readonly Credential[] {
  const seconds = Math.floor(now / 1000);
  const withClaims = (what: string, changes: Claims) => bearer(what, goodToken(RSA, now, changes));
  const beside = (more: Claims) => signToken(RSA, { alg: 'RS256', ...more }, claimsAt(now));
  return [
    bearer('a key', key),
    bearer('the key that replaces it', KEYS.next.key),
    withHeaders('the scheme in lower case', `authorization: bearer ${key}`),
    withHeaders('the scheme in capitals', `AUTHORIZATION: BEARER ${key}`),
    withHeaders('blanks before the key', `Authorization: Bearer   ${key}`),
    withHeaders('blanks around the value', `Authorization:    Bearer ${key}   `),
    withHeaders('a tab around the value', `Authorization:\tBearer ${key}\t`),
    withHeaders(
      'a cookie and a foreign header beside it',
      `Authorization: Bearer ${key}`,
      'Cookie: a=b',
      'X-API-Key: x',
    ),
    bearer('an RSA token', goodToken(RSA, now)),
    bearer('an EC token', goodToken(EC, now, { iss: EC_ISSUER })),
    withClaims('a token that ended half a minute ago', { exp: seconds - 30 }),
    withClaims('a token that begins in half a minute', { nbf: seconds + 30 }),
    withClaims('a token issued in half a minute', { iat: seconds + 30 }),
    withClaims('a token without an issue time', { iat: undefined }),
    withClaims('a list of audiences with ours', { aud: ['another', AUDIENCE] }),
    withClaims('scopes as a list', { scope: ['transactions:read', 'explore'] }),
    withClaims('scopes with strangers among them', { scope: 'admin transactions:read explore' }),
    withClaims('accounts as text', { accounts: 'genstore/* yedpay/*' }),
    withClaims('claims that nobody reads', { email: 'a@b.example', admin: true, jku: 'https://evil.example/' }),
    bearer('a header without a type', signToken(RSA, { alg: 'RS256' }, claimsAt(now))),
    bearer('a jku that nobody reads', beside({ jku: 'https://evil.example/', kid: 'any' })),
    bearer(
      'an embedded key that nobody reads',
      beside({ jwk: { ...STRANGER.rsa.publicKey.export({ format: 'jwk' }) } }),
    ),
  ];
}
