import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

async function idOf(gateway: TestGateway, reference: unknown): Promise<string> {
  const { data } = await gateway.query(
    'query Id($reference: TransactionReference!) { transaction(reference: $reference) { transaction { id } } }',
    { reference },
  );
  return data.transaction.transaction.id;
}

const NODES = 'query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id ... on Transaction { provider headline } } }';

test('an id finds its record again, whichever key it came from', async () => {
  const gateway = await startTestGateway();
  const references = [
    { genstore: { paymentId: 'PI-success' } },
    { yedpay: { customId: 'order-paid' } },
    { yedpay: { paymentToken: 'tok-order-paid' } },
  ];
  const ids = await Promise.all(references.map((reference) => idOf(gateway, reference)));
  expect(new Set(ids).size).toBe(3);
  const { data, errors } = await gateway.query(NODES, { ids });
  expect(errors).toBeUndefined();
  expect(data.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test('the id of a look-up by payment token does not hold the token, in clear or encoded', async () => {
  const gateway = await startTestGateway();
  const id = await idOf(gateway, { yedpay: { paymentToken: 'tok-order-paid' } });
  const decoded = Buffer.from(id, 'base64url').toString();
  for (const text of [id, decoded]) {
    expect(text).not.toContain('tok-order-paid');
    expect(text).not.toContain(Buffer.from('tok-order-paid').toString('base64url'));
  }
});

test('nodes keeps the order, gives null for what is gone and an error for what cannot be said', async () => {
  const gateway = await startTestGateway();
  const [success, order] = await Promise.all([
    idOf(gateway, { genstore: { paymentId: 'PI-success' } }),
    idOf(gateway, { yedpay: { customId: 'order-paid' } }),
  ]);
  const idOfPayment = (paymentId: string) =>
    Buffer.from(JSON.stringify(['genstore', 'demo-shop', 'PAYMENT_ID', paymentId, paymentId])).toString('base64url');
  const ids = [order, idOfPayment('fault-s500'), 'nonsense', idOfPayment('PI-gone'), success];
  const { data, errors } = await gateway.query(NODES, { ids });
  expect(data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([order, null, null, null, success]);
  const codes = new Map(errors?.map(({ path, extensions }) => [path?.[1], extensions.code]));
  expect(codes).toEqual(
    new Map([
      [1, 'PROVIDER_UNAVAILABLE'],
      [2, 'BAD_USER_INPUT'],
    ]),
  );
});

test('an id that was forged for another account, provider or kind asks nothing', async () => {
  const gateway = await startTestGateway();
  const forge = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const ids = [
    forge('genstore', 'other-shop', 'PAYMENT_ID', 'PI-success', 'PI-success'),
    forge('genstore', 'demo-shop', 'PAYMENT_ID', '../PI-success', 'PI-success'),
    forge('genstore', 'demo-shop', 'OUT_ORDER_NO', 'PI-success', 'PI-success'),
    forge('nobody', 'demo-shop', 'PAYMENT_ID', 'PI-success', 'PI-success'),
    forge('yedpay', 'demo-store', 'PAYMENT_TOKEN', 'tok-order-paid', 'x'),
  ];
  const { data } = await gateway.query(NODES, { ids });
  expect(data.nodes).toEqual([null, null, null, null, null]);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});

test('an id whose custom id names another attempt by now is gone, not silently another record', async () => {
  const gateway = await startTestGateway();
  const first = Buffer.from(
    JSON.stringify(['yedpay', 'demo-store', 'CUSTOM_ID', 'order-paid', 'ANOTHERATTEMPT']),
  ).toString('base64url');
  const { data, errors } = await gateway.query(
    'query Gone($id: ID!) { node(id: $id) { id } transaction(reference: { id: $id }) { outcome reference { id value kind } transaction { id } problem { message } } }',
    { id: first },
  );
  expect(errors).toBeUndefined();
  expect(data.node).toBeNull();
  expect(data.transaction).toMatchObject({
    outcome: 'NOT_FOUND',
    transaction: null,
    reference: { id: first, value: null, kind: 'CUSTOM_ID' },
  });
  expect(data.transaction.problem.message).toContain('another record');
});

test('two attempts under one custom id are told apart, and both say that the reference was reused', async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.query(
    `query Attempts($references: [TransactionReference!]!) {
    transactions(references: $references) { transaction { id issues { kind } ... on YedpayTransaction { yedpayId customId } } }
  }`,
    { references: [{ yedpay: { paymentToken: 'tok-attempt-1' } }] },
  );
  expect(data.transactions[0].transaction.issues).not.toContainEqual({ kind: 'REFERENCE_REUSED' });
  const again = await gateway.query(`{
    byCustomId: yedpayTransaction(customId: "order-reused") { id yedpayId issues { kind } }
  }`);
  expect(again.data.byCustomId.yedpayId).not.toBe(data.transactions[0].transaction.yedpayId);
  expect(again.data.byCustomId.issues).toContainEqual({ kind: 'REFERENCE_REUSED' });
});
