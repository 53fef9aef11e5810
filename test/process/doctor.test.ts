import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { simulateProviders } from '../../src/simulated-accounts.ts';
import { startNode } from '../support/child-process.ts';
import { closedOrigin, sendJson, startServer } from '../support/http-server.ts';

/** Stands in every credential and address that can hold one, and must come out nowhere. */
const CANARY = 'canary-0af312';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

async function doctor(config: unknown, files: Readonly<Record<string, string>> = {}) {
  const folder = folderWith(files);
  const path = join(folder, 'paylens.yaml');
  writeFileSync(path, JSON.stringify(config).replaceAll('FOLDER', folder), { mode: 0o600 });
  const ending = await startNode(['src/cli.ts', 'doctor'], { env: { PAYLENS_CONFIG: path } }).untilEnd();
  expect(ending.stdout + ending.stderr).not.toContain(CANARY);
  expect(ending.stderr).toBe('');
  const lines = ending.stdout.trimEnd().split('\n');
  return { code: ending.code, lines: lines.map((line) => line.replaceAll(/ {2,}/g, ' ')) };
}

async function providerThat(answer: (response: ServerResponse) => void): Promise<string> {
  const server = await startServer((_request, response) => answer(response));
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.origin;
}

const shop = (name: string, baseUrl: string, more: object = {}) => ({
  name,
  shop: name,
  accessToken: CANARY,
  baseUrl,
  ...more,
});
const NOT_FOUND = '{"error":"Not Found"}';

test('where all is well, there is a line for each thing, one call for each account, and exit code 0', async () => {
  const simulated = await simulateProviders({ seed: 1, latencyMs: 0, now: Date.now, isMetered: true });
  onTestFinished(() => simulated.close());
  const [genstore, yedpay] = simulated.simulators;
  const { code, lines } = await doctor(
    {
      accounts: {
        genstore: [shop('my-shop', genstore?.origin ?? '', { accessToken: { file: 'FOLDER/token' } })],
        yedpay: [{ apiKey: CANARY, baseUrl: `${yedpay?.origin}/v1` }],
      },
    },
    { token: CANARY },
  );
  expect(lines).toEqual([
    'ok configuration accounts: 2, callers: 0, issuers: 0',
    'ok files 2 read, none of them open to everybody',
    expect.stringMatching(/^ok genstore\/my-shop reachable: answered in \d+ ms$/),
    'ok genstore/my-shop credential: accepted',
    'ok genstore/my-shop clock: the same as here',
    'ok genstore/my-shop rate limit: 1 of 40 calls used, as planned',
    expect.stringMatching(/^ok yedpay\/default reachable: answered in \d+ ms$/),
    'ok yedpay/default credential: accepted',
    'ok yedpay/default clock: the same as here',
  ]);
  expect(code).toBe(0);
  for (const origin of [genstore?.origin, yedpay?.origin]) {
    expect(await (await fetch(origin ?? '')).json()).toMatchObject({ callCount: 1 });
  }
});

test('where something is not, its line says what to do, the others are looked at all the same, and the exit code is 1', async () => {
  const denying = await providerThat((response) => sendJson(response, '{"error":"Unauthorized"}', 401));
  const fiveMinutesAgo = new Date(Date.now() - 300_000).toUTCString();
  const late = await providerThat((response) => sendJson(response, NOT_FOUND, 404, { date: fiveMinutesAgo }));
  const page = await providerThat((response) => response.writeHead(200, { 'content-type': 'text/html' }).end(CANARY));
  const small = await providerThat((response) =>
    sendJson(response, NOT_FOUND, 404, { 'x-genstore-shop-api-rate-limit': '3/40' }),
  );
  const plain = (await providerThat((response) => sendJson(response, NOT_FOUND, 404))).replace('http:', 'https:');
  const { code, lines } = await doctor({
    issuers: [
      {
        name: 'backend',
        issuer: 'backend',
        audience: 'paylens',
        jwksUrl: page,
        scopes: ['transactions:read'],
        accounts: ['*'],
      },
    ],
    accounts: {
      genstore: [
        shop('denied', denying),
        shop('late', late, { plan: 'unlimited' }),
        shop('page', page),
        shop('small', small, { plan: 'standard' }),
        shop('closed', await closedOrigin()),
        shop('no-tls', plain),
        shop('sample', await closedOrigin(), { accessToken: 'replace-me' }),
      ],
    },
  });
  expect(code).toBe(1);
  const failed = lines.filter((line) => line.startsWith('FAIL'));
  expect(failed).toEqual([
    'FAIL genstore/sample accessToken is a placeholder. Put the real one in its place.',
    expect.stringMatching(/^FAIL genstore\/denied credential: refused\. Look whether/),
    expect.stringMatching(
      /^FAIL genstore\/late clock: this machine is (299|300|301|30\d) s ahead of the provider\. Let NTP/,
    ),
    expect.stringMatching(/^FAIL genstore\/page answer: not as documented\. Look whether baseUrl/),
    'FAIL genstore/small rate limit: the provider grants 40 calls at once, and plan says 200. Set plan.',
    'FAIL genstore/closed connection: refused. Look at baseUrl and the firewall.',
    expect.stringMatching(/^FAIL genstore\/no-tls TLS: its certificate or its protocol is not accepted\./),
    'FAIL genstore/sample connection: refused. Look at baseUrl and the firewall.',
    'FAIL issuer backend keys: answered 200, and no set of keys. Look at jwksUrl.',
  ]);
  expect(lines).toContain(
    'WARN genstore/denied rate limit: the answer has no such header, so 429s are all that is seen.',
  );
});

test('a secret file that everybody can read is a warning, which fails nothing', async () => {
  const folder = folderWith({ token: CANARY });
  chmodSync(join(folder, 'token'), 0o644);
  const origin = await providerThat((response) =>
    sendJson(response, '{"success":false,"message":"Transaction not found"}', 404),
  );
  const { code, lines } = await doctor({
    accounts: { yedpay: [{ apiKey: { file: join(folder, 'token') }, baseUrl: origin }] },
  });
  expect(lines).toContainEqual(
    expect.stringMatching(/^WARN files 1 of 2 can be read by everybody on this machine: [a-z.]+\. /),
  );
  expect(code).toBe(0);
});

test('a configuration with faults has a line for each of them, and nothing else is looked at', async () => {
  const { code, lines } = await doctor({ server: { port: CANARY }, accounts: { yedpay: [{ apiKey: `${CANARY} x` }] } });
  expect(code).toBe(78);
  expect(lines.map((line) => line.replace(/: .*$/, ''))).toEqual([
    'FAIL configuration server.port',
    'FAIL configuration accounts.yedpay.0.apiKey',
  ]);
});

test('without an account, it says that everything would be simulated', async () => {
  const { code, lines } = await doctor({});
  expect(lines[0]).toBe('WARN configuration no account is configured, so both providers would be simulated');
  expect(code).toBe(0);
});
