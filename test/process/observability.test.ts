import { expect, test } from 'vitest';
import { expectNothingLeft, startNode, untilBanner } from '../support/child-process.ts';
import { startServer } from '../support/http-server.ts';
import { startCollector } from '../support/otlp-collector.ts';

const PAYMENT = '{ transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome } }';

/** Long enough to look at a gateway that waits for its last answer, also where a machine stands still for seconds. */
const SLOW_PROVIDERS = {
  PAYLENS_SIMULATOR_LATENCY_MS: '5000',
  PAYLENS_LIMITS_ATTEMPT_TIMEOUT_MS: '20000',
  PAYLENS_LIMITS_PROVIDER_TIMEOUT_MS: '20000',
  PAYLENS_LIMITS_OPERATION_TIMEOUT_MS: '20000',
};

async function startGateway(env: Readonly<Record<string, string>>) {
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', ...env } });
  const { text, endpoint } = await untilBanner(gateway);
  const [, privatePort = ''] = /Metrics and readiness +(\S+)\n/.exec(text) ?? [];
  const ask = (query: string) =>
    fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  return { gateway, endpoint, privatePort, ask };
}

test('a gateway with a private port is ready, counts what it does, and is not ready from the signal on', async () => {
  const { gateway, endpoint, privatePort, ask } = await startGateway({
    PAYLENS_OBSERVABILITY_PORT: '0',
    ...SLOW_PROVIDERS,
  });
  expect((await fetch(`${privatePort}/ready`)).status).toBe(200);
  const answer = ask(PAYMENT);
  const metrics = async () => (await fetch(`${privatePort}/metrics`)).text();
  await expect.poll(metrics).toContain('paylens_calls_in_flight{provider="genstore",account="demo-shop"} 1');
  gateway.signal('SIGTERM');
  const ready = async () => (await fetch(`${privatePort}/ready`)).json();
  await expect.poll(ready).toMatchObject({ ready: false, draining: true });
  // Open until the last answer is given, so that the platform sees why.
  expect(await (await answer).json()).toMatchObject({ data: { transaction: { outcome: 'FOUND' } } });
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(gateway, [endpoint, privatePort]);
});

test('without its setting there is no private port, and nothing of the gateway is told to anybody', async () => {
  const { privatePort, endpoint } = await startGateway({});
  expect(privatePort).toBe('');
  expect((await fetch(new URL('/metrics', endpoint))).status).toBe(404);
});

test('spans that wait when the gateway is told to stop are sent before it ends', async () => {
  const collector = await startCollector();
  const { gateway, ask } = await startGateway({ PAYLENS_OBSERVABILITY_TRACES: collector.endpoint });
  await ask(PAYMENT);
  gateway.signal('SIGTERM');
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, stderr: '' });
  expect(collector.spans.map(({ name }) => name).toSorted()).toEqual(['attempt', 'load', 'operation', 'queue']);
});

test('a private port in use gets one line with its own variable, and exit code 69', async () => {
  await using occupied = await startServer((_, response) => response.end());
  const { port } = new URL(occupied.origin);
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', PAYLENS_OBSERVABILITY_PORT: port } });
  expect(await gateway.untilEnd()).toMatchObject({
    code: 69,
    stdout: '',
    stderr: `Paylens cannot start: port ${port} is in use by another process. Set PAYLENS_OBSERVABILITY_PORT to another one.\n`,
  });
});
