import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Banner,
  copyTree,
  expectNothingLeft,
  startNode,
  startNpm,
  untilBanner,
} from '../support/child-process.ts';
import { startServer } from '../support/http-server.ts';
import { post } from '../support/post.ts';

const FREE_PORT = { env: { PAYLENS_PORT: '0' } };

/** Sends what the banner's curl command would send. */
async function tryExample({ text }: Banner): Promise<unknown> {
  const [, url = '', type = '', body = ''] = text.match(/curl -s (\S+) -H 'content-type: ([^']+)' -d '([^']+)'/) ?? [];
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  return response.json();
}

test('npm start without configuration says what runs where, that it is simulated, and an example that answers', async () => {
  const npm = startNpm(['start'], FREE_PORT);
  const banner = await untilBanner(npm);
  expect(banner.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
  expect(banner.simulators).toHaveLength(2);
  expect(banner.text).toContain('All data is SIMULATED');
  expect(banner.text).toContain('PAYLENS_GENSTORE_SHOP');
  expect(await tryExample(banner)).toMatchObject({
    data: { genstorePayment: { status: 'PAID', amount: { formatted: '$123.23' } } },
  });
  // The simulated records of the two providers are linked.
  const { body } = await post(banner.endpoint, {
    query: '{ genstorePayment(paymentId: "PI-linked") { counterpart { outcome } } }',
  });
  expect(body.data).toEqual({ genstorePayment: { counterpart: { outcome: 'FOUND' } } });
  expect(npm.stderr).toBe('');
});

test('Ctrl-C on npm start ends the gateway and both simulators', async () => {
  const npm = startNpm(['start'], FREE_PORT);
  const { endpoint, simulators } = await untilBanner(npm);
  npm.signalGroup('SIGINT');
  expect(await npm.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(npm, [endpoint, ...simulators]);
});

test('SIGTERM to npm alone ends the gateway and both simulators', async () => {
  const npm = startNpm(['start'], FREE_PORT);
  const { endpoint, simulators } = await untilBanner(npm);
  npm.signal('SIGTERM');
  expect(await npm.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(npm, [endpoint, ...simulators]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the gateway with 0, also when it comes twice', async (signal) => {
  // npm passes a terminal's Ctrl-C on to a process that has had it already.
  const gateway = startNode(['src/main.ts'], FREE_PORT);
  const { endpoint, simulators } = await untilBanner(gateway);
  gateway.signal(signal);
  gateway.signal(signal);
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
  await expectNothingLeft(gateway, [endpoint, ...simulators]);
});

test('a stopping gateway waits for no client that has not finished its request', async () => {
  const gateway = startNode(['src/main.ts'], FREE_PORT);
  const { endpoint } = await untilBanner(gateway);
  const { hostname, port, host } = new URL(endpoint);
  const client = connect(Number(port), hostname).on('error', () => {});
  await new Promise<void>((resolve) => {
    client.write(`POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`, () => resolve());
  });
  // Not events.once, which takes the reset that some kernels send for a failure.
  const cut = new Promise<void>((resolve) => client.once('close', () => resolve()));
  gateway.signal('SIGTERM');
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null });
  await cut;
});

test('a port in use gets one line and exit code 69', async () => {
  await using occupied = await startServer((_, response) => response.end());
  const { port } = new URL(occupied.origin);
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: port } });
  expect(await gateway.untilEnd()).toMatchObject({
    code: 69,
    stdout: '',
    stderr: `Paylens cannot start: port ${port} is in use by another process. Set PAYLENS_PORT to another one.\n`,
  });
  await expectNothingLeft(gateway, []);
});

test('npm start hands on the exit code', async () => {
  const npm = startNpm(['--silent', 'start'], { env: { PAYLENS_PORT: 'nonsense' } });
  expect((await npm.untilEnd()).code).toBe(78);
});

test('npm run dev starts again when a source file changes, and Ctrl-C ends it', async () => {
  const tree = copyTree();
  const npm = startNpm(['run', 'dev'], { ...FREE_PORT, cwd: tree });
  const first = await untilBanner(npm);
  const entry = join(tree, 'src/main.ts');
  writeFileSync(entry, readFileSync(entry));
  const second = await untilBanner(npm, 2);
  expect(await tryExample(second)).toHaveProperty('data.genstorePayment.status', 'PAID');
  npm.signalGroup('SIGINT');
  await npm.untilEnd();
  await expectNothingLeft(
    npm,
    [first, second].flatMap(({ endpoint, simulators }) => [endpoint, ...simulators]),
  );
});
