import { expect, test } from 'vitest';
import { type Child, expectNothingLeft, freePortPair, startNode, untilBanner } from '../support/child-process.ts';
import { startServer } from '../support/http-server.ts';

function simulate(...args: string[]): Child {
  return startNode(['src/cli.ts', 'simulate', ...args]);
}

async function startSimulators(...args: string[]) {
  const port = await freePortPair();
  const simulators = simulate('--port', String(port), ...args);
  await simulators.untilOutput(/Ctrl-C ends them\.\n/);
  return { simulators, genstore: `http://127.0.0.1:${port}`, yedpay: `http://127.0.0.1:${port + 1}` };
}

async function ask(url: string, headers: Record<string, string>) {
  const response = await fetch(url, { headers });
  return { status: response.status, text: await response.text() };
}

test('simulate answers as both providers on the ports that it is given, until it is ended', async () => {
  const { simulators, genstore, yedpay } = await startSimulators();
  expect(simulators.stdout).toContain(genstore);
  expect(simulators.stdout).toContain(yedpay);
  const payment = await ask(`${genstore}/api/202412/payment/PI-success`, { 'X-Genstore-Access-Token': 'any' });
  expect(payment).toMatchObject({ status: 200, text: expect.stringContaining('PI-success') });
  const order = await ask(`${yedpay}/v1/online-payment/query?custom_id=order-paid`, { Authorization: 'API-KEY any' });
  expect(order).toMatchObject({ status: 200, text: expect.stringContaining('order-paid') });
  simulators.signal('SIGTERM');
  expect(await simulators.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(simulators, [genstore, yedpay]);
});

test('a gateway whose accounts name the simulators asks them', async () => {
  const { genstore, yedpay } = await startSimulators();
  const gateway = startNode(['src/main.ts'], {
    env: {
      PAYLENS_PORT: '0',
      PAYLENS_GENSTORE_SHOP: 'my-shop',
      PAYLENS_GENSTORE_ACCESS_TOKEN: 'any',
      PAYLENS_GENSTORE_BASE_URL: genstore,
      PAYLENS_YEDPAY_API_KEY: 'any',
      PAYLENS_YEDPAY_BASE_URL: `${yedpay}/v1`,
    },
  });
  const { endpoint } = await untilBanner(gateway);
  const query = `{ transactions(references: [
    { genstore: { paymentId: "PI-success" } }
    { yedpay: { customId: "order-paid" } }
  ]) { outcome reference { account } } }`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(await response.json()).toMatchObject({
    data: {
      transactions: [
        { outcome: 'FOUND', reference: { account: 'my-shop' } },
        { outcome: 'FOUND', reference: { account: 'default' } },
      ],
    },
  });
});

test('the same seed gives the same records, another one gives others', async () => {
  const record = async (seed: string) => {
    const { genstore } = await startSimulators('--seed', seed);
    const { ordinaryRecords } = JSON.parse((await ask(`${genstore}/`, {})).text);
    const path = `/api/202412/payment/${ordinaryRecords.first[0].paymentId}`;
    const { status, text } = await ask(`${genstore}${path}`, { 'X-Genstore-Access-Token': 'any' });
    expect(status).toBe(200);
    return text;
  };
  const first = await record('7');
  expect(await record('7')).toBe(first);
  expect(await record('8')).not.toBe(first);
});

test.each([0, 1])('a taken port (the first plus %i) gets one line and exit code 69', async (offset) => {
  await using occupied = await startServer((_, response) => response.end());
  const first = Number(new URL(occupied.origin).port) - offset;
  const simulators = simulate('--port', String(first));
  const { code, stdout, stderr } = await simulators.untilEnd();
  expect({ code, stdout }).toEqual({ code: 69, stdout: '' });
  expect(stderr).toMatch(/^.* is in use by another process\. .*--port\.\n$/);
  await expectNothingLeft(simulators, []);
});

test.each([
  ['a port that is no number', ['--port', 'http']],
  ['a port that does not exist', ['--port', '70000']],
  ['a negative port', ['--port=-1']],
  ['half a millisecond', ['--latency', '0.5']],
  ['an option that does not exist', ['--ports', '4010']],
  ['a word too many', ['genstore']],
])('%s gets the usage and exit code 64', async (_, args) => {
  const simulators = simulate(...args);
  expect(await simulators.untilEnd()).toMatchObject({
    code: 64,
    stdout: '',
    stderr: expect.stringMatching(/^Usage: npm run simulate -- .*\n$/),
  });
});
