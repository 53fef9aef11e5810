import { expect, test } from 'vitest';
import { startNode, untilBanner } from '../support/child-process.ts';
import { subscribe } from '../support/event-stream.ts';

const WATCH = `subscription {
  transactionUpdated(references: [{ yedpay: { customId: "order-pending" } }]) { kind reason }
}`;

async function startFailing(failsBy: 'throw' | 'rejection', env: Readonly<Record<string, string>> = {}) {
  const gateway = startNode(['--import', './test/support/fails-on-signal.ts', 'src/main.ts'], {
    env: { PAYLENS_PORT: '0', FAILS_BY: failsBy, ...env },
  });
  return { gateway, ...(await untilBanner(gateway)) };
}

test.each(['throw', 'rejection'] as const)(
  'after a %s that nobody caught, streams and queries under way end as before a stop, one line names the error without its text, and the exit code is 1',
  async (failsBy) => {
    const { gateway, endpoint } = await startFailing(failsBy, { PAYLENS_SIMULATOR_LATENCY_MS: '500' });
    const stream = await subscribe(endpoint, { query: WATCH });
    expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT' });
    const answer = fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome } }',
      }),
    });
    gateway.signal('SIGUSR2');
    expect(await stream.rest()).toEqual([{ kind: 'COMPLETED', reason: 'DRAINING' }]);
    expect(await (await answer).json()).toMatchObject({ data: { transaction: { outcome: 'FOUND' } } });
    const { code, stdout, stderr } = await gateway.untilEnd();
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'fatal',
        time: expect.any(Number),
        event: 'process_failed',
        error: 'TypeError',
        code: 'ERR_CANARY_CODE',
        at: [],
      },
    ]);
    expect(stdout).not.toContain('canary-51c2e0');
  },
);

test('a second signal ends a gateway that still waits', async () => {
  const { gateway } = await startFailing('throw', { PAYLENS_LINGER_MS: '60000' });
  gateway.signal('SIGTERM');
  // Nothing shows that the first has been heard: until it is, the next one is the first.
  const again = setInterval(() => gateway.signal('SIGTERM'), 100);
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null });
  clearInterval(again);
});

test('a signal while it ends for a failure does not hide the failure', async () => {
  const { gateway } = await startFailing('throw', { PAYLENS_LINGER_MS: '60000' });
  gateway.signal('SIGUSR2');
  await gateway.untilOutput(/process_failed/);
  gateway.signal('SIGTERM');
  expect(await gateway.untilEnd()).toMatchObject({ code: 1, signal: null });
});
