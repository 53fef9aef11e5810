import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const ROWS = `query Rows($references: [TransactionReference!]!) {
  transactions(references: $references) {
    outcome
    reference { provider account kind value id }
    transaction { id provider account headline merchantReference amount { amount } }
    problem { code message retryable retryAfterSeconds provider account }
  }
}`;

interface Row {
  readonly outcome: string;
  readonly reference: Record<string, string | null>;
  readonly transaction: { readonly id: string; readonly amount: { readonly amount: string } } | null;
  readonly problem: { readonly code: string; readonly message: string; readonly account: string | null } | null;
}

const payment = (paymentId: string, account?: string) => ({ genstore: { paymentId, account } });
const order = (customId: string) => ({ yedpay: { customId } });

async function rowsOf(gateway: TestGateway, references: unknown): Promise<readonly Row[]> {
  const { data, errors } = await gateway.query(ROWS, { references });
  expect(errors).toBeUndefined();
  return data.transactions;
}

/** `count` different references over both providers, all of which exist. */
function existing(gateway: TestGateway, count: number) {
  const genstore = gateway.genstore.references.map((reference) => ({ genstore: reference }));
  const yedpay = gateway.yedpay.references.map((reference) => ({ yedpay: reference }));
  const all = [...genstore, ...yedpay].slice(0, count);
  const missing = Array.from({ length: count - all.length }, (_, index) => payment(`PI-unknown-${index}`));
  return [...all, ...missing];
}

test('rows come in the order that was asked, duplicates included, with what was asked echoed', async () => {
  const gateway = await startTestGateway();
  const asked = [
    order('order-paid'),
    payment('PI-success'),
    order('order-awaiting'),
    payment('PI-success'),
    order('order-paid'),
  ];
  const rows = await rowsOf(gateway, asked);
  expect(rows.map(({ outcome, reference }) => [outcome, reference.provider, reference.value])).toEqual([
    ['FOUND', 'YEDPAY', 'order-paid'],
    ['FOUND', 'GENSTORE', 'PI-success'],
    ['AWAITING_CUSTOMER', 'YEDPAY', 'order-awaiting'],
    ['FOUND', 'GENSTORE', 'PI-success'],
    ['FOUND', 'YEDPAY', 'order-paid'],
  ]);
  expect(rows[1]?.transaction).toEqual(rows[3]?.transaction);
  expect(rows[0]?.reference).toEqual({
    provider: 'YEDPAY',
    account: 'demo-store',
    kind: 'CUSTOM_ID',
    value: 'order-paid',
    id: null,
  });
});

test('an empty list asks nothing and gives no rows', async () => {
  const gateway = await startTestGateway();
  expect(await rowsOf(gateway, [])).toEqual([]);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});

test('200 different references, each asked twice, cost 200 calls', async () => {
  const gateway = await startTestGateway();
  const references = existing(gateway, 200);
  const rows = await rowsOf(gateway, [...references, ...references.toReversed()]);
  expect(rows).toHaveLength(400);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(200);
  expect(rows.slice(0, 200)).toEqual(rows.slice(200).toReversed());
});

test('201 different references are refused as a whole, before any call', async () => {
  const gateway = await startTestGateway();
  const { status, data, errors } = await gateway.query(ROWS, { references: existing(gateway, 201) });
  expect(status).toBe(400);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', retryable: false } }]);
  expect(gateway.genstore.callCount() + gateway.yedpay.callCount()).toBe(0);
});

test('the limit counts lists, aliases, fragments, ids and single queries together, and a duplicate once', async () => {
  const gateway = await startTestGateway({ limits: { references: 4 } });
  const id = (await rowsOf(gateway, [payment('PI-jpy')]))[0]?.transaction?.id;
  // Known by now, and counted all the same: the limit does not depend on what is cached.
  const before = gateway.genstore.callCount();
  const operation = (last: string) => `query Mixed($id: ID!, $list: [TransactionReference!]!) {
    transactions(references: $list) { outcome }
    ...Other
    ... on Query { again: transaction(reference: { genstore: { paymentId: "PI-success", account: "demo-shop" } }) { outcome } }
    skipped: genstorePayment(paymentId: "PI-never") @skip(if: true) { paymentId }
    node(id: $id) { id }
    last: genstorePayment(paymentId: "${last}") { paymentId }
  }
  fragment Other on Query { yedpayTransaction(customId: "order-paid") { yedpayId } }`;
  const variables = { id, list: [payment('PI-success'), order('order-settled')] };

  const within = await gateway.query(operation('PI-jpy'), variables);
  expect(within.errors).toBeUndefined();
  expect(gateway.genstore.callCount() - before).toBe(1);
  expect(gateway.yedpay.callCount()).toBe(2);

  const beyond = await gateway.query(operation('PI-kwd'), variables);
  expect(beyond.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  expect(gateway.genstore.callCount() - before).toBe(1);
});

test('the same payment through lists, aliases, node and a single query costs one call', async () => {
  const gateway = await startTestGateway();
  const id = (await rowsOf(gateway, [payment('PI-success')]))[0]?.transaction?.id;
  // Long enough that nothing is known any more.
  await gateway.clock.pass(25 * 60 * 60_000);
  const { data } = await gateway.query(
    `query Everywhere($id: ID!, $list: [TransactionReference!]!) {
      transactions(references: $list) { transaction { id } }
      a: transaction(reference: { genstore: { paymentId: "PI-success" } }) { transaction { id } }
      b: transaction(reference: { id: $id }) { transaction { id } }
      node(id: $id) { id }
      nodes(ids: [$id, $id]) { id }
      genstorePayment(paymentId: "PI-success", account: "demo-shop") { id }
    }`,
    { id, list: [payment('PI-success'), { id }] },
  );
  expect(gateway.genstore.callCount('PI-success')).toBe(2);
  expect(new Set(JSON.stringify(data).match(/"id":"[^"]+"/g))).toEqual(new Set([`"id":"${id}"`]));
});

test('one bad reference of each kind leaves its neighbours of both providers intact and costs no call', async () => {
  const gateway = await startTestGateway();
  const bad = ['../admin', '..', 'a/b', 'x?y=1', '%2e%2e', 'a\r\nb', 'a\u0000b', 'ünïcode', '', 'x'.repeat(65)];
  const rows = await rowsOf(gateway, [
    payment('PI-success'),
    ...bad.map((value) => payment(value)),
    order('x'.repeat(37)),
    { yedpay: {} },
    { yedpay: { customId: 'order-paid', paymentToken: 'tok-order-paid' } },
    { yedpay: { paymentToken: 'with blank' } },
    { id: 'bm9wZQ' },
    order('order-paid'),
  ]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['FOUND', ...Array(15).fill('INVALID_REFERENCE'), 'FOUND']);
  expect(gateway.genstore.callCount()).toBe(1);
  expect(gateway.yedpay.callCount()).toBe(1);
  for (const { problem } of rows.slice(1, -1)) expect(problem?.message).toMatch(/must be|exactly one|no id/);
});

test('an account that is not yours answers exactly like a payment that does not exist, without a call', async () => {
  const gateway = await startTestGateway();
  const [foreign, missing] = await rowsOf(gateway, [
    payment('PI-success', 'other-shop'),
    payment('PI-not-found', 'demo-shop'),
  ]);
  expect(foreign?.outcome).toBe('NOT_FOUND');
  expect({ ...foreign?.problem, account: null }).toEqual({ ...missing?.problem, account: null });
  expect(gateway.genstore.callCount('PI-success')).toBe(0);
});

test('with several accounts, one must be named; the message names them and nothing is asked', async () => {
  const gateway = await startTestGateway({
    accounts: ({ genstore = [], ...rest }) => ({
      ...rest,
      genstore: [...genstore, { ...genstore[0], name: 'second-shop', timeZone: 'UTC' }],
    }),
  });
  const [unnamed, named, other] = await rowsOf(gateway, [
    payment('PI-success'),
    payment('PI-success', 'demo-shop'),
    payment('PI-success', 'second-shop'),
  ]);
  expect(unnamed?.outcome).toBe('INVALID_REFERENCE');
  expect(unnamed?.problem?.message).toContain('demo-shop, second-shop');
  expect([named?.outcome, other?.outcome]).toEqual(['FOUND', 'FOUND']);
  expect(named?.transaction?.id).not.toBe(other?.transaction?.id);
  expect(gateway.genstore.callCount('PI-success')).toBe(2);
});

test('calls in flight are bounded for each account, across requests', async () => {
  const gateway = await startTestGateway({ limits: { callsInFlight: 3 } });
  gateway.genstore.setLatency(20);
  const references = gateway.genstore.references.slice(0, 20).map((reference) => ({ genstore: reference }));
  const batches = await Promise.all([rowsOf(gateway, references.slice(0, 10)), rowsOf(gateway, references.slice(10))]);
  expect(batches.flat().every(({ outcome }) => outcome === 'FOUND')).toBe(true);
  expect(gateway.genstore.mostInFlight).toBe(3);
});

test('where more calls wait than may, the rows beyond are RATE_LIMITED and the others are answered', async () => {
  const gateway = await startTestGateway({ limits: { callsInFlight: 1, callsWaiting: 2 } });
  const rows = await rowsOf(
    gateway,
    gateway.genstore.references.slice(0, 5).map((reference) => ({ genstore: reference })),
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['FOUND', 'FOUND', 'FOUND', 'RATE_LIMITED', 'RATE_LIMITED']);
  expect(rows[4]?.problem).toMatchObject({ retryable: true, retryAfterSeconds: 1 });
});

test('rows that are unanswered when the time is over say so, and the others keep their records', async () => {
  const gateway = await startTestGateway({ limits: { operationTimeoutMs: 2_000, attemptTimeoutMs: 30_000 } });
  gateway.yedpay.setFault('order-paid', 'hang');
  const rows = await rowsOf(gateway, [payment('PI-success'), order('order-paid'), order('order-settled')]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['FOUND', 'DEADLINE_EXCEEDED', 'FOUND']);
});

test('a client that leaves takes its provider calls with it', async () => {
  const gateway = await startTestGateway({ limits: { operationTimeoutMs: 30_000, attemptTimeoutMs: 30_000 } });
  gateway.genstore.setFault('PI-success', 'hang');
  const leaving = new AbortController();
  const body = JSON.stringify({ query: '{ genstorePayment(paymentId: "PI-success") { paymentId } }' });
  const asked = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: leaving.signal,
  });
  await expect.poll(() => gateway.genstore.connections.open).toBe(1);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => gateway.genstore.connections.open).toBe(0);
  await expect.poll(() => gateway.calls.map(({ reason }) => reason)).toEqual(['cancelled']);
  expect(gateway.failures).toEqual([]);
});

test.each(['reset-before', 's500', 's429-sec', 'html200', 'truncated', 'id-mismatch', 'big'])(
  'the fault %s on one row of each provider leaves all other rows intact',
  async (fault) => {
    const gateway = await startTestGateway();
    const rows = await rowsOf(gateway, [
      payment('PI-success'),
      payment(`fault-${fault}`),
      order(`fault-${fault}`),
      order('order-paid'),
    ]);
    const expected =
      { 'reset-before': 'PROVIDER_UNAVAILABLE', s500: 'PROVIDER_UNAVAILABLE', 's429-sec': 'RATE_LIMITED' }[fault] ??
      'MALFORMED_RESPONSE';
    expect(rows.map(({ outcome }) => outcome)).toEqual(['FOUND', expected, expected, 'FOUND']);
    expect(rows[1]?.transaction).toBeNull();
  },
);
