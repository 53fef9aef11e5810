import { expect, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { startTestGateway } from '../support/gateway.ts';
import { BY_CHANNEL, BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';

const KEYS = { all: createApiKey(), shop: createApiKey(), second: createApiKey() };
const headersOf = (name: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[name].key}` });

const ROW = `query ($reference: TransactionReference!) { transaction(reference: $reference) { outcome transaction {
  counterpart { outcome reference { account value } problem { message } transaction { account } }
} } }`;
const PAYMENT = { genstore: { paymentId: 'PI-linked' } };
const ORDER = { yedpay: { customId: 'PI-linked', account: 'first' } };

/** Two accounts of Yedpay, and callers of whom one has both, one has none, and one the second only. */
async function startWithAccounts(...links: readonly object[]) {
  const gateway = await startTestGateway({
    config: {
      links: linkRules(...links),
      callers: Object.entries({
        all: ['*'],
        shop: ['genstore/*'],
        second: ['genstore/*', 'yedpay/second'],
      }).map(([name, accounts]) => ({
        name,
        keys: [KEYS[name as keyof typeof KEYS].hash],
        scopes: ['transactions:read'],
        accounts,
      })),
    },
    accounts: ({ genstore = [], yedpay = [] }) => ({
      genstore,
      yedpay: ['first', 'second'].map((name) => ({ ...(yedpay[0] as ProviderAccount), name })),
    }),
  });
  const ask = async (name: keyof typeof KEYS, reference: object) => {
    const { data, errors } = await gateway.query(ROW, { reference }, headersOf(name));
    expect(errors).toBeUndefined();
    return data.transaction.transaction?.counterpart;
  };
  return { ...gateway, ask };
}

test('whoever has no account at the other provider gets null, and nothing is asked', async () => {
  const gateway = await startWithAccounts(BY_PAYMENT_ID, BY_CHANNEL);
  expect(await gateway.ask('shop', PAYMENT)).toBeNull();
  expect([gateway.genstore.callCount(), gateway.yedpay.callCount()]).toEqual([1, 0]);
});

test('the only account of the caller is the one that is asked', async () => {
  const gateway = await startWithAccounts(BY_PAYMENT_ID);
  expect(await gateway.ask('second', PAYMENT)).toMatchObject({ outcome: 'FOUND', transaction: { account: 'second' } });
});

test('with several accounts and a rule that names none, nothing is asked, and the row says so', async () => {
  const gateway = await startWithAccounts(BY_PAYMENT_ID);
  expect(await gateway.ask('all', PAYMENT)).toEqual({
    outcome: 'INVALID_REFERENCE',
    reference: { account: null, value: 'PI-linked' },
    problem: { message: expect.stringContaining('the link rule must name one') },
    transaction: null,
  });
  expect(gateway.yedpay.callCount()).toBe(0);
});

test('an account that a rule names is asked, and for whoever may not use it the rule is not there', async () => {
  const rule = { genstore: { kind: 'PAYMENT_ID' }, yedpay: { kind: 'CUSTOM_ID', account: 'first' } };
  const gateway = await startWithAccounts(rule);
  expect(await gateway.ask('all', PAYMENT)).toMatchObject({ outcome: 'FOUND', transaction: { account: 'first' } });
  const before = gateway.yedpay.callCount();
  expect(await gateway.ask('second', PAYMENT)).toBeNull();
  expect(gateway.yedpay.callCount()).toBe(before);
});

test('what was seen with one account is not there for a caller of another', async () => {
  const gateway = await startWithAccounts(BY_CHANNEL);
  expect(await gateway.ask('all', ORDER)).toBeNull();
  expect(await gateway.ask('second', PAYMENT)).toBeNull();
  expect(await gateway.ask('shop', PAYMENT)).toBeNull();
  expect(await gateway.ask('all', PAYMENT)).toMatchObject({ outcome: 'FOUND', reference: { account: 'first' } });
});

test('what a counterpart has shown is in the audit log', async () => {
  const gateway = await startWithAccounts(BY_PAYMENT_ID);
  await gateway.ask('second', PAYMENT);
  expect(gateway.accesses.map(({ lookups }) => Object.keys(lookups).toSorted())).toEqual([
    ['genstore/demo-shop FOUND', 'yedpay/second FOUND'],
  ]);
});
