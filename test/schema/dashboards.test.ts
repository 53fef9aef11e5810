import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInterfaceType } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { schema } from '../../src/schema.ts';
import { ROOT, startNode } from '../support/child-process.ts';
import { startTestGateway } from '../support/gateway.ts';
import { startServer } from '../support/http-server.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const DASHBOARD_SIGNING_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The fenced block between the marks of this name in docs/dashboards.md. */
function block(name: string): string {
  const text = readFileSync(join(ROOT, 'docs/dashboards.md'), 'utf8');
  const found = new RegExp(`<!-- ${name}:start -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\`\\n<!-- ${name}:end -->`).exec(
    text,
  );
  if (found?.[1] === undefined) throw new Error(`there is no block ${name}`);
  return found[1];
}

/** The gateway of the document, with the dashboard's backend at `origin`: the example's host is nobody's. */
function documentedConfig(origin: string) {
  const text = block('gateway').replace(/(?<=jwksUrl: )https:\/\/[^/]+/, origin);
  const { server, issuers } = loadConfig({ PAYLENS_CONFIG: 'gateway.yaml' }, () => text);
  return { server, issuers };
}

/** Runs a module in a process of its own, from the project's root, and gives the JSON that it prints. */
async function printed(module: string): Promise<unknown> {
  const { code, stdout, stderr } = await startNode(['--input-type=module', '--eval', module], {
    env: { DASHBOARD_SIGNING_KEY },
  }).untilEnd();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const TABLE = `{ transactions(references: [
  { genstore: { paymentId: "PI-success", account: "demo-shop" } }
  { yedpay: { customId: "order-paid", account: "demo-store" } }
]) { outcome } }`;

/** What the documented backend gives for this person: a key set for the gateway, a token for the page. */
async function startBackend(person: { readonly userId: string; readonly accounts: readonly string[] }) {
  const { keySet, ...minted } = (await printed(`${block('backend')}
    const minted = await mintToken(${JSON.stringify(person)});
    process.stdout.write(JSON.stringify({ keySet, ...minted }));`)) as { keySet: unknown; token: string };
  const server = await startServer(({ url }, response) => {
    response.end(JSON.stringify(url === '/.well-known/jwks.json' ? keySet : minted));
  });
  return Object.assign(server, { token: minted.token });
}

test('a token that the documented backend mints asks for the accounts in it, from the documented page', async () => {
  const person = { userId: 'person@dashboard.example', accounts: ['genstore/demo-shop'] };
  await using backend = await startBackend(person);
  const gateway = await startTestGateway({ config: documentedConfig(backend.origin) });
  const page = block('page').replace('https://dashboard.example', backend.origin);
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://dashboard.example' },
    body: JSON.stringify({ query: TABLE }),
  };
  const answers = await printed(`${page}
    const answers = [];
    for (const _ of [1, 2]) {
      const reply = await paylensFetch(${JSON.stringify(gateway.url)}, ${JSON.stringify(init)});
      answers.push([reply.headers.get('access-control-allow-origin'), (await reply.json()).data.transactions]);
    }
    process.stdout.write(JSON.stringify(answers));`);
  const rows = [{ outcome: 'FOUND' }, { outcome: 'NOT_FOUND' }];
  expect(answers).toEqual([
    ['https://dashboard.example', rows],
    ['https://dashboard.example', rows],
  ]);
  expect(backend.requests.map(({ url }) => url)).toEqual(['/paylens-token', '/.well-known/jwks.json']);
  expect(gateway.yedpay.callCount()).toBe(0);
  expect(gateway.accesses.map(({ caller }) => caller)).toEqual(
    Array(2).fill(expect.stringMatching(/^dashboard:[\w-]{16}$/)),
  );
});

test('a page of another origin is refused, with a good token too', async () => {
  await using backend = await startBackend({ userId: 'person', accounts: ['*'] });
  const gateway = await startTestGateway({ config: documentedConfig(backend.origin) });
  const headers = { authorization: `Bearer ${backend.token}` };
  expect(await gateway.query(TABLE, {}, headers)).toMatchObject({ status: 200, errors: undefined });
  expect(await gateway.query(TABLE, {}, { ...headers, origin: 'https://dashboard.example.evil' })).toMatchObject({
    status: 403,
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
});

test('the possible types are those of the schema', () => {
  const interfaces = Object.values(schema.getTypeMap()).filter((type) => isInterfaceType(type));
  const possible = interfaces.map((type) => [
    type.name,
    schema
      .getPossibleTypes(type)
      .map(({ name }) => name)
      .toSorted(),
  ]);
  expect(JSON.parse(block('possible-types'))).toEqual(Object.fromEntries(possible));
});

test('the documented codegen makes a manifest that the gateway takes, and its hashes are enough to ask', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'codegen.yml'), block('codegen'));
  copyFileSync(join(ROOT, 'schema/schema.graphql'), join(folder, 'schema.graphql'));
  copyFileSync(join(ROOT, 'schema/operations/one-payment.graphql'), join(folder, 'src/one-payment.graphql'));
  const command = join(ROOT, 'node_modules/.bin/graphql-codegen');
  const codegen = startNode([command, '--config', 'codegen.yml'], { cwd: folder });
  expect(await codegen.untilEnd()).toMatchObject({ code: 0 });

  const manifest = join(folder, 'src/generated/persisted-documents.json');
  const { documents } = loadConfig({ PAYLENS_DOCUMENTS_MODE: 'enforce', PAYLENS_DOCUMENTS_MANIFEST: manifest });
  const { url } = await startTestGateway({ config: { documents }, scopes: ['transactions:read'] });
  const [hash] = documents.manifest?.keys() ?? [];
  const bodies = [
    { documentId: hash },
    { documentId: hash?.replace('sha256:', '') },
    { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    { extensions: { persistedQuery: { version: 1, sha256Hash: hash?.replace('sha256:', '') } } },
    { query: '{ providers { label } }' },
  ];
  const statuses = await Promise.all(
    bodies.map(async (body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      const { data, errors } = (await response.json()) as {
        readonly data?: { readonly transaction: { readonly outcome: string } };
        readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
      };
      return data?.transaction.outcome ?? errors?.[0]?.extensions.code;
    }),
  );
  expect(statuses).toEqual(['FOUND', 'FOUND', 'FOUND', 'FOUND', 'PERSISTED_QUERY_REQUIRED']);
});
