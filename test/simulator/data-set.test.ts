import { expect, test } from 'vitest';
import type { Transaction } from '../../src/domain/transaction.ts';
import { GENSTORE_STATUSES } from '../../src/providers/genstore/statuses.ts';
import { YEDPAY_GATEWAY_LABELS } from '../../src/providers/yedpay/gateway-codes.ts';
import { YEDPAY_STATUSES } from '../../src/providers/yedpay/statuses.ts';
import type { YedpayTransaction } from '../../src/providers/yedpay/transaction.ts';
import { type Asked, ask, GENSTORE, lookUp, PROVIDERS, START, withSimulator, YEDPAY } from './asking.ts';

test.each(PROVIDERS)(
  'the same seed gives %s the same bytes on another day, another seed gives others',
  async (_, asked) => {
    const first = await bodies(asked, { seed: 7 });
    const again = await bodies(asked, { seed: 7, now: () => START + 86_400_000 });
    const other = await bodies(asked, { seed: 8 });
    expect(first.length).toBeGreaterThanOrEqual(60);
    expect(again).toEqual(first);
    expect(other.length).toBe(first.length);
    expect(other).not.toEqual(first);
  },
);

test.each(PROVIDERS)('the ordinary records of %s raise no data issue', async (_, asked) => {
  const found = await transactions(asked);
  expect(found.flatMap(({ key, issues }) => issues.map(({ kind }) => `${key.value}: ${kind}`))).toEqual([]);
});

test.each(PROVIDERS)('the currencies of %s have no, two and three decimals', async (_, asked) => {
  const exponents = (await transactions(asked)).map(({ amount }) => amount?.exponent);
  expect(new Set(exponents)).toEqual(new Set([0, 2, 3]));
});

test.each(PROVIDERS)('no two ordinary records of %s share an identity', async (_, asked) => {
  const ids = (await transactions(asked)).map(({ recordId }) => recordId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the ordinary Genstore payments have every documented status', async () => {
  const codes = (await transactions(GENSTORE)).map(({ providerStatus }) => providerStatus.code);
  expect(new Set(codes)).toEqual(new Set(GENSTORE_STATUSES.map(({ code }) => code)));
});

test('the ordinary Yedpay orders have every status of the table', async () => {
  const codes = (await transactions(YEDPAY)).map(({ providerStatus }) => providerStatus.code);
  expect(new Set(codes)).toEqual(new Set(YEDPAY_STATUSES.map(({ code }) => code)));
});

test('the ordinary Yedpay orders took every route', async () => {
  const codes = (await transactions(YEDPAY)).map((transaction) => (transaction as YedpayTransaction).gateway.code);
  expect(new Set(codes)).toEqual(new Set(YEDPAY_GATEWAY_LABELS.keys()));
});

test('the ordinary Yedpay orders have every refund and settlement state that is reported', async () => {
  const found = await transactions(YEDPAY);
  expect(new Set(found.map(({ refundState }) => refundState))).toEqual(new Set(['NONE', 'PENDING', 'PARTIAL', 'FULL']));
  expect(new Set(found.map(({ refund }) => refund.mechanism))).toEqual(
    new Set(['REFUND', 'VOID', 'NOT_REPORTED', 'UNKNOWN']),
  );
  expect(new Set(found.map(({ settlementState }) => settlementState))).toEqual(
    new Set(['NOT_SETTLED', 'REQUESTED', 'IN_PROGRESS', 'SETTLED', 'REVERSED', 'REJECTED']),
  );
});

test('most Yedpay money is in Hong Kong dollars', async () => {
  const found = await transactions(YEDPAY);
  const inHongKongDollars = found.filter(({ amount }) => amount?.currency === 'HKD');
  expect(inHongKongDollars.length).toBeGreaterThan(found.length / 2);
});

async function bodies(asked: Asked, options: { readonly seed: number; readonly now?: () => number }) {
  return withSimulator(
    asked,
    (simulator) =>
      Promise.all(simulator.references.map(async (reference) => (await ask(asked, simulator, reference)).text())),
    options,
  );
}

async function transactions(asked: Asked): Promise<readonly Transaction[]> {
  const outcomes = await withSimulator(asked, (simulator) =>
    Promise.all(simulator.references.map((reference) => lookUp(asked, simulator, reference))),
  );
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'FOUND') throw new Error(`an ordinary record gave ${outcome.outcome}`);
    return outcome.transaction;
  });
}
