import { bearer, type Credential, KEYS, withHeaders } from './credentials.ts';

const { key, hash } = KEYS.current;
const basic = (text: string) => `Authorization: Basic ${Buffer.from(text).toString('base64')}`;

/** Everything that looks like an API key, or stands where one could, and lets nobody in. */
export const BAD_KEYS: readonly Credential[] = [
  withHeaders('no credential'),
  withHeaders('an empty header', 'Authorization:'),
  withHeaders('a scheme alone', 'Authorization: Bearer'),
  withHeaders('a scheme and a blank', 'Authorization: Bearer '),
  withHeaders('Basic', basic('admin:admin')),
  withHeaders('Basic with a good key as password', basic(`dashboard:${key}`)),
  withHeaders('Basic with a good key as it is', `Authorization: Basic ${key}`),
  withHeaders('a good key without a scheme', `Authorization: ${key}`),
  withHeaders('a good key by another scheme', `Authorization: Token ${key}`),
  withHeaders("a good key by Yedpay's scheme", `Authorization: API-KEY ${key}`),
  withHeaders('a good key right behind the scheme', `Authorization: Bearer${key}`),
  withHeaders('a good key behind a colon', `Authorization: Bearer: ${key}`),
  withHeaders('a good key behind a tab', `Authorization: Bearer\t${key}`),
  withHeaders('a good key twice in one header', `Authorization: Bearer ${key}, Bearer ${key}`),
  withHeaders('a good key in two headers', `Authorization: Bearer ${key}`, `Authorization: Bearer ${key}`),
  withHeaders('a good key and a bad one', `Authorization: Bearer ${key}`, 'Authorization: Bearer x'),
  withHeaders('a bad key and a good one', 'Authorization: Bearer x', `authorization: Bearer ${key}`),
  bearer('a key of nobody', KEYS.ofNobody.key),
  bearer('the hash of a good key', hash),
  bearer('the digest of a good key', hash.slice('sha256:'.length)),
  bearer('a good key with its last character changed', changed(key, key.length - 1)),
  bearer('a good key with its first character changed', changed(key, 'paylens_'.length)),
  bearer('a good key without its last character', key.slice(0, -1)),
  bearer('a good key and a character more', `${key}A`),
  bearer('a good key in lower case', key.toLowerCase()),
  bearer('a good key in quotes', `"${key}"`),
  bearer('a good key and text behind it', `${key} and more`),
  bearer('a good key and a semicolon', `${key};`),
  bearer('a good key, percent-encoded', key.replaceAll('_', '%5F')),
  bearer('a good key in base64', Buffer.from(key).toString('base64')),
  bearer('letters beyond ASCII', 'päylens_ÿÿÿ'),
  bearer('null', 'null'),
  bearer('undefined', 'undefined'),
  bearer('a star', '*'),
  bearer('a token of 8,193 characters', 'a'.repeat(8_193)),
  bearer('a token of 12,000 characters with dots', `${'a'.repeat(4_000)}.`.repeat(3)),
  withHeaders('a good key as X-API-Key', `X-API-Key: ${key}`),
  withHeaders('a good key as Proxy-Authorization', `Proxy-Authorization: Bearer ${key}`),
  withHeaders('a good key as a cookie', `Cookie: Authorization=Bearer ${key}; token=${key}; key=${key}`),
  withHeaders('a good key as a header of its own', `Paylens-Key: ${key}`),
  {
    what: 'a good key in the query',
    request: { query: `?access_token=${key}&key=${key}&authorization=Bearer%20${key}` },
  },
  { what: 'a good key in the body', request: { body: JSON.stringify({ query: '{ __typename }', access_token: key }) } },
  {
    what: "a good key in the request's extensions",
    request: { body: JSON.stringify({ query: '{ __typename }', extensions: { authorization: `Bearer ${key}` } }) },
  },
];

/** What is no HTTP any more: Node's parser refuses it, whatever is beside it. */
export const BROKEN_HEADERS: readonly (readonly [status: number, credential: Credential])[] = [
  [400, bearer('a good key and NUL', `${key}\0`)],
  [400, bearer('NUL before a good key', `\0${key}`)],
  [400, withHeaders('a good key on a folded line', 'Authorization: Bearer', ` ${key}`)],
  [400, withHeaders('a good key behind a bare line feed', `X-One: 1\nAuthorization: Bearer ${key}`)],
  [400, withHeaders('a good key under a name with a blank', `Authorization : Bearer ${key}`)],
  [431, withHeaders('a good key beside 20,000 characters', `Authorization: Bearer ${key}`, `X: ${'x'.repeat(20_000)}`)],
];

function changed(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
