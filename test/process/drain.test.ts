import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { expectNothingLeft, startNode, untilBanner } from '../support/child-process.ts';
import { subscribe } from '../support/event-stream.ts';

const WATCH = `subscription {
  transactionUpdated(references: [{ yedpay: { customId: "order-pending" } }]) { kind reason }
}`;

async function startGateway() {
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0' } });
  return { gateway, ...(await untilBanner(gateway)) };
}

/** Whether a simulator has been asked. */
async function untilAsked(simulators: readonly string[]): Promise<void> {
  const counts = () =>
    Promise.all(
      simulators.map(async (origin) => ((await (await fetch(origin)).json()) as { callCount: number }).callCount),
    );
  await expect.poll(counts).toContain(1);
}

test('a gateway that is told to stop lets every stream say so, and then ends', async () => {
  const { gateway, endpoint, simulators } = await startGateway();
  const streams = await Promise.all([subscribe(endpoint, { query: WATCH }), subscribe(endpoint, { query: WATCH })]);
  for (const stream of streams) expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT' });
  gateway.signal('SIGTERM');
  for (const stream of streams) expect(await stream.rest()).toEqual([{ kind: 'COMPLETED', reason: 'DRAINING' }]);
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(gateway, [endpoint, ...simulators]);
});

test('a query that is under way gets its answer, and nobody can connect meanwhile', async () => {
  const { gateway, endpoint, simulators } = await startGateway();
  const answer = fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Its reply takes a second and a half.
    body: JSON.stringify({
      query: '{ transaction(reference: { genstore: { paymentId: "fault-slow" } }) { outcome } }',
    }),
  });
  await untilAsked(simulators);
  gateway.signal('SIGTERM');
  const { hostname, port } = new URL(endpoint);
  const refused = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.destroy());
      socket.once('error', () => resolve(true)).once('close', () => resolve(false));
    });
  await expect.poll(refused).toBe(true);
  expect(await (await answer).json()).toEqual({
    data: { transaction: { outcome: 'FOUND' } },
    extensions: expect.anything(),
  });
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null });
});
