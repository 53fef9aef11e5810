import { constants, createHmac, sign } from 'node:crypto';
import { bearer, type Credential, EC, EC_ISSUER, RSA, STRANGER } from './credentials.ts';
import {
  type Claims,
  claimsAt,
  encode,
  goodToken,
  ISSUER,
  publicPem,
  type SigningKey,
  signatureOf,
  signToken,
} from './issuer.ts';

/** Everything that looks like a token, and lets nobody in. */
export function badTokens(now: number): readonly Credential[] {
  const good = goodToken(RSA, now);
  const [header = '', payload = '', signature = ''] = good.split('.');
  const seconds = Math.floor(now / 1000);
  const withClaims = (what: string, changes: Claims) => bearer(what, goodToken(RSA, now, changes));
  const withHeader = (what: string, more: Claims, key: SigningKey = RSA) =>
    bearer(what, signToken(key, { alg: 'RS256', ...more }, claimsAt(now)));
  const ecClaims = claimsAt(now, { iss: EC_ISSUER });
  const withEcSignature = (what: string, bytes: Uint8Array) =>
    bearer(what, `${encode({ alg: 'ES256' })}.${encode(ecClaims)}.${Buffer.from(bytes).toString('base64url')}`);

  return [
    ...['none', 'None', 'NONE', 'nOnE', ' none', 'none\0', ''].flatMap((alg) => [
      bearer(`alg ${JSON.stringify(alg)} without a signature`, `${encode({ alg })}.${payload}.`),
      bearer(`alg ${JSON.stringify(alg)} with a signature`, `${encode({ alg })}.${payload}.${signature}`),
    ]),
    bearer('no alg', signToken(RSA, { typ: 'JWT' }, claimsAt(now))),
    ...['HS256', 'HS384', 'HS512'].map((alg) =>
      bearer(`${alg} with the public key as secret`, symmetric(alg, publicPem(RSA), now)),
    ),
    bearer('HS256 with the trimmed public key as secret', symmetric('HS256', publicPem(RSA).trim(), now)),
    bearer('HS256 with an empty secret', symmetric('HS256', '', now)),
    bearer('a good signature by SHA-512, which is not on the list', signedAs('RS512', now)),
    bearer('a good signature by PSS, which is not on the list', signedAs('PS256', now)),
    withHeader('an algorithm of the other issuer', { alg: 'ES256' }),
    withHeader('an algorithm that is a list', { alg: ['RS256'] }),
    withHeader('an algorithm in another case', { alg: 'rs256' }),
    withHeader('an encryption algorithm', { alg: 'RSA-OAEP' }),
    withHeader('the key of a stranger', { kid: RSA.kid }, STRANGER.rsa),
    withHeader('an embedded key of a stranger', { jwk: jwkOf(STRANGER.rsa) }, STRANGER.rsa),
    withHeader('a jku', { jku: 'https://evil.example/keys' }, STRANGER.rsa),
    withHeader('an x5u', { x5u: 'https://evil.example/cert' }, STRANGER.rsa),
    withHeader('an x5c', { x5c: ['MIIB'] }, STRANGER.rsa),
    withHeader('a kid that is a path', { kid: '../../../dev/null' }, STRANGER.rsa),
    withHeader('a crit header', { crit: ['exp'] }),
    withHeader('a crit header of its own', { crit: ['paylens'], paylens: true }),
    withHeader('an empty crit header', { crit: [] }),
    withHeader('b64 false', { crit: ['b64'], b64: false }),
    bearer('b64 false, signed over the payload as it is', unencodedPayload(now)),
    bearer('a header with alg twice', signToken(RSA, '{"alg":"RS256","alg":"none"}', claimsAt(now))),
    bearer('a header that is no JSON', signToken(RSA, '{alg:RS256}', claimsAt(now))),
    bearer('a header that is a list', signToken(RSA, '["RS256"]', claimsAt(now))),
    withClaims('an end a minute and a second ago', { exp: seconds - 61 }),
    withClaims('an end a year ago', { exp: seconds - 31_536_000 }),
    withClaims('a start in two minutes', { nbf: seconds + 120 }),
    withClaims('issued in two minutes', { iat: seconds + 120 }),
    withClaims('no end', { exp: undefined }),
    withClaims('an end as text', { exp: String(seconds + 300) }),
    withClaims('an end of null', { exp: null }),
    withClaims('an end of 0', { exp: 0 }),
    withClaims('an end below 0', { exp: -1 }),
    withClaims('a start as text', { nbf: 'now' }),
    withClaims('an issue time as text', { iat: 'now' }),
    withClaims('another audience', { aud: 'another' }),
    withClaims('an audience that only begins like ours', { aud: 'paylens.evil' }),
    withClaims('a list of other audiences', { aud: ['another', 'paylens '] }),
    withClaims('no audience', { aud: undefined }),
    withClaims('an audience that is an object', { aud: { paylens: true } }),
    withClaims('another issuer', { iss: 'https://evil.example/' }),
    withClaims('an issuer without its slash', { iss: ISSUER.slice(0, -1) }),
    withClaims('no issuer', { iss: undefined }),
    withClaims('a list of issuers', { iss: [ISSUER] }),
    withClaims("the other issuer's name, our key", { iss: EC_ISSUER }),
    withClaims('no subject', { sub: undefined }),
    withClaims('an empty subject', { sub: '' }),
    withClaims('a subject that is a number', { sub: 7 }),
    withClaims('a subject of 257 characters', { sub: 'x'.repeat(257) }),
    withClaims('no scope', { scope: undefined }),
    withClaims('a scope that is a number', { scope: 1 }),
    withClaims('a scope that is an object', { scope: { explore: true } }),
    withClaims('scopes with a number among them', { scope: ['explore', 1] }),
    withClaims('a scope of null', { scope: null }),
    withClaims('no accounts', { accounts: undefined }),
    withClaims('accounts that are a number', { accounts: 1 }),
    withClaims('accounts of null', { accounts: null }),
    bearer('an end twice, the last of them past', twice(now, { exp: seconds + 300 }, { exp: seconds - 300 })),
    bearer('an issuer twice, the last of them another', twice(now, { iss: ISSUER }, { iss: EC_ISSUER })),
    bearer('claims that are a list', signToken(RSA, { alg: 'RS256' }, '[]')),
    bearer('claims that are a text', signToken(RSA, { alg: 'RS256' }, '"claims"')),
    bearer('claims that are no JSON', signToken(RSA, { alg: 'RS256' }, '{')),
    bearer(
      'a payload that was changed',
      `${header}.${encode(claimsAt(now, { scope: 'transactions:pii' }))}.${signature}`,
    ),
    bearer('the signature of another token', `${header}.${payload}.${goodToken(RSA, now, { sub: 'b' }).split('.')[2]}`),
    bearer('a signature cut short', good.slice(0, -8)),
    bearer('a signature with a character more', `${good}A`),
    bearer('no signature', `${header}.${payload}.`),
    bearer('two segments', `${header}.${payload}`),
    bearer('four segments', `${good}.${signature}`),
    bearer('five segments, as an encrypted token has', `${good}.${signature}.${signature}`),
    bearer('dots alone', '..'),
    bearer('a token in brackets of JSON', Buffer.from(JSON.stringify({ payload, signature })).toString('base64url')),
    bearer('a good token and text behind it', `${good} x`),
    bearer('a good token in padded base64', `${header}==.${payload}==.${signature}==x`),
    withEcSignature('an ECDSA signature of zeros', new Uint8Array(64)),
    withEcSignature('an ECDSA signature of zeros in DER', Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 0)),
    withEcSignature('an ECDSA signature of the order of the curve', orderTwice()),
    withEcSignature('an empty ECDSA signature', new Uint8Array(0)),
    bearer('an EC token of a stranger', signToken(STRANGER.ec, { alg: 'ES256', kid: EC.kid }, ecClaims)),
    bearer('an RSA token in the name of the EC issuer', signToken(RSA, { alg: 'RS256' }, ecClaims)),
  ];
}

function jwkOf({ publicKey }: SigningKey): Claims {
  return { ...publicKey.export({ format: 'jwk' }) };
}

/** Whoever verifies an HMAC with the text of a public key takes everybody's signature. */
function symmetric(alg: string, secret: string, now: number): string {
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claimsAt(now))}`;
  return `${signed}.${createHmac(alg.replace('HS', 'sha'), secret).update(signed).digest('base64url')}`;
}

/** Good but for the list of algorithms. */
function signedAs(alg: 'RS512' | 'PS256', now: number): string {
  const signed = `${encode({ alg, kid: RSA.kid })}.${encode(claimsAt(now))}`;
  const key = { key: RSA.privateKey, ...(alg === 'PS256' ? PSS : {}) };
  return `${signed}.${sign(alg.replace(/^../, 'sha'), Buffer.from(signed), key).toString('base64url')}`;
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

function unencodedPayload(now: number): string {
  const header = encode({ alg: 'RS256', b64: false, crit: ['b64'] });
  const payload = encode(claimsAt(now));
  return `${header}.${payload}.${signatureOf(RSA, `${header}.${JSON.stringify(claimsAt(now))}`)}`;
}

function twice(now: number, first: Claims, last: Claims): string {
  const [name = ''] = Object.keys(first);
  const rest = JSON.stringify(claimsAt(now, { [name]: undefined })).slice(1, -1);
  const member = (claim: Claims) => JSON.stringify(claim).slice(1, -1);
  return signToken(RSA, { alg: 'RS256' }, `{${member(first)},${rest},${member(last)}}`);
}

/** r and s equal to the order of P-256: 0 to a verifier that forgets to check the range. */
function orderTwice(): Uint8Array {
  const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
  return Buffer.concat([order, order]);
}
