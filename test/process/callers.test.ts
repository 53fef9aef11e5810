import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { type Banner, type Child, startNode, startNpx, untilBanner } from '../support/child-process.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-callers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function callerWith(hash: string) {
  return { name: 'dashboard', keys: [hash], scopes: ['transactions:read'], accounts: ['*'] };
}

async function startGateway(env: Record<string, string>): Promise<Banner & { readonly gateway: Child }> {
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', ...env } });
  return { gateway, ...(await untilBanner(gateway)) };
}

async function stop(gateway: Child): Promise<void> {
  gateway.signal('SIGTERM');
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, stderr: '' });
}

async function ask(endpoint: string, key: string | null): Promise<unknown> {
  const response = await fetch(endpoint.replace('0.0.0.0', '127.0.0.1'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query: '{ genstorePayment(paymentId: "PI-success") { status } }' }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: { readonly genstorePayment: { readonly status: string } };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return errors?.[0]?.extensions.code ?? data?.genstorePayment.status;
}

async function createKey(command: Child): Promise<{ readonly key: string; readonly hash: string }> {
  const { code, stdout, stderr } = await command.untilEnd();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [key = ''] = /paylens_\S+/.exec(stdout) ?? [];
  const [hash = ''] = /sha256:\S+/.exec(stdout) ?? [];
  return { key, hash };
}

test('a key that key create has made opens a gateway that knows its hash, and no other key does', async () => {
  const [byNpx, byNode] = await Promise.all([
    createKey(startNpx(['paylens', 'key', 'create'])),
    createKey(startNode(['src/cli.ts', 'key', 'create'])),
  ]);
  // Two hashes of one caller, as while one key replaces another.
  const callers = [{ ...callerWith(byNpx.hash), keys: [byNpx.hash, byNode.hash] }];
  const { endpoint } = await startGateway({ PAYLENS_CALLERS: JSON.stringify(callers) });
  const keys = [byNpx.key, byNode.key, createApiKey().key, byNpx.hash, null];
  expect(await Promise.all(keys.map((key) => ask(endpoint, key)))).toEqual([
    'PAID',
    'PAID',
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
  ]);
});

test.each([[[]], [['make']], [['create', 'more']]])('key with %j gets its usage and exit code 64', async (args) => {
  const command = startNode(['src/cli.ts', 'key', ...args]);
  expect(await command.untilEnd()).toMatchObject({
    code: 64,
    stdout: '',
    stderr: 'Usage: npx paylens key create\n',
  });
});

test('a gateway with callers names them in its banner, says how to send a key, and has no hash in it', async () => {
  const [hash, token] = [createApiKey().hash, 'https://issuer.example'];
  const path = join(temporaryFolder(), 'paylens.yaml');
  const config = {
    callers: [callerWith(hash)],
    issuers: [
      {
        name: 'backend',
        issuer: token,
        audience: 'paylens',
        jwksUrl: `${token}/jwks`,
        scopes: ['transactions:read'],
        accounts: ['*'],
      },
    ],
  };
  writeFileSync(path, JSON.stringify(config));
  const { text, endpoint } = await startGateway({ PAYLENS_CONFIG: path });
  expect(text).toContain('Callers                dashboard, backend; everybody else is refused.');
  expect(text).toContain("-H 'authorization: Bearer YOUR_KEY'");
  expect(text).not.toContain(hash);
  expect(text).not.toMatch(/loopback only|OPEN/i);
  expect(await ask(endpoint, null)).toBe('UNAUTHENTICATED');
});

test('an address beyond loopback without callers is refused before anything listens', async () => {
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', PAYLENS_HOST: '0.0.0.0' } });
  const { code, stdout, stderr } = await gateway.untilEnd();
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    'Paylens cannot start with this configuration:',
    expect.stringMatching(/^ {2}PAYLENS_HOST: is open to other machines, and no callers or issuers say who may ask/),
    '',
  ]);
});

test('it starts where everybody is let in on purpose, and the banner says that it is OPEN', async () => {
  const { text, endpoint } = await startGateway({ PAYLENS_HOST: '0.0.0.0', PAYLENS_ALLOW_ANONYMOUS: 'true' });
  expect(text).toMatch(/^ {2}OPEN: no callers are configured, and .* lets EVERYBODY in who reaches it\.$/m);
  expect(await ask(endpoint, null)).toBe('PAID');
});

test('without callers the banner says that the gateway is for this machine only', async () => {
  const { text, endpoint } = await startGateway({});
  expect(text).toContain('Loopback only: no callers are configured');
  expect(await ask(endpoint, null)).toBe('PAID');
});

test('the audit log is appended to over restarts, readable by its owner only, and has no reference or key in it', async () => {
  const file = join(temporaryFolder(), 'audit.log');
  const { key, hash } = createApiKey();
  const env = { PAYLENS_AUDIT_FILE: file, PAYLENS_CALLERS: JSON.stringify([callerWith(hash)]) };
  for (const asked of [key, null]) {
    const { gateway, endpoint } = await startGateway(env);
    await ask(endpoint, asked);
    await stop(gateway);
  }
  const text = readFileSync(file, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { event: 'access', caller: 'dashboard', lookups: { 'genstore/demo-shop FOUND': [expect.any(String)] } },
    { event: 'refusal', caller: null, code: 'UNAUTHENTICATED', reason: 'absent' },
  ]);
  expect(text).not.toMatch(/PI-success|paylens_/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

/** Linux has a file on a disk that is always full. */
const FULL = '/dev/full';

test.skipIf(!existsSync(FULL))('while the audit log cannot be written, nothing is answered', async () => {
  const { gateway, endpoint } = await startGateway({ PAYLENS_AUDIT_FILE: FULL });
  expect(await ask(endpoint, null)).toBe('INTERNAL');
  await gateway.untilOutput(/"event":"internal_error"/);
});

test('a gateway whose audit log cannot be opened does not start', async () => {
  const folder = temporaryFolder();
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_PORT: '0', PAYLENS_AUDIT_FILE: folder } });
  expect(await gateway.untilEnd()).toMatchObject({
    code: 78,
    stdout: '',
    stderr: 'Paylens cannot start with this configuration:\n  audit.file: the file cannot be opened for appending\n',
  });
});
