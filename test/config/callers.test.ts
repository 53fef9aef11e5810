import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createApiKey } from '../../src/callers/api-key.ts';
import { loadConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/config-faults.ts';

/** Stands in every value that is wrong, and must come out nowhere. */
const CANARY = 'canary-2c81d0';

const pem = (pair: { readonly publicKey: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer } }) =>
  pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PRIVATE_PEM = P256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const HASH = createApiKey().hash;
const ACCOUNTS = { yedpay: [{ name: 'hong-kong', apiKey: 'key' }] };
const CALLER = { name: 'dashboard', keys: [HASH], scopes: ['transactions:read'], accounts: ['yedpay/hong-kong'] };
const ISSUER = {
  name: 'backend',
  issuer: 'https://issuer.example/',
  audience: 'paylens',
  publicKey: pem(P256),
  scopes: ['transactions:read'],
  accounts: ['*'],
};

type Settings = Readonly<Record<string, unknown>>;

function load(settings: Settings, environment: Readonly<Record<string, string>> = {}) {
  const text = stringify({ accounts: ACCOUNTS, ...settings });
  return loadConfig({ PAYLENS_CONFIG: 'c.yml', ...environment }, () => text);
}

function faultsOf(settings: Settings, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    load(settings, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const caller = (changes: Settings) => ({ callers: [{ ...CALLER, ...changes }] });
const issuer = (changes: Settings) => ({ issuers: [{ ...ISSUER, ...changes }] });

describe('callers and issuers', () => {
  test('are what the file says', () => {
    const config = load({ callers: [CALLER], issuers: [ISSUER] });
    expect(config.callers).toEqual([CALLER]);
    expect(config.issuers).toEqual([{ ...ISSUER, algorithms: ['RS256', 'ES256'] }]);
  });

  test('may come from one variable each, as JSON or YAML, in place of those of the file', () => {
    const environment = {
      PAYLENS_CALLERS: JSON.stringify([{ ...CALLER, name: 'from-variable' }]),
      PAYLENS_ISSUERS: stringify([ISSUER]),
    };
    const { callers, issuers } = load({ callers: [CALLER] }, environment);
    expect(callers.map(({ name }) => name)).toEqual(['from-variable']);
    expect(issuers.map(({ name }) => name)).toEqual(['backend']);
  });

  test('may have two keys, so that one can replace the other', () => {
    expect(faultsOf(caller({ keys: [HASH, createApiKey().hash] }))).toEqual([]);
  });

  test.each([
    ['an https URL of keys', { publicKey: undefined, jwksUrl: 'https://issuer.example/keys' }],
    ['an http URL on loopback', { publicKey: undefined, jwksUrl: 'http://127.0.0.1:8080/keys' }],
    ['an RSA key', { publicKey: pem(RSA) }],
    ['an Ed25519 key, with its algorithm', { publicKey: pem(generateKeyPairSync('ed25519')), algorithms: ['EdDSA'] }],
    ['any scope', { scopes: ['transactions:pii', 'operations', 'explore'] }],
  ])('an issuer may have %s', (_what, changes) => {
    expect(faultsOf(issuer(changes))).toEqual([]);
  });

  test('of simulated accounts may name accounts that are made later', () => {
    expect(faultsOf({ accounts: {}, ...caller({ accounts: ['yedpay/simulated'] }) })).toEqual([]);
  });
});

const PEM_RULE = 'must be one public key in PEM form (BEGIN PUBLIC KEY), and RSA has at least 2048 bits';
const URL_RULE =
  'must be an https:// URL without user name and password (http:// is accepted for loopback addresses only)';
const byUrl = (jwksUrl: string) => issuer({ publicKey: undefined, jwksUrl });

const FAULTS: ReadonlyArray<readonly [what: string, settings: Settings, line: string | RegExp]> = [
  ['a key in place of its hash', caller({ keys: [createApiKey().key] }), /^callers\.0\.keys\.0: must be a hash/],
  ['a hash of another kind', caller({ keys: [`md5:${CANARY}`] }), /^callers\.0\.keys\.0: must be a hash/],
  ['a hash in capitals', caller({ keys: [HASH.toUpperCase()] }), /^callers\.0\.keys\.0: must be a hash/],
  ['three keys', caller({ keys: [1, 2, 3].map(() => createApiKey().hash) }), /^callers\.0\.keys: .*<=2/],
  ['no key', caller({ keys: [] }), /^callers\.0\.keys: .*>=1/],
  ['one key twice', caller({ keys: [HASH, HASH] }), 'callers.0.keys: must not hold one hash twice'],
  [
    'one key of two callers',
    { callers: [CALLER, { ...CALLER, name: 'other' }] },
    'callers.1.keys: has a key of a caller above, too',
  ],
  [
    'one name of two callers',
    { callers: [CALLER, { ...CALLER, keys: [createApiKey().hash] }] },
    'callers.1.name: is the name of an entry above, too',
  ],
  ['a name with a colon, as tokens have', caller({ name: `backend:${CANARY}` }), /^callers\.0\.name: must be 1 to 64/],
  ['a name with a line break', caller({ name: `a\n${CANARY}` }), /^callers\.0\.name: must be/],
  ['no name', caller({ name: undefined }), 'callers.0.name: is required'],
  ['an unknown scope', caller({ scopes: [CANARY] }), /^callers\.0\.scopes\.0: expected one of "transactions:read"/],
  ['no scope', caller({ scopes: [] }), /^callers\.0\.scopes: .*>=1/],
  ['all scopes by a star', caller({ scopes: ['*'] }), /^callers\.0\.scopes\.0: expected one of/],
  ['no account', caller({ accounts: [] }), /^callers\.0\.accounts: .*>=1/],
  ['an account that is not there', caller({ accounts: [`yedpay/${CANARY}`] }), /accounts\.0: names no configured acc/],
  ['a provider that is not there', caller({ accounts: ['stripe/*'] }), /accounts\.0: names no configured account/],
  ['a pattern within a name', caller({ accounts: ['yedpay/hong*'] }), /accounts\.0: must be "provider\/name"/],
  ['a setting that does not exist', caller({ password: CANARY }), 'callers.0.password: is no known setting'],
  ['a caller that is a text', { callers: [CANARY] }, /^callers\.0: expected object/],
  ['callers that are no list', { callers: { name: CANARY } }, /^callers: expected array/],
  ['neither key nor URL', issuer({ publicKey: undefined }), 'issuers.0.jwksUrl: give either jwksUrl or publicKey'],
  [
    'both key and URL',
    issuer({ jwksUrl: 'https://issuer.example/' }),
    'issuers.0.jwksUrl: give either jwksUrl or publicKey',
  ],
  ["a shared secret's algorithm", issuer({ algorithms: ['HS256'] }), /^issuers\.0\.algorithms\.0: expected one of "RS/],
  ['no signature at all', issuer({ algorithms: ['none'] }), /^issuers\.0\.algorithms\.0: expected one of "RS256"/],
  ['no algorithm', issuer({ algorithms: [] }), /^issuers\.0\.algorithms: .*>=1/],
  [
    'a key that none of the algorithms is for',
    issuer({ algorithms: ['RS256', 'ES384', 'EdDSA'] }),
    'issuers.0.algorithms: must have one that publicKey can verify',
  ],
  ['a private key', issuer({ publicKey: PRIVATE_PEM }), `issuers.0.publicKey: ${PEM_RULE}`],
  ['a private key behind a public one', issuer({ publicKey: pem(P256) + PRIVATE_PEM }), /^issuers\.0\.publicKey: must/],
  ['a private key before a public one', issuer({ publicKey: PRIVATE_PEM + pem(P256) }), /^issuers\.0\.publicKey: must/],
  ['a text that is no key', issuer({ publicKey: CANARY }), /^issuers\.0\.publicKey: must be one public key/],
  [
    'an RSA key of 1024 bits',
    issuer({ publicKey: pem(generateKeyPairSync('rsa', { modulusLength: 1024 })) }),
    `issuers.0.publicKey: ${PEM_RULE}`,
  ],
  ['keys by http', byUrl(`http://${CANARY}.example/`), `issuers.0.jwksUrl: ${URL_RULE}`],
  ['keys with a password', byUrl(`https://user:${CANARY}@issuer.example/`), `issuers.0.jwksUrl: ${URL_RULE}`],
  ['keys of a file', byUrl(`file:///${CANARY}`), `issuers.0.jwksUrl: ${URL_RULE}`],
  ['no URL', byUrl(CANARY), `issuers.0.jwksUrl: ${URL_RULE}`],
  ['no audience', issuer({ audience: undefined }), 'issuers.0.audience: is required'],
  ['an empty audience', issuer({ audience: '' }), /^issuers\.0\.audience: .*>=1/],
  ['no issuer', issuer({ issuer: undefined }), 'issuers.0.issuer: is required'],
  [
    'two with the same `iss`',
    { issuers: [ISSUER, { ...ISSUER, name: 'other' }] },
    'issuers.1.issuer: is the issuer of an entry above, too',
  ],
  [
    "an issuer's account that is not there",
    issuer({ accounts: [`yedpay/${CANARY}`] }),
    /^issuers\.0\.accounts\.0: nam/,
  ],
];

describe('a configuration of callers', () => {
  test.each(FAULTS)(
    'with %s is refused in one line that names the key and never the value',
    (_what, settings, line) => {
      const faults = faultsOf(settings);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(line);
      expect(faults[0]).not.toContain('\n');
      expect(faults.join()).not.toContain(CANARY);
      for (const hidden of ['paylens_', 'PRIVATE KEY-', 'sha256:', 'md5']) expect(faults.join()).not.toContain(hidden);
    },
  );

  test('in a variable that cannot be read is refused by the name of the variable', () => {
    for (const text of [`[{ name: ${CANARY}`, CANARY, '7', '{}']) {
      const faults = faultsOf({}, { PAYLENS_CALLERS: text });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/^PAYLENS_CALLERS: /);
      expect(faults[0]).not.toContain(CANARY);
    }
  });
});

describe('beyond loopback', () => {
  const open = (host: string, more: Settings = {}) => ({ server: { host, ...more } });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'paylens.example', '127.0.0.1.example.org', '128.0.0.1'])(
    'on %s nobody may listen without callers',
    (host) => {
      expect(faultsOf(open(host))).toEqual([expect.stringMatching(/^server\.host: is open to other machines/)]);
    },
  );

  test.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost'])('%s is loopback', (host) => {
    expect(faultsOf(open(host))).toEqual([]);
  });

  test('callers, issuers or an explicit word allow it', () => {
    expect(faultsOf({ ...open('0.0.0.0'), callers: [CALLER] })).toEqual([]);
    expect(faultsOf({ ...open('0.0.0.0'), issuers: [ISSUER] })).toEqual([]);
    expect(faultsOf(open('0.0.0.0', { allowAnonymous: true }))).toEqual([]);
    expect(faultsOf(open('0.0.0.0'), { PAYLENS_ALLOW_ANONYMOUS: 'true' })).toEqual([]);
  });
});
