import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { genstoreAccountSchema } from '../../src/providers/genstore/config.ts';
import { yedpayAccountSchema } from '../../src/providers/yedpay/config.ts';

type Settings = Readonly<Record<string, unknown>>;

const FILES: Readonly<Record<string, string>> = {
  '/good': 'token-from-file\n',
  '/empty': '\n',
  '/sign-key': `${'k'.repeat(32)}\n`,
  '/two-lines': 'sneaky-first\nsneaky-second\n',
};

function readFile(path: string): string {
  const content = FILES[path];
  if (content === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
  return content;
}

const genstore = (changes: Settings = {}) =>
  genstoreAccountSchema(readFile).safeParse({ shop: 'my-shop', accessToken: 'token-by-value', ...changes });
const yedpay = (changes: Settings = {}) =>
  yedpayAccountSchema(readFile).safeParse({ apiKey: 'key-by-value', ...changes });

describe('a good configuration', () => {
  test('needs little, and is filled up with documented defaults', () => {
    expect(genstore().data).toMatchObject({
      name: 'my-shop',
      baseUrl: 'https://my-shop.genmystore.com',
      apiVersion: '202412',
      timeZone: 'UTC',
    });
    expect(yedpay().data).toMatchObject({
      name: 'default',
      baseUrl: 'https://api.yedpay.com/v1',
      timeZone: 'Asia/Hong_Kong',
    });
  });

  test('takes a credential by value or from a file, without its line end', () => {
    expect(genstore().data?.accessToken.reveal()).toBe('token-by-value');
    expect(genstore({ accessToken: { file: '/good' } }).data?.accessToken.reveal()).toBe('token-from-file');
    expect(yedpay({ apiKey: 'a/b+c==' }).data?.apiKey.reveal()).toBe('a/b+c==');
  });

  test('may have a sign key of 32 characters, by value or from a file', () => {
    expect(yedpay().data).not.toHaveProperty('signKey');
    expect(yedpay({ signKey: 'v'.repeat(32) }).data?.signKey?.reveal()).toBe('v'.repeat(32));
    expect(yedpay({ signKey: { file: '/sign-key' } }).data?.signKey?.reveal()).toBe('k'.repeat(32));
    expect(inspect(yedpay({ signKey: 'v'.repeat(32) }), { depth: 10 })).not.toContain('vvv');
  });

  test('shows its credential in no inspection and no JSON', () => {
    for (const account of [genstore().data, yedpay().data]) {
      expect(inspect(account, { depth: 10, showHidden: true })).not.toMatch(/by-value/);
      expect(JSON.stringify(account)).not.toMatch(/by-value/);
    }
  });

  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1', 'https://proxy.example'])(
    'may replace the host: %s',
    (baseUrl) => {
      expect(genstore({ baseUrl }).data?.baseUrl).toBe(baseUrl);
      expect(yedpay({ baseUrl: `${baseUrl}/v1` }).data?.baseUrl).toBe(`${baseUrl}/v1`);
    },
  );
});

/** `[provider, faulty settings, the key at fault, a part of the message]`; every value at fault contains "sneaky". */
const FAULTS: ReadonlyArray<readonly ['genstore' | 'yedpay', Settings, string, RegExp]> = [
  ['genstore', { shop: 'sneaky.genmystore.com' }, 'shop', /sub-domain alone, such as "my-shop"/],
  ['genstore', { shop: 'sneaky/../x' }, 'shop', /sub-domain/],
  ['genstore', { shop: 'SNEAKY' }, 'shop', /sub-domain/],
  ['genstore', { shop: '-sneaky' }, 'shop', /sub-domain/],
  ['genstore', { shop: undefined }, 'shop', /string/],
  ['genstore', { name: 'sneaky name' }, 'name', /1 to 64 letters/],
  ['yedpay', { name: 'sneaky\n' }, 'name', /1 to 64 letters/],
  ['genstore', { accessToken: undefined }, 'accessToken', /is required/],
  ['genstore', { accessToken: '' }, 'accessToken', /1 to 4096 printable ASCII/],
  ['genstore', { accessToken: 'sneaky token' }, 'accessToken', /printable ASCII characters without blanks/],
  ['genstore', { accessToken: 'sneaky\r\nX-Evil: 1' }, 'accessToken', /printable ASCII/],
  ['genstore', { accessToken: 'sneaky-é' }, 'accessToken', /printable ASCII/],
  ['genstore', { accessToken: `sneaky${'x'.repeat(4_096)}` }, 'accessToken', /1 to 4096/],
  ['genstore', { accessToken: { value: 'sneaky' } }, 'accessToken', /a text, or \{ file: path \}/],
  ['genstore', { accessToken: ['sneaky'] }, 'accessToken', /a text, or \{ file: path \}/],
  ['genstore', { accessToken: { file: '/good', also: 'sneaky' } }, 'accessToken', /a text, or \{ file: path \}/],
  ['genstore', { accessToken: { file: '/missing-sneaky' } }, 'accessToken', /the file cannot be read/],
  ['genstore', { accessToken: { file: '/empty' } }, 'accessToken', /the content of the file must be 1 to 4096/],
  ['yedpay', { apiKey: { file: '/two-lines' } }, 'apiKey', /the content of the file must be/],
  ['yedpay', { apiKey: 42 }, 'apiKey', /a text, or \{ file: path \}/],
  ['genstore', { apiVersion: 'sneaky' }, 'apiVersion', /six digits such as "202412"/],
  ['genstore', { apiVersion: '202412/../sneaky' }, 'apiVersion', /six digits/],
  ['yedpay', { signKey: 'sneaky' }, 'signKey', /exactly 32 printable/],
  ['yedpay', { signKey: `sneaky${'x'.repeat(27)}` }, 'signKey', /exactly 32 printable/],
  ['yedpay', { signKey: '' }, 'signKey', /exactly 32 printable/],
  ['yedpay', { signKey: { file: '/good' } }, 'signKey', /the content of the file must be exactly 32/],
  ['yedpay', { environment: 'sneaky' }, 'environment', /production/],
  ['yedpay', { timeZone: 'Sneaky/Zone' }, 'timeZone', /an IANA time zone such as/],
  ['genstore', { timeZone: '' }, 'timeZone', /an IANA time zone/],
  ['genstore', { baseUrl: 'sneaky' }, 'baseUrl', /an absolute URL/],
  ['genstore', { baseUrl: 'http://sneaky.example' }, 'baseUrl', /must be https/],
  ['yedpay', { baseUrl: 'http://127.0.0.1.sneaky.example' }, 'baseUrl', /must be https/],
  ['yedpay', { baseUrl: 'http://localhost.sneaky.example' }, 'baseUrl', /must be https/],
  ['yedpay', { baseUrl: 'file:///sneaky' }, 'baseUrl', /must be https/],
  ['yedpay', { baseUrl: 'https://user:sneaky@host.example' }, 'baseUrl', /user name or a password/],
  ['yedpay', { baseUrl: 'https://host.example/v1?key=sneaky' }, 'baseUrl', /a query or a fragment/],
  ['yedpay', { baseUrl: 'https://host.example/v1#sneaky' }, 'baseUrl', /a query or a fragment/],
  ['genstore', { baseUrl: 'https://host.example/sneaky' }, 'baseUrl', /must not hold a path/],
];

describe('a fault in the configuration', () => {
  test.each(FAULTS)(
    'of %s in %j is one clear message about %s, without the value',
    (provider, settings, field, message) => {
      const { error } = provider === 'genstore' ? genstore(settings) : yedpay(settings);
      expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
      expect(error?.issues[0]?.message).toMatch(message);
      expect(inspect(error, { depth: 10 }).toLowerCase()).not.toContain('sneaky');
    },
  );

  test.each(['genstore', 'yedpay'] as const)(
    'of %s in the name of a setting names it, and not its value',
    (provider) => {
      const settings = { acessToken: 'sneaky' };
      const { error } = provider === 'genstore' ? genstore(settings) : yedpay(settings);
      expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['acessToken'] }]);
      expect(inspect(error, { depth: 10 })).not.toContain('sneaky');
    },
  );
});

describe('a credential whose file is rotated', () => {
  test.each([
    ['an empty file', ''],
    ['two lines', 'a\nb'],
    ['a blank', 'a b'],
  ])('keeps its old value while the file holds %s, which could never be sent', (_, broken) => {
    const contents = ['old', broken, 'new'];
    const account = genstoreAccountSchema(() => contents.shift() ?? '').parse({
      shop: 's',
      accessToken: { file: '/f' },
    });
    account.accessToken.refresh();
    expect(account.accessToken.reveal()).toBe('old');
    account.accessToken.refresh();
    expect(account.accessToken.reveal()).toBe('new');
  });
});
