import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/config-faults.ts';
import { simulatedLinks } from '../../src/config-links.ts';
import { ruleText } from '../../src/domain/link-rule.ts';

const ACCOUNTS = {
  PAYLENS_GENSTORE_SHOP: 'shop',
  PAYLENS_GENSTORE_ACCESS_TOKEN: 'token',
  PAYLENS_YEDPAY_API_KEY: 'key',
};

function faultsOf(links: unknown, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    loadConfig({ PAYLENS_LINKS: JSON.stringify(links), ...environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

test('no rule is there until one is configured', () => {
  expect(loadConfig(ACCOUNTS).links).toEqual([]);
});

test('a rule says whether each end can be asked by', () => {
  const [rule] = loadConfig({
    PAYLENS_LINKS: '[{ genstore: { kind: OUT_ORDER_NO }, yedpay: { kind: CUSTOM_ID, prefix: WC- } }]',
  }).links;
  expect(rule?.ends).toEqual([
    { provider: 'genstore', kind: 'OUT_ORDER_NO', isQueryable: false, prefix: '', account: null },
    { provider: 'yedpay', kind: 'CUSTOM_ID', isQueryable: true, prefix: 'WC-', account: null },
  ]);
});

test('the example of docs/links.md loads, and means what it says', () => {
  const document = readFileSync(new URL('../../docs/links.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /<!-- links:start -->\n```yaml\n([\s\S]*)```\n<!-- links:end -->/.exec(document) ?? [];
  const { links } = loadConfig({ PAYLENS_CONFIG: 'example.yaml' }, () => yaml);
  expect(links.map(ruleText)).toEqual([
    'genstore.PAYMENT_ID = yedpay.CUSTOM_ID',
    'genstore/my-shop.OUT_ORDER_NO = yedpay/hong-kong.CUSTOM_ID after "WC-"',
    'genstore.CHANNEL_TRX_NO = yedpay.TRANSACTION_ID',
    'genstore.CHANNEL_TRX_NO = yedpay.REFERENCE_ID',
  ]);
});

test.each([
  ['one provider only', { genstore: { kind: 'PAYMENT_ID' } }, 'must name an identifier of exactly two providers'],
  ['no provider', {}, 'must name an identifier of exactly two providers'],
  [
    'an unknown provider',
    { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'CUSTOM_ID' }, acme: { kind: 'ID' } },
    'acme',
  ],
  ["another provider's identifier", { genstore: { kind: 'CUSTOM_ID' }, yedpay: { kind: 'CUSTOM_ID' } }, 'kind'],
  ['a token', { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'PAYMENT_TOKEN' } }, 'kind'],
  [
    'a prefix that no identifier can have',
    { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'CUSTOM_ID', prefix: 'a b' } },
    'prefix',
  ],
])('a rule with %s is refused', (_what, rule, fault) => {
  const faults = faultsOf([rule]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});

test('an account that a rule names must be configured', () => {
  const rule = { genstore: { kind: 'PAYMENT_ID', account: 'shop' }, yedpay: { kind: 'CUSTOM_ID', account: 'nobody' } };
  expect(faultsOf([rule], ACCOUNTS)).toEqual(['links.0.yedpay.account: names no configured account']);
  // Over simulated providers, accounts are made later.
  expect(faultsOf([rule])).toEqual([]);
});

test('the simulated records of the two providers are linked', () => {
  expect(simulatedLinks().map(ruleText)).toEqual(['genstore.PAYMENT_ID = yedpay.CUSTOM_ID']);
});
