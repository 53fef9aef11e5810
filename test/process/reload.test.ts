import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { startNode, untilBanner } from '../support/child-process.ts';
import { subscribe } from '../support/event-stream.ts';
import { startServer } from '../support/http-server.ts';

/** Stands in every value that is wrong, and must come out nowhere. */
const CANARY = 'canary-e81b40';

const PAID = '{ transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome } }';
const settledOf = (account: string) =>
  `{ transaction(reference: { yedpay: { account: "${account}", customId: "order-settled" } }) { outcome } }`;
const watching = (account: string) => `subscription {
  transactionUpdated(references: [{ yedpay: { account: "${account}", customId: "order-status-pending" } }]) { kind reason }
}`;

const DRAINED = [{ kind: 'COMPLETED', reason: 'DRAINING' }];
const ENDED = [{ kind: 'COMPLETED', reason: 'ACCESS_ENDED' }];

/** A real gateway over a real file, two accounts of one provider and one of another that takes one token only. */
async function startReloadable(more: Readonly<Record<string, unknown>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-reload-'));
  const simulated = await simulateProviders({ seed: 1, latencyMs: 0, now: Date.now, isMetered: true });
  const originOf = (provider: string) => simulated.simulators.find(({ name }) => name === provider)?.origin ?? '';
  const door = { token: 'first-token', calls: 0 };
  const genstore = await startServer((request, response) => {
    door.calls += 1;
    const isLetIn = request.headers['x-genstore-access-token'] === door.token;
    if (!isLetIn)
      return void response.writeHead(401, { 'content-type': 'application/json' }).end('{"errors":"Unauthorized"}');
    void fetch(originOf('genstore') + request.url, { headers: { 'x-genstore-access-token': door.token } })
      .then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      })
      .catch(() => response.destroy());
  });
  onTestFinished(async () => {
    await genstore[Symbol.asyncDispose]();
    await simulated.close();
    rmSync(folder, { recursive: true });
  });
  const tokenFile = join(folder, 'token');
  const auditFile = join(folder, 'audit.log');
  writeFileSync(tokenFile, door.token);
  const keys = { dashboard: createApiKey(), accounting: createApiKey() };
  const store = (name: string) => ({ name, apiKey: 'key', baseUrl: `${originOf('yedpay')}/v1` });
  const config = {
    server: { port: 0 },
    log: { level: 'info' },
    audit: { file: auditFile },
    callers: [
      {
        name: 'dashboard',
        keys: [keys.dashboard.hash],
        scopes: ['transactions:read', 'watch', 'operations'],
        accounts: ['*'],
      },
    ],
    accounts: {
      genstore: [{ shop: 'my-shop', accessToken: { file: tokenFile }, baseUrl: genstore.origin }],
      yedpay: [store('one'), store('two')],
    },
    ...more,
  };
  const path = join(folder, 'paylens.yaml');
  const write = (next: unknown) => writeFileSync(path, typeof next === 'string' ? next : JSON.stringify(next));
  write(config);
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_CONFIG: path } });
  const { endpoint } = await untilBanner(gateway);
  const url = endpoint.replace('0.0.0.0', '127.0.0.1');
  const linesOf = (event: string) =>
    gateway.stdout
      .split('\n')
      .filter((line) => line.startsWith(`{"level"`) && line.includes(`"event":"${event}"`))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const headersFor = (who: keyof typeof keys) => ({ authorization: `Bearer ${keys[who].key}` });
  async function post(query: string, who: keyof typeof keys) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersFor(who) },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
    return (await response.json()) as Record<string, any>;
  }

  return {
    gateway,
    config,
    store,
    keys,
    door,
    auditFile,
    linesOf,
    rotate: (token: string) => {
      door.token = token;
      writeFileSync(tokenFile, token);
    },
    write,
    /** The line that says what came of it. */
    async reload(next: unknown, event: 'configuration_reloaded' | 'configuration_refused' = 'configuration_reloaded') {
      const before = linesOf(event).length;
      write(next);
      gateway.signal('SIGHUP');
      await expect.poll(() => linesOf(event).length).toBe(before + 1);
      return linesOf(event).at(-1);
    },
    async ask(query: string, who: keyof typeof keys = 'dashboard') {
      const { data, errors, extensions } = await post(query, who);
      return { outcome: data?.transaction?.outcome ?? errors?.[0].extensions.code, budget: extensions?.budget?.[0] };
    },
    /** All calls of a provider's first account since it was connected. */
    async spentBy(name: string): Promise<number> {
      const { data } = await post('{ providers { provider accounts { status { budget { spent } } } } }', 'dashboard');
      const { accounts } = data.providers.find((each: { readonly provider: string }) => each.provider === name);
      return accounts[0].status.budget.spent;
    },
    subscribe: (account: string, who: keyof typeof keys = 'dashboard') =>
      subscribe(url, { query: watching(account), headers: headersFor(who) }),
    async stop() {
      gateway.signal('SIGTERM');
      expect(await gateway.untilEnd()).toMatchObject({ code: 0, signal: null, stderr: '' });
    },
  };
}

test('a new key, a new account and a rotated token take effect, and neither a stream nor what is known of other accounts is lost', async () => {
  const { ask, spentBy, config, keys, store, door, reload, rotate, subscribe: watch, stop } = await startReloadable();
  const stream = await watch('one');
  expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT' });
  expect(await ask(settledOf('one'))).toMatchObject({ outcome: 'FOUND', budget: { spent: 1 } });
  expect(await ask(PAID)).toMatchObject({ outcome: 'FOUND', budget: { spent: 1 } });
  // The provider has dropped the old token, and the gateway leaves the account alone for having sent it.
  door.token = 'second-token';
  const other = (paymentId: string) => PAID.replace('PI-success', paymentId);
  expect(await ask(other('PI-refunded'))).toMatchObject({ outcome: 'PROVIDER_DENIED' });
  expect(await ask(settledOf('three'))).toMatchObject({ outcome: 'NOT_FOUND' });
  expect(await ask(PAID, 'accounting')).toMatchObject({ outcome: 'UNAUTHENTICATED' });

  rotate('second-token');
  const [dashboard] = config.callers;
  const line = await reload({
    ...config,
    callers: [dashboard, { ...dashboard, name: 'accounting', keys: [keys.accounting.hash] }],
    accounts: { ...config.accounts, yedpay: [store('one'), store('two'), store('three')] },
  });
  expect(line).toMatchObject({
    level: 'info',
    added: ['yedpay/three'],
    removed: [],
    replaced: [],
    renewed: ['genstore/my-shop'],
    streamsEnded: 0,
    needsRestart: [],
  });
  expect((await ask(other('PI-success'))).outcome).toBe('FOUND');
  // The budget is the shop's, whatever the token: what was spent before is counted still.
  expect(await spentBy('GENSTORE')).toBeGreaterThan(2);
  expect(await ask(settledOf('three'), 'accounting')).toMatchObject({ outcome: 'FOUND', budget: { spent: 1 } });
  expect(await ask(settledOf('one'))).toMatchObject({ outcome: 'FOUND', budget: { spent: 0 } });

  const rest = stream.rest();
  await stop();
  expect(await rest).toEqual(DRAINED);
});

test('a file with a fault changes nothing: its faults are one line, without a value', async () => {
  const { gateway, ask, config, reload, subscribe: watch, stop } = await startReloadable();
  const stream = await watch('one');
  await stream.event();
  const [dashboard] = config.callers;
  const faulty = {
    ...config,
    callers: [{ ...dashboard, name: `${CANARY} with blanks` }],
    accounts: { genstore: [{ shop: 'other-shop', accessToken: { file: `/nowhere/${CANARY}` } }] },
  };
  expect(await reload(faulty, 'configuration_refused')).toMatchObject({
    level: 'error',
    faults: [
      expect.stringMatching(/^callers\.0\.name: must be/),
      'accounts.genstore.0.accessToken: the file cannot be read',
    ],
  });
  expect(await reload(`accounts: [ ${CANARY}`, 'configuration_refused')).toMatchObject({
    faults: [expect.stringMatching(/^PAYLENS_CONFIG: the file is no YAML or JSON object \(line 1, column \d+\)$/)],
  });
  const none = { ...config, accounts: {} };
  expect(await reload(none, 'configuration_refused')).toMatchObject({
    faults: ['accounts: none is configured, and only a start simulates the providers'],
  });
  expect(await ask(PAID)).toMatchObject({ outcome: 'FOUND' });
  const rest = stream.rest();
  await stop();
  expect(await rest).toEqual(DRAINED);
  expect(gateway.stdout).not.toContain(CANARY);
});

test('a stream ends where its key is withdrawn or its account removed, says so, and no other stream does', async () => {
  const { ask, config, keys, store, reload, subscribe: watch, stop } = await startReloadable();
  const [dashboard] = config.callers;
  const accounting = { ...dashboard, name: 'accounting', keys: [keys.accounting.hash] };
  const both = { ...config, callers: [dashboard, accounting] };
  await reload(both);
  const [withdrawn, removed, kept] = await Promise.all([watch('one', 'accounting'), watch('two'), watch('one')]);
  for (const stream of [withdrawn, removed, kept]) expect(await stream.event()).toMatchObject({ kind: 'SNAPSHOT' });

  const line = await reload({ ...config, accounts: { ...config.accounts, yedpay: [store('one')] } });
  expect(line).toMatchObject({ removed: ['yedpay/two'], streamsEnded: 2 });
  expect(await withdrawn.rest()).toEqual(ENDED);
  expect(await removed.rest()).toEqual(ENDED);
  expect(await ask(PAID, 'accounting')).toMatchObject({ outcome: 'UNAUTHENTICATED' });
  expect(await ask(settledOf('two'))).toMatchObject({ outcome: 'NOT_FOUND' });
  expect(await ask(settledOf('one'))).toMatchObject({ outcome: 'FOUND' });
  const rest = kept.rest();
  await stop();
  expect(await rest).toEqual(DRAINED);
});

test('an answer from an account that is removed meanwhile still comes', async () => {
  const { ask, config, door, reload, stop } = await startReloadable();
  // Its reply takes a second and a half.
  const answer = ask(PAID.replace('PI-success', 'fault-slow'));
  await expect.poll(() => door.calls).toBe(1);
  const { genstore: _removed, ...accounts } = config.accounts;
  expect(await reload({ ...config, accounts })).toMatchObject({ removed: ['genstore/my-shop'] });
  expect(await answer).toMatchObject({ outcome: 'FOUND' });
  await stop();
});

test('what a start decides is as it was, and the log names it', async () => {
  const { ask, config, reload } = await startReloadable();
  const line = await reload({ ...config, server: { port: 1, hosts: ['new.example'] }, limits: { references: 100 } });
  expect(line).toMatchObject({ level: 'warn', needsRestart: ['server.port', 'server.hosts', 'limits.references'] });
  expect(await ask(PAID)).toMatchObject({ outcome: 'FOUND' });
});

test('callers cannot be dropped while everybody can reach the address, whatever address the file names now', async () => {
  const { ask, config, reload } = await startReloadable({ server: { host: '0.0.0.0', port: 0 } });
  const open = { ...config, server: { host: '127.0.0.1', port: 0 }, callers: [] };
  expect(await reload(open, 'configuration_refused')).toMatchObject({
    faults: [expect.stringMatching(/^server\.host: is open to other machines/)],
  });
  expect(await ask(PAID, 'accounting')).toMatchObject({ outcome: 'UNAUTHENTICATED' });
});

test('an audit log that was moved away is begun anew', async () => {
  const { ask, auditFile, config, reload, stop } = await startReloadable();
  await ask(PAID);
  renameSync(auditFile, `${auditFile}.1`);
  await reload(config);
  expect(existsSync(auditFile)).toBe(true);
  await ask(PAID);
  await stop();
  for (const path of [auditFile, `${auditFile}.1`]) {
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toEqual([expect.stringContaining('"event":"access"')]);
  }
});
