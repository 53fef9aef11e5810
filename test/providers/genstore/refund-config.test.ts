import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { genstoreAccountSchema } from '../../../src/providers/genstore/config.ts';
import { refundUrl } from '../../../src/providers/genstore/refund-config.ts';

const account = (refunds: unknown) =>
  genstoreAccountSchema(() => '').safeParse({ shop: 'my-shop', accessToken: 'token', refunds });

/** Where a shop with this setting is asked for a record. */
function urlOf(refunds: unknown, refundId = '1000069823694'): string {
  const { data } = account(refunds);
  if (data?.refunds === undefined) throw new Error('the setting is not accepted');
  return refundUrl(data.refunds, { baseUrl: data.baseUrl, version: data.apiVersion, refundId }).href;
}

const HOST = 'https://my-shop.genmystore.com';

test('without the setting nothing is offered', () => {
  expect(account(undefined).data?.refunds).toBeUndefined();
});

test.each([
  ['published', `${HOST}/api/202412/refunds?ids=1000069823694`],
  [
    { path: '/api/{version}/refunds', parameters: { refundId: '{refundId}' } },
    `${HOST}/api/202412/refunds?refundId=1000069823694`,
  ],
  [{ path: '/api/{version}/refunds/{refundId}' }, `${HOST}/api/202412/refunds/1000069823694`],
  [
    { path: '/apps/v1.2/after-sales.json', parameters: { 'filter[id]': 'eq:{refundId}', v: '{version}', all: '1' } },
    `${HOST}/apps/v1.2/after-sales.json?filter%5Bid%5D=eq%3A1000069823694&v=202412&all=1`,
  ],
])('%j asks for %s', (refunds, url) => {
  expect(urlOf(refunds)).toBe(url);
});

test('whatever an id is, it stays in its place', () => {
  const strange = '../x?y=1&z#f$&$1{version}';
  expect(urlOf('published', strange)).toBe(`${HOST}/api/202412/refunds?${new URLSearchParams({ ids: strange })}`);
  expect(urlOf({ path: '/r/{refundId}' }, strange)).toBe(`${HOST}/r/${encodeURIComponent(strange)}`);
});

const HELD = { parameters: { ids: '{refundId}' } };

test.each([
  ['sneaky', '', /must be published, or/],
  [42, '', /must be published, or/],
  [null, '', /must be published, or/],
  [{}, 'path', /expected string/],
  [{ path: '/refunds' }, '', /must hold \{refundId\}/],
  [{ path: '/refunds', parameters: { ids: 'sneaky' } }, '', /must hold \{refundId\}/],
  ...[
    'refunds',
    '',
    '/',
    '//sneaky.example/refunds',
    'https://sneaky.example/refunds',
    '/../sneaky',
    '/api/../../sneaky',
    '/api/./sneaky',
    '/api/.sneaky',
    '/api/%2e%2e/sneaky',
    '/api\\sneaky',
    '/api//sneaky',
    '/sneaky/',
    '/sneaky?ids=1',
    '/sneaky#x',
    '/sneaky:80',
    '/@sneaky',
    '/sneaky\r\nX-Evil: 1',
    '/ sneaky',
    '/{sneaky}',
    '/{refundId}{sneaky}',
    '/sn{refundId}eaky',
    '/é-sneaky',
    `/sneaky${'/x'.repeat(10)}`,
  ].map((path) => [{ path, ...HELD }, 'path', /must be a path such as/] as const),
  ...['{sneaky}', 'sneaky\n', 'sneaky}', '{refundId', 'é-sneaky', 'x'.repeat(129)].map(
    (value) =>
      [{ path: '/refunds', parameters: { ids: '{refundId}', x: value } }, 'parameters.x', /printable ASCII/] as const,
  ),
  [{ path: '/refunds', parameters: { 'sneaky&x': '{refundId}' } }, 'parameters.sneaky&x', /./],
  [
    { path: '/{refundId}', parameters: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`p${i}`, 'x'])) },
    'parameters',
    /must be 10 at most/,
  ],
  [{ path: '/refunds', ...HELD, sneaky: 1 }, '', /nrecognized/],
] as const)('%j is refused', (refunds, field, message) => {
  const { error } = account(refunds);
  const [issue, ...others] = error?.issues ?? [];
  expect(others).toEqual([]);
  expect(issue?.path.join('.')).toBe(['refunds', field].filter((part) => part !== '').join('.'));
  expect(issue?.message).toMatch(message);
});

const SHOP = { PAYLENS_GENSTORE_SHOP: 'my-shop', PAYLENS_GENSTORE_ACCESS_TOKEN: 'token' };
const PUBLISHED = { path: '/api/{version}/refunds', parameters: { ids: '{refundId}' } };

test.each([
  ['published', PUBLISHED],
  ['{ path: "/r/{refundId}" }', { path: '/r/{refundId}', parameters: {} }],
  ['{"path":"/api/{version}/refunds","parameters":{"ids":"{refundId}"}}', PUBLISHED],
])('a variable holds it, too: %s', (PAYLENS_GENSTORE_REFUNDS, refunds) => {
  expect(loadConfig({ ...SHOP, PAYLENS_GENSTORE_REFUNDS }).accounts.genstore).toMatchObject([{ refunds }]);
});

test.each([
  ['sneaky', /^PAYLENS_GENSTORE_REFUNDS: must be published, or/],
  ['{ path: [', /^PAYLENS_GENSTORE_REFUNDS: must be published, or/],
  ['null', /^PAYLENS_GENSTORE_REFUNDS: must be published, or/],
  ['{ path: "/../sneaky/{refundId}" }', /^PAYLENS_GENSTORE_REFUNDS\.path: must be a path(?!.*sneaky)/],
])('a variable with a fault is named, and its value is not repeated: %s', (PAYLENS_GENSTORE_REFUNDS, message) => {
  const load = () => loadConfig({ ...SHOP, PAYLENS_GENSTORE_REFUNDS });
  expect(load).toThrow(message);
});
