import { expect, onTestFinished, test } from 'vitest';
import { closeServer, listen } from '../../src/listen.ts';
import { createPrivatePort, type PrivatePortParts } from '../../src/server/private-port.ts';
import { readinessOf } from '../../src/server/readiness.ts';
import { systemClock } from '../../src/system.ts';
import { createPrometheus } from '../../src/telemetry/metrics/prometheus.ts';
import { fails, guardedAccount, says } from '../support/guarded-account.ts';
import { sendRaw } from './raw-http.ts';

const METRICS = { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: async () => 'paylens_streams 0\n' };

async function startPrivatePort(parts: Partial<PrivatePortParts> = {}) {
  const failures: unknown[] = [];
  const server = createPrivatePort({
    host: '127.0.0.1',
    metrics: METRICS,
    readiness: () => readinessOf({ accounts: [], isDraining: false }),
    onFailure: (error) => failures.push(error),
    ...parts,
  });
  onTestFinished(() => closeServer(server));
  const origin = await listen(server, { host: '127.0.0.1', port: 0 });
  return { origin, failures };
}

const down = async (does = fails('conn_refused')) => {
  const account = guardedAccount();
  account.provider.does = does;
  for (let call = 0; call < 6; call += 1) await account.outcome();
  return { status: () => account.guard.status() };
};
const up = () => {
  const { guard } = guardedAccount();
  return { status: () => guard.status() };
};

test('it lives as long as it answers, and says nothing else', async () => {
  const { origin } = await startPrivatePort({ readiness: () => readinessOf({ accounts: [], isDraining: true }) });
  const response = await fetch(`${origin}/live`);
  expect([response.status, await response.json()]).toEqual([200, { live: true }]);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('it is ready while one provider can be asked', async () => {
  const accounts = [
    { provider: 'genstore', ...(await down()) },
    { provider: 'yedpay', ...(await down()) },
    { provider: 'yedpay', ...up() },
  ];
  const { origin } = await startPrivatePort({ readiness: () => readinessOf({ accounts, isDraining: false }) });
  const response = await fetch(`${origin}/ready`);
  expect([response.status, await response.json()]).toEqual([
    200,
    { ready: true, configuration: 'valid', providers: { genstore: 'down', yedpay: 'up' }, draining: false },
  ]);
});

test.each([
  ['none answers', () => down()],
  ['each refuses our credential', () => down(says(401))],
])('it is not ready where %s', async (_why, account) => {
  const accounts = [{ provider: 'genstore', ...(await account()) }];
  const { origin } = await startPrivatePort({ readiness: () => readinessOf({ accounts, isDraining: false }) });
  const response = await fetch(`${origin}/ready`);
  expect([response.status, await response.json()]).toEqual([
    503,
    { ready: false, configuration: 'valid', providers: { genstore: 'down' }, draining: false },
  ]);
});

test('it is not ready from the moment at which it drains', async () => {
  let isDraining = false;
  const accounts = [{ provider: 'genstore', ...up() }];
  const { origin } = await startPrivatePort({ readiness: () => readinessOf({ accounts, isDraining }) });
  expect((await fetch(`${origin}/ready`)).status).toBe(200);
  isDraining = true;
  const response = await fetch(`${origin}/ready`);
  expect([response.status, await response.json()]).toMatchObject([503, { ready: false, draining: true }]);
  expect((await fetch(`${origin}/live`)).status).toBe(200);
});

test('metrics are told as Prometheus reads them', async () => {
  const metrics = createPrometheus(systemClock);
  metrics.internalError();
  const { origin } = await startPrivatePort({ metrics });
  const response = await fetch(`${origin}/metrics?debug=1`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await response.text()).toContain('\npaylens_internal_errors_total 1\n');
  const head = await fetch(`${origin}/metrics`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('metrics that cannot be read are an error without a word of why', async () => {
  const broken = { ...METRICS, text: () => Promise.reject(new Error('the password is 1234')) };
  const { origin, failures } = await startPrivatePort({ metrics: broken });
  const response = await fetch(`${origin}/metrics`);
  expect([response.status, await response.text()]).toEqual([500, '']);
  expect(failures).toHaveLength(1);
});

test.each([
  ['POST', '/metrics', 405],
  ['GET', '/', 404],
  ['GET', '/graphql', 404],
  ['GET', '/metrics/', 404],
  ['OPTIONS', '/ready', 405],
])('%s %s gets %i and nothing else', async (method, path, status) => {
  const { origin } = await startPrivatePort();
  const response = await fetch(origin + path, { method });
  expect([response.status, await response.text()]).toEqual([status, '']);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('on loopback, a page that reaches it by a name of its own is told nothing', async () => {
  const { origin } = await startPrivatePort();
  const request = 'GET /metrics HTTP/1.1\r\nhost: rebound.example\r\nconnection: close\r\n\r\n';
  const [answer] = await sendRaw(`${origin}/`, request);
  expect([answer?.status, answer?.body]).toEqual([421, '']);
});

test('beyond loopback, whoever can reach it may ask by any name', async () => {
  const { origin } = await startPrivatePort({ host: '0.0.0.0' });
  const request = 'GET /live HTTP/1.1\r\nhost: paylens.monitoring.svc:9464\r\nconnection: close\r\n\r\n';
  const [answer] = await sendRaw(`${origin}/`, request);
  expect(answer?.status).toBe(200);
});
