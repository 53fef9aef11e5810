import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/config-faults.ts';
import { hasAccounts } from '../../src/config-schema.ts';

/** Never part of a message. */
const CANARY = 'canary secret';

const SHOP = { PAYLENS_GENSTORE_SHOP: 'my-shop', PAYLENS_GENSTORE_ACCESS_TOKEN: 'token' };

/** A file system of the paths that are given; everything else is not there. */
function filesOf(files: Readonly<Record<string, string>>) {
  return (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error(`ENOENT ${path}`);
    return text;
  };
}

function load(environment: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  return loadConfig(environment, filesOf(files));
}

function faultsOf(environment: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  try {
    load(environment, files);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error('no fault was found');
}

const inFile = (text: string) => [{ PAYLENS_CONFIG: 'c.yml' }, { 'c.yml': text }] as const;

describe('a configuration', () => {
  test('may be empty: everything has a default, and no account means simulated providers', () => {
    const config = load({});
    expect(config.server).toEqual({
      host: '127.0.0.1',
      port: 4000,
      hosts: [],
      origins: [],
      allowAnonymous: false,
      lingerMs: 300,
    });
    expect(hasAccounts(config)).toBe(false);
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('of one account of each provider comes from variables', () => {
    const { accounts } = load({ ...SHOP, PAYLENS_YEDPAY_API_KEY: 'key', PAYLENS_YEDPAY_ENVIRONMENT: 'staging' });
    expect(accounts.genstore).toMatchObject([
      { name: 'my-shop', baseUrl: 'https://my-shop.genmystore.com', timeZone: 'UTC' },
    ]);
    expect(accounts.yedpay).toMatchObject([
      { name: 'default', baseUrl: 'https://api-staging.yedpay.com/v1', timeZone: 'Asia/Hong_Kong' },
    ]);
    expect(JSON.stringify(accounts)).not.toMatch(/"(token|key)"/);
  });

  test('of many accounts comes from a file, YAML or JSON, with secrets by file', () => {
    const yaml = `accounts:
  genstore:
    - { shop: one, accessToken: { file: /run/one } }
    - { shop: two, name: second, accessToken: by-value, plan: standard }
  yedpay: [{ name: hk, apiKey: k }]
server: { port: 5000 }`;
    const files = { 'c.yml': yaml, '/run/one': 'from-file\n' };
    const { accounts, server } = load({ PAYLENS_CONFIG: 'c.yml' }, files);
    expect(accounts.genstore?.map(({ name }) => name)).toEqual(['one', 'second']);
    expect(server.port).toBe(5000);
    const json = load({ PAYLENS_CONFIG: 'c.json' }, { 'c.json': '{"server":{"port":5001}}' });
    expect(json.server.port).toBe(5001);
  });

  test('takes variables over the file, and adds their account to those of the file', () => {
    const [environment, files] = inFile(
      'server: { port: 5000 }\naccounts: { genstore: [{ shop: a, accessToken: b }] }',
    );
    const { server, accounts } = load({ ...environment, ...SHOP, PAYLENS_PORT: '5001' }, files);
    expect(server.port).toBe(5001);
    expect(accounts.genstore?.map(({ name }) => name)).toEqual(['a', 'my-shop']);
  });

  test('takes an empty variable for one that is not set', () => {
    expect(load({ PAYLENS_PORT: '', PAYLENS_CONFIG: '' }).server.port).toBe(4000);
  });
});

describe('each fault is named by its key, with what is allowed and never with the value', () => {
  const cases: ReadonlyArray<readonly [string, Record<string, string>, Record<string, string>, RegExp]> = [
    ['an unknown variable', { PAYLENS_PROT: '1' }, {}, /^PAYLENS_PROT: is no known setting$/],
    ['a port that is no number', { PAYLENS_PORT: CANARY }, {}, /^PAYLENS_PORT: /],
    ['a port out of range', { PAYLENS_PORT: '70000' }, {}, /^PAYLENS_PORT: .*65535/],
    ['a negative port', { PAYLENS_PORT: '-1' }, {}, /^PAYLENS_PORT: /],
    ['a host that is not loopback', { PAYLENS_HOST: '0.0.0.0' }, {}, /^PAYLENS_HOST: .*127\.0\.0\.1/],
    ['a log level that does not exist', { PAYLENS_LOG_LEVEL: CANARY }, {}, /^PAYLENS_LOG_LEVEL: .*"info"/],
    ['a limit of 0 references', { PAYLENS_LIMITS_REFERENCES: '0' }, {}, /^PAYLENS_LIMITS_REFERENCES: /],
    ['a limit of 201 references', { PAYLENS_LIMITS_REFERENCES: '201' }, {}, /^PAYLENS_LIMITS_REFERENCES: .*200/],
    [
      'an attempt that outlasts its provider',
      { PAYLENS_LIMITS_ATTEMPT_TIMEOUT_MS: '5000' },
      {},
      /ATTEMPT_TIMEOUT_MS: must not be longer than providerTimeoutMs/,
    ],
    [
      'connecting that outlasts its attempt',
      { PAYLENS_LIMITS_CONNECT_TIMEOUT_MS: '3000' },
      {},
      /CONNECT_TIMEOUT_MS: must not be longer/,
    ],
    [
      'an operation shorter than its calls',
      { PAYLENS_LIMITS_OPERATION_TIMEOUT_MS: '1000' },
      {},
      /providerTimeoutMs: must not be longer than operationTimeoutMs/,
    ],
    ['a shop without a token', { PAYLENS_GENSTORE_SHOP: 'my-shop' }, {}, /^PAYLENS_GENSTORE_ACCESS_TOKEN: is required/],
    ['a token without a shop', { PAYLENS_GENSTORE_ACCESS_TOKEN: 'x' }, {}, /^PAYLENS_GENSTORE_SHOP: is required/],
    [
      'a token with a blank',
      { ...SHOP, PAYLENS_GENSTORE_ACCESS_TOKEN: CANARY },
      {},
      /^PAYLENS_GENSTORE_ACCESS_TOKEN: must be .*printable/,
    ],
    [
      'a token with a line break',
      { ...SHOP, PAYLENS_GENSTORE_ACCESS_TOKEN: 'canary\nsecret' },
      {},
      /ACCESS_TOKEN: must be/,
    ],
    [
      'a token twice',
      { ...SHOP, PAYLENS_GENSTORE_ACCESS_TOKEN_FILE: '/t' },
      { '/t': 'x' },
      /set together with PAYLENS_GENSTORE_ACCESS_TOKEN/,
    ],
    [
      'a token file that is not there',
      { PAYLENS_GENSTORE_SHOP: 's', PAYLENS_GENSTORE_ACCESS_TOKEN_FILE: '/none' },
      {},
      /ACCESS_TOKEN_FILE: the file cannot be read/,
    ],
    [
      'an empty token file',
      { PAYLENS_GENSTORE_SHOP: 's', PAYLENS_GENSTORE_ACCESS_TOKEN_FILE: '/t' },
      { '/t': ' \n' },
      /ACCESS_TOKEN_FILE: the content of the file must be/,
    ],
    [
      'a shop that is a host',
      { ...SHOP, PAYLENS_GENSTORE_SHOP: 'evil.example/' },
      {},
      /^PAYLENS_GENSTORE_SHOP: must be/,
    ],
    [
      'headers that may take longer than the whole request',
      { PAYLENS_LIMITS_HEADERS_TIMEOUT_MS: '6000' },
      {},
      /^PAYLENS_LIMITS_HEADERS_TIMEOUT_MS: must not be longer than requestTimeoutMs$/,
    ],
    ['http to a provider', { ...SHOP, PAYLENS_GENSTORE_BASE_URL: 'http://example.com' }, {}, /BASE_URL: must be https/],
    [
      'a base URL with a user',
      { ...SHOP, PAYLENS_GENSTORE_BASE_URL: 'https://u:canary@h' },
      {},
      /must not hold a user/,
    ],
    [
      'a base URL with a path for Genstore',
      { ...SHOP, PAYLENS_GENSTORE_BASE_URL: 'https://h/api' },
      {},
      /must not hold a path/,
    ],
    [
      'a base URL that ends in a question mark',
      { PAYLENS_YEDPAY_API_KEY: 'k', PAYLENS_YEDPAY_BASE_URL: 'https://h/v1?' },
      {},
      /must not hold a query/,
    ],
    [
      'an API version that is none',
      { ...SHOP, PAYLENS_GENSTORE_API_VERSION: 'v1' },
      {},
      /^PAYLENS_GENSTORE_API_VERSION: must be six digits/,
    ],
    [
      'a time zone that does not exist',
      { ...SHOP, PAYLENS_GENSTORE_TIME_ZONE: 'Mars/Olympus' },
      {},
      /TIME_ZONE: must be an IANA/,
    ],
    ['a plan that does not exist', { ...SHOP, PAYLENS_GENSTORE_PLAN: 'gold' }, {}, /^PAYLENS_GENSTORE_PLAN: .*"basic"/],
    [
      'an environment that does not exist',
      { PAYLENS_YEDPAY_API_KEY: 'k', PAYLENS_YEDPAY_ENVIRONMENT: 'test' },
      {},
      /^PAYLENS_YEDPAY_ENVIRONMENT: /,
    ],
    [
      'TLS verification turned off',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      {},
      /^NODE_TLS_REJECT_UNAUTHORIZED: must not be 0/,
    ],
    [
      'observations in another kind of database',
      { PAYLENS_HISTORY_URL: 'mysql://canary@host/name' },
      {},
      /^PAYLENS_HISTORY_URL: must be a postgres:\/\/ or postgresql:\/\/ URL$/,
    ],
    [
      'observations in a file and in a database',
      { PAYLENS_HISTORY_URL: 'postgres://canary@host/name', PAYLENS_HISTORY_FILE: 'a.db' },
      {},
      /^PAYLENS_HISTORY_FILE: .*leave one of the two out$/,
    ],
    ['a file that is not there', { PAYLENS_CONFIG: '/none' }, {}, /^PAYLENS_CONFIG: the file cannot be read$/],
    [
      'a file that is no YAML',
      ...inFile(`a: [${CANARY}`),
      /^PAYLENS_CONFIG: the file is no YAML or JSON object \(line \d+, column \d+\)$/,
    ],
    ['a file that is a list', ...inFile('- a'), /^PAYLENS_CONFIG: the file is no YAML/],
    ['an unknown section', ...inFile('sever: {}'), /^sever: is no known setting$/],
    ['an unknown key', ...inFile('server: { prot: 1 }'), /^server\.prot: is no known setting$/],
    ['a section that is a text', ...inFile(`server: ${CANARY}`), /^server: /],
    ['an unknown provider', ...inFile('accounts: { acme: [] }'), /^accounts\.acme: is no known setting$/],
    [
      'two accounts of one name',
      ...inFile('accounts: { yedpay: [{ apiKey: a }, { apiKey: b }] }'),
      /^accounts\.yedpay\.1\.name: is the name of an entry above/,
    ],
    [
      'a secret that is a number',
      ...inFile('accounts: { yedpay: [{ apiKey: 5 }] }'),
      /^accounts\.yedpay\.0\.apiKey: must be a text/,
    ],
  ];

  test.each(cases)('%s', (_name, environment, files, expected) => {
    const faults = faultsOf(environment, files);
    expect(faults).toEqual([expect.stringMatching(expected)]);
    expect(faults.join()).not.toContain('canary');
  });

  test('and all of them at once', () => {
    const faults = faultsOf({
      PAYLENS_PORT: 'x',
      PAYLENS_FOO: '1',
      PAYLENS_HOST: 'y z',
      PAYLENS_YEDPAY_TIME_ZONE: 'z',
    });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual([
      'PAYLENS_FOO',
      'PAYLENS_HOST',
      'PAYLENS_PORT',
      'PAYLENS_YEDPAY_API_KEY',
      'PAYLENS_YEDPAY_TIME_ZONE',
    ]);
  });
});
