import { RequestCache } from '@pothos/plugin-scope-auth';
import { expect, test, vi } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

test('what was decided about the scopes of a query is forgotten with its answer, known or not', async () => {
  const forget = vi.spyOn(RequestCache, 'clearForContext');
  const gateway = await startTestGateway();
  for (let count = 1; count <= 2; count += 1) {
    await gateway.query('{ genstorePayment(paymentId: "PI-success") { status } }');
    expect(forget).toHaveBeenCalledTimes(count);
  }
  const [first, second] = forget.mock.calls.map(([context]) => context as { readonly requestId: string });
  expect(first?.requestId).not.toBe(second?.requestId);
});
