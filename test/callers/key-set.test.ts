import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { KeySetUnavailableError, remoteKeySet } from '../../src/callers/key-set.ts';
import { TokenRefusedError, tokenVerifier } from '../../src/callers/tokens.ts';
import { systemClock } from '../../src/system.ts';
import { createHttp } from '../../src/upstream/http.ts';
import { DEFAULT_HTTP_LIMITS } from '../support/http-limits.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Claims, claimsAt, createSigningKey, issuerOf, keySetOf, type SigningKey, signToken } from './issuer.ts';

const MINUTE = 60_000;

type Serve = (response: ServerResponse) => void;
const serves =
  (body: string): Serve =>
  (response) =>
    sendJson(response, body);
const fails: Serve = (response) => sendJson(response, '{}', 503);
/** The answer to a token: the caller's name, `refused` or `unavailable`. */
type Verdict = string;

/** A verifier over an issuer that really listens, and counts; time stands still but for what a test lets pass. */
async function issuerThat(first: Serve, path = '/keys.json') {
  const clock = new ManualClock();
  const issuer = { serve: first };
  const server = await startServer((_request, response) => issuer.serve(response));
  const http = createHttp({ clock: systemClock, limits: DEFAULT_HTTP_LIMITS });
  onTestFinished(async () => {
    await http.close();
    await server[Symbol.asyncDispose]();
  });
  const configured = issuerOf({ jwksUrl: server.origin + path });
  const verify = tokenVerifier({
    issuers: [configured],
    accounts: new Map(),
    clock,
    keySetOf: (url) => remoteKeySet(url, { clock, http }),
  });
  const verdictOf = (token: string): Promise<Verdict> =>
    verify(token).then(
      ({ name }) => name.split(':')[0] ?? '',
      (error: unknown) => {
        if (error instanceof TokenRefusedError) return 'refused';
        if (error instanceof KeySetUnavailableError) return 'unavailable';
        throw error;
      },
    );
  return {
    clock,
    issuer,
    server,
    verdictOf,
    tokenOf: (key: SigningKey, header: Claims = {}) =>
      signToken(key, { alg: key.algorithm, kid: key.kid, ...header }, claimsAt(clock.now())),
  };
}

const known = createSigningKey('known');
const stranger = createSigningKey('stranger');

test('a thousand tokens at once, of all kinds, make one request to the issuer', async () => {
  const { server, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  const good = Array.from({ length: 500 }, () => verdictOf(tokenOf(known)));
  const unknown = Array.from({ length: 500 }, (_, number) => verdictOf(tokenOf(stranger, { kid: `kid-${number}` })));
  expect(new Set(await Promise.all(good))).toEqual(new Set(['backend']));
  expect(new Set(await Promise.all(unknown))).toEqual(new Set(['refused']));
  expect(server.requests.map(({ method, url }) => [method, url])).toEqual([['GET', '/keys.json']]);
});

test('a flood of unknown kids makes at most one request in each cool-down', async () => {
  const { clock, server, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  await verdictOf(tokenOf(known));
  for (let second = 1; second <= 100; second += 1) {
    clock.advance(1_000);
    await Promise.all([1, 2, 3].map((each) => verdictOf(tokenOf(stranger, { kid: `kid-${second}-${each}` }))));
  }
  expect(server.requests).toHaveLength(1 + 3);
});

test('a new key is found after the cool-down at the latest, without a restart', async () => {
  const { clock, issuer, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  expect(await verdictOf(tokenOf(known))).toBe('backend');
  const next = createSigningKey('next');
  issuer.serve = serves(keySetOf([known, next]));
  expect(await verdictOf(tokenOf(next))).toBe('refused');
  clock.advance(30_000);
  expect(await verdictOf(tokenOf(next))).toBe('backend');
});

test('a key that the issuer has withdrawn is out of force after ten minutes', async () => {
  const { clock, issuer, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known, stranger])));
  expect(await verdictOf(tokenOf(stranger))).toBe('backend');
  issuer.serve = serves(keySetOf([known]));
  clock.advance(10 * MINUTE - 1);
  expect(await verdictOf(tokenOf(stranger))).toBe('backend');
  clock.advance(1);
  expect(await verdictOf(tokenOf(stranger))).toBe('refused');
});

test.each([
  ['../../etc/passwd'],
  ['..%2f..%2fetc%2fpasswd'],
  ['/etc/passwd\u0000.pem'],
  ['http://evil.example/keys'],
  ['//evil.example/'],
  ["' OR 1=1 --"],
  ['__proto__'],
  ['constructor'],
  [''],
  [7],
  [null],
  [{ $ne: null }],
])('the kid %j is a name and nothing else: the issuer is asked for its one path only', async (kid) => {
  const { clock, server, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  expect(await verdictOf(tokenOf(known))).toBe('backend');
  clock.advance(MINUTE);
  expect(await verdictOf(tokenOf(stranger, { kid }))).toBe('refused');
  expect(new Set(server.requests.map(({ url }) => url))).toEqual(new Set(['/keys.json']));
});

test('keys that a token brings or points to are not looked at: the other server has no hit', async () => {
  const { server, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  await using other = await startServer((_request, response) => sendJson(response, keySetOf([stranger])));
  const jwk = stranger.publicKey.export({ format: 'jwk' });
  for (const header of [
    { jku: `${other.origin}/keys.json` },
    { x5u: `${other.origin}/cert.pem` },
    { jwk },
    { kid: known.kid, jwk },
    { kid: known.kid, jku: `${other.origin}/keys.json`, x5u: `${other.origin}/x`, jwk },
    { kid: `${other.origin}/keys.json` },
    { x5c: ['MIIB'] },
  ]) {
    expect(await verdictOf(tokenOf(stranger, header))).toBe('refused');
    // The same beside a good signature decides nothing either.
    const beside = await verdictOf(tokenOf(known, { ...header, kid: known.kid }));
    expect(beside).toBe('backend');
  }
  expect(other.requests).toEqual([]);
  expect(new Set(server.requests.map(({ url }) => url))).toEqual(new Set(['/keys.json']));
});

test('while the issuer is down, its known keys stay in force for an hour, and it is asked once in ten seconds', async () => {
  const { clock, issuer, server, verdictOf, tokenOf } = await issuerThat(serves(keySetOf([known])));
  expect(await verdictOf(tokenOf(known))).toBe('backend');
  issuer.serve = fails;
  clock.advance(10 * MINUTE);
  const before = server.requests.length;
  for (let second = 0; second < 60; second += 1) {
    expect(await verdictOf(tokenOf(known))).toBe('backend');
    expect(await verdictOf(tokenOf(stranger))).toBe('unavailable');
    clock.advance(1_000);
  }
  expect(server.requests.length - before).toBe(6);
  clock.advance(50 * MINUTE);
  expect(await verdictOf(tokenOf(known))).toBe('unavailable');
  issuer.serve = serves(keySetOf([known]));
  clock.advance(10_000);
  expect(await verdictOf(tokenOf(known))).toBe('backend');
  expect(await verdictOf(tokenOf(stranger))).toBe('refused');
});

test('tokens that come while a dead issuer is asked wait for that one request, and the later ones for none', async () => {
  const held: ServerResponse[] = [];
  const { clock, server, verdictOf, tokenOf } = await issuerThat((response) => held.push(response));
  const verdicts = Promise.all(Array.from({ length: 100 }, () => verdictOf(tokenOf(known))));
  await expect.poll(() => held.length).toBe(1);
  held[0]?.destroy();
  expect(new Set(await verdicts)).toEqual(new Set(['unavailable']));
  for (let second = 0; second < 9; second += 1) {
    clock.advance(1_000);
    // Nobody answers: a second request would wait here for ever.
    expect(await verdictOf(tokenOf(known))).toBe('unavailable');
  }
  expect(server.requests).toHaveLength(1);
});

test('a key set is not fetched from where a redirect points', async () => {
  await using other = await startServer((_request, response) => sendJson(response, keySetOf([known])));
  const redirect: Serve = (response) => void response.writeHead(302, { location: `${other.origin}/keys.json` }).end();
  const { server, verdictOf, tokenOf } = await issuerThat(redirect);
  expect(await verdictOf(tokenOf(known))).toBe('unavailable');
  expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
});

test.each<[string, Serve]>([
  ['a megabyte long', serves(keySetOf([known]).replace('{', `{"padding":"${'x'.repeat(1_000_000)}",`))],
  ['an HTML page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello')],
  ['no key set', serves('{"keys":"none"}')],
  ['null', serves('null')],
  ['a list', serves('[]')],
  ['empty', serves('')],
  ['a status 404', (response) => sendJson(response, keySetOf([known]), 404)],
  ['a cut connection', (response) => void response.destroy()],
])('an answer that is %s is no key set: nobody is let in or refused by it', async (_what, serve) => {
  const { verdictOf, tokenOf } = await issuerThat(serve);
  expect(await verdictOf(tokenOf(known))).toBe('unavailable');
});

test('a broken key in the set refuses its own tokens and no others', async () => {
  const broken = [
    { kty: 'EC', crv: 'P-256', kid: 'broken', x: 'AA', y: 'AA' },
    { kty: 'oct', kid: 'shared', k: 'c2VjcmV0' },
    { kty: 'RSA', kid: 'short', n: 'wQ', e: 'AQAB' },
    { ...known.privateKey.export({ format: 'jwk' }), kid: 'private' },
  ];
  const set = JSON.stringify({ keys: [...broken, ...JSON.parse(keySetOf([known])).keys] });
  const { clock, server, verdictOf, tokenOf } = await issuerThat(serves(set));
  for (const kid of ['broken', 'shared', 'short', 'private', 'broken']) {
    for (const alg of ['ES256', 'RS256', 'HS256']) {
      expect([kid, alg, await verdictOf(tokenOf(stranger, { kid, alg }))]).toEqual([kid, alg, 'refused']);
    }
    expect(await verdictOf(tokenOf(known))).toBe('backend');
  }
  clock.advance(1_000);
  expect(server.requests).toHaveLength(1);
});

test('a token without a kid is checked with the one key that fits, and refused where several do', async () => {
  const one = await issuerThat(serves(keySetOf([known])));
  expect(await one.verdictOf(one.tokenOf(known, { kid: undefined }))).toBe('backend');
  const two = await issuerThat(serves(keySetOf([known, stranger])));
  expect(await two.verdictOf(two.tokenOf(known, { kid: undefined }))).toBe('refused');
});
