import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectNothingLeft, startNode, untilBanner } from '../support/child-process.ts';

/** Stands in every value that is wrong, and must come out nowhere. */
const CANARY = 'canary-7f3a9c';

async function refusal(env: Record<string, string>) {
  const gateway = startNode(['src/main.ts'], { env });
  const ending = await gateway.untilEnd();
  await expectNothingLeft(gateway, []);
  expect(ending.stdout + ending.stderr).not.toContain(CANARY);
  expect(ending).toMatchObject({ code: 78, signal: null, stdout: '' });
  const [heading, ...faults] = ending.stderr.trimEnd().split('\n');
  expect(heading).toBe('Paylens cannot start with this configuration:');
  return faults.map((line) => line.trim());
}

async function refusalOfFile(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-config-'));
  const path = join(folder, 'paylens.yaml');
  writeFileSync(path, text);
  try {
    return await refusal({ PAYLENS_CONFIG: path });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('each fault of the environment has a line that names the variable and what is allowed, never the value', async () => {
  const faults = await refusal({
    PAYLENS_PORT: CANARY,
    PAYLENS_HOST: `${CANARY} with blanks`,
    PAYLENS_LIMITS_REFERENCES: '201',
    PAYLENS_LOG_LEVEL: CANARY,
    PAYLENS_GENSTORE_SHOP: `${CANARY}.genmystore.com`,
    PAYLENS_GENSTORE_BASE_URL: `http://user:${CANARY}@example.org`,
    PAYLENS_YEDPAY_API_KEY: `${CANARY} with blanks`,
    PAYLENS_SURPRISE: CANARY,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });
  expect(faults.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual([
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'PAYLENS_GENSTORE_ACCESS_TOKEN',
    'PAYLENS_GENSTORE_BASE_URL',
    'PAYLENS_GENSTORE_SHOP',
    'PAYLENS_HOST',
    'PAYLENS_LIMITS_REFERENCES',
    'PAYLENS_LOG_LEVEL',
    'PAYLENS_PORT',
    'PAYLENS_SURPRISE',
    'PAYLENS_YEDPAY_API_KEY',
  ]);
});

test('each fault of a file has a line that names the key', async () => {
  const faults = await refusalOfFile(`
    server: { port: 70000, surprise: ${CANARY} }
    accounts:
      genstore:
        - { shop: one, accessToken: ${CANARY}, timeZone: Mars/${CANARY} }
        - { shop: one, accessToken: { file: /nowhere/${CANARY} } }
      yedpay:
        - { apiKey: ${CANARY}, environment: ${CANARY} }
  `);
  expect(faults.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual([
    'accounts.genstore.0.timeZone',
    'accounts.genstore.1.accessToken',
    'accounts.yedpay.0.environment',
    'server.port',
    'server.surprise',
  ]);
});

test.each([
  [
    'no YAML',
    `accounts: { yedpay: [ ${CANARY}`,
    /^PAYLENS_CONFIG: the file is no YAML or JSON object \(line 1, column \d+\)$/,
  ],
  ['no object', `[ ${CANARY} ]`, /^PAYLENS_CONFIG: the file is no YAML or JSON object$/],
])('a file that is %s gets one line', async (_, text, line) => {
  expect(await refusalOfFile(text)).toEqual([expect.stringMatching(line)]);
});

test('a file that is not there gets one line', async () => {
  expect(await refusal({ PAYLENS_CONFIG: `/nowhere/${CANARY}` })).toEqual(['PAYLENS_CONFIG: the file cannot be read']);
});

test('a gateway with an account starts no simulator, and its banner has the name of the account and no credential', async () => {
  const env = { PAYLENS_PORT: '0', PAYLENS_YEDPAY_API_KEY: CANARY };
  const gateway = startNode(['src/main.ts'], { env });
  const { text, simulators } = await untilBanner(gateway);
  expect(simulators).toEqual([]);
  expect(text).toContain('yedpay/default');
  expect(text).not.toMatch(/simulated/i);
  gateway.signal('SIGTERM');
  const { code, stdout, stderr } = await gateway.untilEnd();
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain(CANARY);
});
