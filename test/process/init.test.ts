import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { callerSchema } from '../../src/callers/caller-config.ts';
import { commentedConfiguration } from '../../src/cli/init.ts';
import { loadConfig } from '../../src/config.ts';
import { startNode, untilBanner } from '../support/child-process.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const init = (...args: readonly string[]) => startNode(['src/cli.ts', 'init', ...args]).untilEnd();

/** The configuration that a text gives, with every secret file there. */
const load = (text: string) =>
  loadConfig({ PAYLENS_CONFIG: 'c' }, (path) => (path === 'c' ? text : 'postgres://user:secret@host/name'));

/** Takes the "#" away before settings, and what is only said with it. */
const uncommented = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\s*#(?! )/.test(line))
    .map((line) => line.replace('#', ''))
    .join('\n');

/** Settings that have no default have no value. */
// biome-ignore lint/suspicious/noExplicitAny: it is YAML
function withoutNulls(value: any): any {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}

test('init writes a file that a gateway starts with as it is, and that only its owner can read', async () => {
  const path = join(temporaryFolder(), 'paylens.yaml');
  expect(await init(path)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('npx paylens doctor'),
  });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(commentedConfiguration());
  const gateway = startNode(['src/main.ts'], { env: { PAYLENS_CONFIG: path, PAYLENS_PORT: '0' } });
  await untilBanner(gateway);
  gateway.signal('SIGTERM');
  expect(await gateway.untilEnd()).toMatchObject({ code: 0, stderr: '' });
});

test('init leaves a file that is there as it is', async () => {
  const path = join(temporaryFolder(), 'mine.yaml');
  writeFileSync(path, 'server: { port: 1 }\n');
  expect(await init(path)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `${path} is there already, and stays as it is.\n`,
  });
  expect(readFileSync(path, 'utf8')).toBe('server: { port: 1 }\n');
});

test.each([[['a', 'b']], [['--force']]])('init with %j gets its usage', async (args) => {
  expect(await init(...args)).toMatchObject({ code: 64, stdout: '', stderr: 'Usage: npx paylens init [FILE]\n' });
});

test('what is written in it is what is so without it', () => {
  const said = parse(uncommented(commentedConfiguration()));
  expect(Object.keys(said.callers[0])).toEqual(Object.keys(callerSchema.shape));
  // What cannot be said without a value of one's own.
  const {
    callers: _callers,
    issuers: _issuers,
    links: _links,
    accounts,
    history,
    redis,
    ...written
  } = withoutNulls(said);
  const { refunds: _refunds, ...shop } = accounts.genstore[0];
  const { url: _history, ...kept } = history;
  const { url: _redis, password: _password, ...shared } = redis;
  const named = { ...accounts, genstore: [{ ...shop, shop: 'my-shop' }] };
  const config = load(JSON.stringify({ ...written, history: kept, redis: shared, accounts: named }));
  const defaults = loadConfig({});
  expect({ ...config, accounts: defaults.accounts }).toEqual(defaults);
  expect(config.accounts.genstore).toMatchObject([{ name: 'my-shop', plan: 'default', timeZone: 'UTC' }]);
  expect(config.accounts.yedpay).toMatchObject([{ name: 'default', timeZone: 'Asia/Hong_Kong' }]);
});

test('every setting is in it, with its meaning before it', () => {
  const lines = commentedConfiguration().split('\n');
  const settings = lines.filter((line) => /^\s*#(- )?[A-Za-z]+:/.test(line));
  expect(settings.length).toBeGreaterThan(60);
  const sections = new Set(settings.filter((line) => line.startsWith('#')));
  const silent = settings.filter(
    (line) => !sections.has(line) && !/^\s*# ./.test(lines[lines.indexOf(line) - 1] ?? ''),
  );
  expect(silent).toEqual([]);
});
