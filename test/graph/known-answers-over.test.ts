import { expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import {
  CALLERS,
  dashboard,
  demanding,
  everything,
  order,
  payment,
  rows,
  startAsked,
} from '../support/asked-gateway.ts';
import { SIGN_KEY } from '../support/signed-form.ts';

test('ten seconds later it is made again, from the same knowledge', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  const paid = rows(payment('PI-success'), order('order-paid'));
  expect(await isMadeAgain(paid)).toBe(false);
  await gateway.clock.pass(10_000);
  const calls = gateway.calls.length;
  expect((await ask(paid)).isMade).toBe(true);
  expect((await ask(paid)).isMade).toBe(false);
  expect(gateway.calls.length).toBe(calls);
});

test('an open payment is shown for as long as it is trusted, and then looked up', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  const open = rows(payment('PI-success'), order('order-awaiting'));
  expect(await isMadeAgain(open)).toBe(false);
  await gateway.clock.pass(3_000);
  expect((await ask(open)).isMade).toBe(true);
});

test('a demand of a highest age is kept to', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  const young = demanding('maxAgeSeconds: 2', payment('PI-success'), order('order-paid'));
  expect(await isMadeAgain(young)).toBe(false);
  await gateway.clock.pass(2_000);
  const calls = gateway.calls.length;
  expect((await ask(young)).isMade).toBe(true);
  expect(gateway.calls.length).toBe(calls + 2);
});

test('what another request has asked anew is shown as it is now', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  const paid = rows(order('order-paid'));
  expect(await isMadeAgain(paid)).toBe(false);
  await gateway.clock.pass(6_000);
  await ask(demanding('forceRefresh: true', order('order-paid')), everything.headers);
  expect((await ask(paid)).isMade).toBe(true);
});

const settlement = (customId: string) => ({
  query: `{ yedpayTransaction(customId: "${customId}") { settlementState } }`,
});

test('a payment that was said to have changed is looked up', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked({
    accounts: ({ yedpay = [], ...others }) => ({
      ...others,
      yedpay: yedpay.map((account) => ({ ...account, signKey: new Secret(SIGN_KEY) })),
    }),
  });
  await gateway.clock.pass(31_000);
  const asked = settlement('order-progress');
  expect(await isMadeAgain(asked)).toBe(false);
  await gateway.clock.pass(30_000);
  const [old] = [await ask(asked), await ask(asked)];
  expect([old.body.data, (await ask(asked)).isMade]).toEqual([
    { yedpayTransaction: { settlementState: 'NOT_SETTLED' } },
    false,
  ]);
  const { name = '' } = gateway.accounts.yedpay?.[0] ?? {};
  const delivery = gateway.yedpay.notify('order-progress', {
    url: new URL(`/webhooks/yedpay/${name}`, gateway.url).href,
    signKey: SIGN_KEY,
    clock: gateway.clock,
  });
  expect(await delivery.finished).toBe('ACKNOWLEDGED');
  expect((await ask(asked)).body.data).toEqual({ yedpayTransaction: { settlementState: 'SETTLED' } });
});

const DATE = { query: '{ genstorePayment(paymentId: "PI-success") { businessDate } }' };

test('after a reload, an account of the same name is another account', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  expect(await isMadeAgain(DATE)).toBe(false);
  const here = (await ask(DATE)).text;
  const { genstore = [], ...others } = gateway.accounts;
  const elsewhere = genstore.map((account) => ({ ...account, timeZone: 'Pacific/Pago_Pago' }));
  gateway.reload({ accounts: { ...others, genstore: elsewhere } });
  const there = await ask(DATE);
  expect([there.isMade, there.text === here]).toEqual([true, false]);
});

test('a key that was withdrawn gets nothing more, and what its caller may see is not what another may', async () => {
  const { gateway, ask, isMadeAgain } = await startAsked();
  expect(await isMadeAgain(DATE)).toBe(false);
  gateway.reload({ callers: CALLERS.filter(({ name }) => name !== 'dashboard') });
  expect(await ask(DATE)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', isMade: false });
  gateway.reload({ callers: [{ ...dashboard.caller, accounts: ['yedpay/*'] }] });
  expect((await ask(DATE)).code).toBe('NOT_CONFIGURED');
});
