import { expect, test } from 'vitest';
import { confirmationsOf } from '../../src/domain/counterpart-link.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { type LinkRule, linkOf, rulesFrom, ruleText } from '../../src/domain/link-rule.ts';
import { readMoney } from '../../src/domain/money.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { customId, record } from '../support/known-transactions.ts';
import { BY_CHANNEL, BY_ORDER, BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const yedpay = (references: Readonly<Record<string, string>>, changes: Partial<Transaction> = {}): Transaction => ({
  ...record(customId('order-1')),
  references: Object.entries(references).map(([kind, value]) => ({ kind, value, queryable: false })),
  ...changes,
});
const genstore = (references: Readonly<Record<string, string>>, changes: Partial<Transaction> = {}): Transaction => ({
  ...yedpay(references),
  provider: 'genstore',
  key: { provider: 'genstore', account: 'shop', kind: 'PAYMENT_ID', value: 'PI-1' },
  ...changes,
});
const linksOf = (rules: readonly LinkRule[], transaction: Transaction) =>
  rulesFrom(rules, transaction.key).map((directed) => linkOf(directed, transaction)?.farValue ?? null);
const paidAt = (utc: string): Instant => ({
  epochMilliseconds: Date.parse(utc),
  utc,
  sourceZone: 'Z',
  raw: utc,
});

test('a prefix is taken off at its own end, and put on at the other', () => {
  const rules = linkRules({
    genstore: { kind: 'OUT_ORDER_NO', prefix: 'G-' },
    yedpay: { kind: 'CUSTOM_ID', prefix: 'WC-' },
  });
  expect(linksOf(rules, genstore({ OUT_ORDER_NO: 'G-17' }))).toEqual(['WC-17']);
  expect(linksOf(rules, yedpay({ CUSTOM_ID: 'WC-17' }))).toEqual(['G-17']);
  for (const value of ['17', 'WC-17', 'g-17', 'G-', '']) {
    expect(linksOf(rules, genstore({ OUT_ORDER_NO: value }))).toEqual([null]);
  }
  expect(linksOf(rules, genstore({}))).toEqual([null]);
});

test('a rule that names an account is about no other', () => {
  const rules = linkRules(
    { genstore: { kind: 'PAYMENT_ID', account: 'shop' }, yedpay: { kind: 'CUSTOM_ID', account: 'first' } },
    { genstore: { kind: 'PAYMENT_ID', account: 'outlet' }, yedpay: { kind: 'CUSTOM_ID' } },
  );
  const farAccounts = (account: string) =>
    rulesFrom(rules, { provider: 'genstore', account }).map(({ far }) => far.account);
  expect([farAccounts('shop'), farAccounts('outlet'), farAccounts('other')]).toEqual([['first'], [null], []]);
  expect(rules.map(ruleText)).toEqual([
    'genstore/shop.PAYMENT_ID = yedpay/first.CUSTOM_ID',
    'genstore/outlet.PAYMENT_ID = yedpay.CUSTOM_ID',
  ]);
});

const RULES = linkRules(BY_PAYMENT_ID, BY_ORDER, BY_CHANNEL);
const HKD_10 = { amount: readMoney('10.00', 'HKD'), paidAt: paidAt('2025-01-15T02:30:00Z') };
const NEAR = genstore({ PAYMENT_ID: 'PI-1', CHANNEL_TRX_NO: '77' }, HKD_10);

function verdicts(far: Transaction, near = NEAR) {
  const [used] = RULES;
  if (used === undefined) throw new Error('no rule');
  return confirmationsOf(used, { rules: RULES, near, far }).map(({ check, verdict }) => `${check} ${verdict}`);
}

test.each<[what: string, far: Partial<Transaction>, expected: readonly string[]]>([
  ['the same amount with another zero', { amount: readMoney('10.0', 'HKD') }, ['AMOUNT AGREES', 'CURRENCY AGREES']],
  ['a cent more', { amount: readMoney('10.01', 'HKD') }, ['AMOUNT CONTRADICTS', 'CURRENCY AGREES']],
  ['another currency', { amount: readMoney('10.00', 'USD') }, ['AMOUNT NOT_COMPARABLE', 'CURRENCY CONTRADICTS']],
  ['no currency', { amount: readMoney('10.00', null) }, ['AMOUNT NOT_COMPARABLE', 'CURRENCY NOT_COMPARABLE']],
  ['no amount', { amount: null }, ['AMOUNT NOT_COMPARABLE', 'CURRENCY NOT_COMPARABLE']],
  ['paid 15 minutes earlier', { paidAt: paidAt('2025-01-15T02:15:00Z') }, ['PAID_AT AGREES']],
  ['paid a second before that', { paidAt: paidAt('2025-01-15T02:14:59Z') }, ['PAID_AT CONTRADICTS']],
  ['paid 15 minutes later', { paidAt: paidAt('2025-01-15T02:45:00Z') }, ['PAID_AT AGREES']],
  ['paid a second after that', { paidAt: paidAt('2025-01-15T02:45:01Z') }, ['PAID_AT CONTRADICTS']],
  ['not paid', { paidAt: null }, ['PAID_AT NOT_COMPARABLE']],
  [
    'another number',
    { references: [{ kind: 'TRANSACTION_ID', value: '78', queryable: false }] },
    ['RULE NOT_COMPARABLE', 'RULE CONTRADICTS'],
  ],
  [
    'the same number',
    { references: [{ kind: 'TRANSACTION_ID', value: '77', queryable: false }] },
    ['RULE NOT_COMPARABLE', 'RULE AGREES'],
  ],
])('%s is said', (_what, changes, expected) => {
  const far = yedpay({ CUSTOM_ID: 'PI-1', TRANSACTION_ID: '77' }, { ...HKD_10, ...changes });
  expect(verdicts(far)).toEqual(expect.arrayContaining([...expected]));
});

test('two amounts without a currency are not compared: nobody says that they are in the same one', () => {
  const amount = readMoney('10.00', null);
  expect(verdicts(yedpay({}, { amount }), { ...NEAR, amount })).toContain('AMOUNT NOT_COMPARABLE');
});

test('fee and net are never compared, and the rule that was used confirms nothing', () => {
  const [used] = RULES;
  if (used === undefined) throw new Error('no rule');
  const far = yedpay({ CUSTOM_ID: 'PI-1' }, { fee: readMoney('1', 'HKD'), net: readMoney('9', 'HKD') });
  const checks = confirmationsOf(used, { rules: RULES, near: NEAR, far }).map(({ check, rule }) => rule ?? check);
  expect(checks).toEqual([
    'AMOUNT',
    'CURRENCY',
    'PAID_AT',
    'genstore.OUT_ORDER_NO = yedpay.CUSTOM_ID after "WC-"',
    'genstore.CHANNEL_TRX_NO = yedpay.TRANSACTION_ID',
  ]);
});
