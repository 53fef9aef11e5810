import { expect, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, post, sendRaw } from './raw-http.ts';

const keys = { finance: createApiKey(), shop: createApiKey() };
const callers = Object.entries(keys).map(([name, { hash }]) => ({
  name,
  keys: [hash],
  scopes: ['transactions:read' as const],
  accounts: ['*'],
}));
const as = (name: keyof typeof keys) => ({ authorization: `Bearer ${keys[name].key}` });

const ROWS = 'query Rows($references: [TransactionReference!]!) { transactions(references: $references) { outcome } }';
const rows = (count: number) => ({
  references: Array.from({ length: count }, (_, index) => ({ genstore: { paymentId: `PI-row-${index}` } })),
});
/** Three references a minute: few enough to count. */
const gatewayWithThree = () => startTestGateway({ config: { callers }, limits: { referencesPerMinute: 3 } });

test('the allowance of a minute can be asked for at once, and one reference more is refused', async () => {
  const gateway = await gatewayWithThree();
  expect((await gateway.query(ROWS, rows(3), as('finance'))).data.transactions).toHaveLength(3);
  const { status, errors } = await gateway.query(ROWS, rows(1), as('finance'));
  expect(status).toBe(429);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  // One comes back every 20 seconds.
  expect([20, 19, 18]).toContain(errors?.[0]?.extensions.retryAfterSeconds);
  expect(gateway.genstore.callCount()).toBe(3);
});

test('references are counted, not requests: one request for four is refused before any call', async () => {
  const gateway = await gatewayWithThree();
  const { status, errors } = await gateway.query(ROWS, rows(4), as('finance'));
  expect([status, errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
  expect(gateway.genstore.callCount()).toBe(0);
});

test('the same reference twice in one request is one', async () => {
  const gateway = await gatewayWithThree();
  const { references } = rows(3);
  const answer = await gateway.query(ROWS, { references: [...references, ...references] }, as('finance'));
  expect(answer.data.transactions).toHaveLength(6);
});

test('a caller with nothing left is refused before its body is read', async () => {
  const gateway = await gatewayWithThree();
  await gateway.query(ROWS, rows(3), as('finance'));
  const [answer] = await sendRaw(gateway.url, post('no JSON', { ...as('finance'), 'content-length': '50000' }));
  expectRefused(answer, 429, 'RATE_LIMITED');
});

test('one caller that has asked too much takes nothing from another', async () => {
  const gateway = await gatewayWithThree();
  await gateway.query(ROWS, rows(3), as('finance'));
  expect((await gateway.query(ROWS, rows(3), as('shop'))).status).toBe(200);
});

test('after Retry-After there is a reference again, and in time a whole minute of them', async () => {
  const gateway = await gatewayWithThree();
  await gateway.query(ROWS, rows(3), as('finance'));
  await gateway.clock.pass(20_000);
  expect((await gateway.query(ROWS, rows(1), as('finance'))).status).toBe(200);
  expect((await gateway.query(ROWS, rows(1), as('finance'))).status).toBe(429);
  await gateway.clock.pass(600_000);
  expect((await gateway.query(ROWS, rows(3), as('finance'))).status).toBe(200);
  expect((await gateway.query(ROWS, rows(1), as('finance'))).status).toBe(429);
});
