import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { openConnection, post, QUERY } from './raw-http.ts';

const HANGING = JSON.stringify({ query: '{ genstorePayment(paymentId: "fault-hang") { paymentId } }' });

test('a client that leaves in the middle of its body is no failure of the gateway', async () => {
  const gateway = await startTestGateway();
  const connection = openConnection(gateway.url);
  connection.write(post(QUERY, { 'content-length': '1000' }));
  // Answered later than what was sent before.
  expect((await gateway.query('{ __typename }')).status).toBe(200);
  connection.reset();
  await expect
    .poll(() => gateway.refusals)
    .toEqual([{ requestId: expect.any(String), caller: 'anonymous', code: 'BAD_REQUEST', reason: 'incomplete_body' }]);
  expect(gateway.failures).toEqual([]);
});

test('a client that leaves before its answer takes its provider call with it', async () => {
  // So long that no limit ends the call while this test waits for its end.
  const longer = { attemptTimeoutMs: 25_000, providerTimeoutMs: 25_000, operationTimeoutMs: 25_000 };
  const gateway = await startTestGateway({ limits: longer });
  const connection = openConnection(gateway.url);
  connection.write(post(HANGING));
  await expect.poll(() => gateway.genstore.callCount()).toBe(1);
  connection.reset();
  await expect.poll(() => gateway.accesses.length).toBe(1);
  expect(gateway.calls.length).toBe(1);
  expect([gateway.failures, gateway.genstore.callCount()]).toEqual([[], 1]);
});
