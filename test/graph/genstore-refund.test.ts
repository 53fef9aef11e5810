import { expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';

const ONE = `query One($refundId: String!, $account: String) {
  genstoreRefund(refundId: $refundId, account: $account) { refundId account }
}`;

/** The shops in place of the simulated one, each with changes of its own. */
function withShops(...changes: readonly Readonly<Record<string, unknown>>[]) {
  return (accounts: Readonly<Record<string, readonly ProviderAccount[]>>) => {
    const [shop] = accounts.genstore ?? [];
    if (shop === undefined) throw new Error('no simulated shop');
    return { ...accounts, genstore: changes.map((change) => ({ ...shop, ...change })) };
  };
}

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();

test('an after-sales record comes out as documented, in no currency where none is stated', async () => {
  const gateway = await startTestGateway({ scopes: ['transactions:read', 'transactions:pii', 'transactions:raw'] });
  const { data, errors } = await gateway.query(`{
    genstoreRefund(refundId: "refund-third-version") {
      refundId account orderId customerId status { code label } type note createdAt updatedAt
      amount { amount currency minorUnits formatted } shipping { amount }
      lines { lineItemId productId variantId quantity subtotal { amount } totalTax { amount } reason reasonType }
      issues { kind } freshness { source ageSeconds expiresAt } raw
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.genstoreRefund).toMatchObject({
    refundId: 'refund-third-version',
    account: 'demo-shop',
    orderId: null,
    customerId: '1020000013594',
    status: { code: '3', label: 'completed' },
    type: '1',
    note: 'Came damaged, says the customer',
    createdAt: '2025-01-17T01:12:00Z',
    amount: { amount: '10.00', currency: null, minorUnits: null, formatted: '10.00' },
    shipping: { amount: '2.00' },
    lines: [{ lineItemId: '7001', productId: '123', quantity: '1', reason: 'The box was open', reasonType: '0' }],
    issues: [],
    freshness: { source: 'FETCHED', ageSeconds: 0, expiresAt: null },
    raw: { refundId: 'refund-third-version', amount: '10.00' },
  });
});

const GUARDED =
  '{ genstoreRefund(refundId: "refund-third-version") { customerId note lines { reason } raw issues { message } } }';

test.each<readonly [readonly Scope[], boolean, boolean]>([
  [['transactions:read'], false, false],
  [['transactions:read', 'transactions:pii'], true, false],
  [['transactions:read', 'transactions:raw'], false, true],
  [['transactions:read', 'transactions:pii', 'transactions:raw'], true, true],
])('with %j, what people wrote is shown: %s, and raw: %s', async (scopes, showsPeople, showsRaw) => {
  const gateway = await startTestGateway({ scopes });
  const { data, errors } = await gateway.query(GUARDED);
  expect(errors).toBeUndefined();
  const { customerId, note, lines, raw, issues } = data.genstoreRefund;
  expect([customerId, note, lines[0].reason].map((value) => value !== null)).toEqual(Array(3).fill(showsPeople));
  expect(raw !== null).toBe(showsRaw);
  if (showsRaw) expect(['customerId', 'note'].map((field) => field in raw)).toEqual([showsPeople, showsPeople]);
  expect(JSON.stringify(raw)).not.toContain('The box was open');
  expect(issues.map(({ message }: { message: string }) => message)).toEqual(
    showsPeople ? [] : [expect.stringMatching(/customerId, note, rightsReason.*transactions:pii/)],
  );
});

test('no scope, no record', async () => {
  const gateway = await startTestGateway({ scopes: ['explore'] });
  const { errors } = await gateway.query(ONE, { refundId: 'refund-third-version' });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(callsOf(gateway)).toBe(0);
});

test.each([
  ['refund-not-found', 'NOT_FOUND', false],
  ['refund-empty-list', 'NOT_FOUND', false],
  ['refund-of-others', 'MALFORMED_RESPONSE', false],
  ['refund-rejected', 'PROVIDER_REJECTED', false],
  ['refund-forbidden', 'PROVIDER_REJECTED', false],
  ['fault-s500', 'PROVIDER_UNAVAILABLE', true],
  ['fault-s429-sec', 'RATE_LIMITED', true],
  ['fault-id-mismatch', 'MALFORMED_RESPONSE', false],
  ['1,2', 'BAD_USER_INPUT', false],
  ['../payment/PI-success', 'BAD_USER_INPUT', false],
])('%s is null with the error %s', async (refundId, code, retryable) => {
  const gateway = await startTestGateway();
  const { status, data, errors } = await gateway.query(ONE, { refundId });
  expect([status, data]).toEqual([200, { genstoreRefund: null }]);
  expect(errors).toMatchObject([{ extensions: { code, provider: 'GENSTORE', retryable } }]);
  if (code === 'BAD_USER_INPUT') expect(callsOf(gateway)).toBe(0);
});

test('a shop that is not configured for it says how, and is not asked', async () => {
  const gateway = await startTestGateway({ accounts: withShops({ refunds: undefined }) });
  const { data, errors } = await gateway.query(ONE, { refundId: 'refund-third-version' });
  expect(data).toEqual({ genstoreRefund: null });
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/setting `refunds`.*docs\/configuration\.md/),
      extensions: { code: 'NOT_CONFIGURED', provider: 'GENSTORE', retryable: false },
    },
  ]);
  expect(callsOf(gateway)).toBe(0);
});

test('the setting is of each shop: one is asked, and its neighbour says that it is not offered', async () => {
  const gateway = await startTestGateway({
    accounts: withShops({ name: 'with' }, { name: 'without', refunds: undefined }),
  });
  const { data, errors } = await gateway.query(`{
    with: genstoreRefund(refundId: "refund-third-version", account: "with") { account }
    without: genstoreRefund(refundId: "refund-third-version", account: "without") { account }
    neither: genstoreRefund(refundId: "refund-third-version") { account }
  }`);
  expect(data).toEqual({ with: { account: 'with' }, without: null, neither: null });
  expect(errors?.map(({ path, extensions, message }) => [path?.[0], extensions.code, message])).toEqual([
    ['without', 'NOT_CONFIGURED', expect.stringContaining('refunds')],
    ['neither', 'BAD_USER_INPUT', 'There are several Genstore accounts. Name one as account: with, without.'],
  ]);
  expect(callsOf(gateway)).toBe(1);
});

test('without any shop it is not configured, either', async () => {
  const gateway = await startTestGateway({ accounts: ({ yedpay = [] }) => ({ genstore: [], yedpay }) });
  const { errors } = await gateway.query(ONE, { refundId: 'refund-third-version' });
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_CONFIGURED', provider: 'GENSTORE' } }]);
});

test('repeated in one operation it costs one call, one line in the log, and one access in the audit log', async () => {
  const gateway = await startTestGateway({ scopes: ['transactions:read', 'operations'] });
  const { data, extensions } = await gateway.query(`{
    a: genstoreRefund(refundId: "refund-third-version") { refundId }
    b: genstoreRefund(refundId: "refund-third-version", account: "demo-shop") { refundId }
    c: genstoreRefund(refundId: "refund-second-version") { refundId }
    payment: genstorePayment(paymentId: "refund-third-version") { paymentId }
  }`);
  expect([data.a, data.b]).toEqual(Array(2).fill({ refundId: 'refund-third-version' }));
  expect(gateway.genstore.calls.map(({ path }) => path).toSorted()).toEqual([
    '/api/202412/payment/refund-third-version',
    '/api/202412/refunds',
    '/api/202412/refunds',
  ]);
  expect(gateway.calls.map(({ operation, outcome }) => `${operation} ${outcome}`).toSorted()).toEqual([
    'payment NOT_FOUND',
    'refund FOUND',
    'refund FOUND',
  ]);
  expect(JSON.stringify([gateway.calls, gateway.accesses])).not.toContain('refund-third-version');
  expect(extensions.budget).toMatchObject([{ provider: 'GENSTORE', account: 'demo-shop', spent: 3 }]);
  const [line] = gateway.accesses;
  expect(Object.entries(line?.lookups ?? {}).map(([name, digests]) => [name, digests.length])).toEqual([
    ['genstore/demo-shop FOUND', 2],
    ['genstore/demo-shop NOT_FOUND', 1],
  ]);
});

test('it is counted with the other references, before anything is asked', async () => {
  const gateway = await startTestGateway({ limits: { references: 3 } });
  const refunds = (count: number) =>
    Array.from({ length: count }, (_, i) => `r${i}: genstoreRefund(refundId: "refund-${i}") { refundId }`).join('\n');
  const three = await post(gateway.url, { query: `{ ${refunds(2)} genstorePayment(paymentId: "refund-1") { id } }` });
  expect([three.status, callsOf(gateway)]).toEqual([200, 3]);
  const four = await post(gateway.url, { query: `{ ${refunds(3)} genstorePayment(paymentId: "refund-1") { id } }` });
  expect([four.body.errors?.[0]?.extensions?.code, callsOf(gateway)]).toEqual(['LIMIT_EXCEEDED', 3]);
});

test('no id and no reference of a transaction reaches it', async () => {
  const gateway = await startTestGateway();
  const idOf = (provider: string) =>
    Buffer.from(JSON.stringify([provider, 'demo-shop', 'REFUND_ID', 'refund-1', 'refund-1'])).toString('base64url');
  const { data, errors } = await gateway.query(
    '{ nodes(ids: ["GENSTORE", "RESOURCE"]) { id } }'
      .replace('GENSTORE', idOf('genstore'))
      .replace('RESOURCE', idOf('genstoreRefund')),
  );
  expect(data.nodes).toEqual([null, null]);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  const row = await gateway.query('{ transaction(reference: { genstoreRefund: { refundId: "1" } }) { outcome } }');
  expect(row.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(callsOf(gateway)).toBe(0);
});

test('a resource that the token may not use, or that fails, leaves payments as they were', async () => {
  const gateway = await startTestGateway();
  await gateway.query(ONE, { refundId: 'refund-forbidden' });
  for (let i = 0; i < 12; i += 1) await gateway.query(ONE, { refundId: 'refund-of-others' });
  const calls = callsOf(gateway);
  expect(calls).toBeLessThan(13);
  const { data } = await gateway.query('{ genstorePayment(paymentId: "PI-success") { paymentId } }');
  expect(data.genstorePayment).toEqual({ paymentId: 'PI-success' });
  // Its own breaker is open by now.
  const { errors } = await gateway.query(ONE, { refundId: 'refund-third-version' });
  expect(errors).toMatchObject([{ extensions: { code: 'PROVIDER_UNAVAILABLE', retryable: true } }]);
  expect(callsOf(gateway)).toBe(calls + 1);
});

test("a payment's refund view knows nothing of it", async () => {
  const gateway = await startTestGateway();
  const { data } = await gateway.query(
    '{ genstorePayment(paymentId: "PI-success") { refundState refund { supported state refunded { amount } remaining { amount } } } }',
  );
  expect(data.genstorePayment).toEqual({
    refundState: 'NOT_REPORTED',
    refund: { supported: false, state: 'NOT_REPORTED', refunded: null, remaining: null },
  });
  expect(gateway.genstore.calls.map(({ path }) => path)).toEqual(['/api/202412/payment/PI-success']);
});
