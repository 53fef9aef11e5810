import { expect, test } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { simulatedLinks } from '../../src/config-links.ts';
import { reloadedConfig } from '../../src/config-reload.ts';

const ACCOUNT = { PAYLENS_YEDPAY_API_KEY: 'key' };

const load = (environment: Readonly<Record<string, string>> = {}, file: object = {}): Config =>
  loadConfig({ ...ACCOUNT, ...environment, PAYLENS_CONFIG: 'c' }, () => JSON.stringify(file));

const reload = (running: Config, read: Config) =>
  reloadedConfig({ running, started: running, read, isSimulated: false });

const CALLER = { name: 'dashboard', keys: [`sha256:${'0'.repeat(64)}`], scopes: ['explore'], accounts: ['*'] };

test('accounts, callers, issuers, the log level and the mode of documents are those that were read', () => {
  const read = load({ PAYLENS_LOG_LEVEL: 'debug', PAYLENS_YEDPAY_API_KEY: 'other' }, { callers: [CALLER] });
  const { config, needsRestart } = reload(load(), read);
  expect(needsRestart).toEqual([]);
  expect(config).toEqual(read);
  expect(config.accounts).toBe(read.accounts);
});

test('everything else stays as it was and is named, secrets by whether they differ', () => {
  const url = (password: string) => ({ history: { url: `postgres://user:${password}@host/name` } });
  const running = load({}, url('one'));
  const { config, needsRestart } = reload(
    running,
    load({ PAYLENS_PORT: '1', PAYLENS_HOSTS: 'a.example', PAYLENS_DOCUMENTS_MAX_DEPTH: '7' }, url('two')),
  );
  expect(needsRestart).toEqual(['server.port', 'server.hosts', 'documents.maxDepth', 'history.url']);
  expect(config).toEqual(running);
  expect(config.history.url?.reveal()).toContain('one');
  expect(reload(running, load({}, url('one'))).needsRestart).toEqual([]);
});

test('while providers are simulated, accounts wait for a start', () => {
  const started = loadConfig({});
  // What is made up for simulators is in no file, and no reload asks for it.
  const running = { ...started, links: [...simulatedLinks()], accounts: load().accounts };
  expect(reloadedConfig({ running, started, read: loadConfig({}), isSimulated: true }).needsRestart).toEqual([]);
  const { config, needsRestart } = reloadedConfig({ running, started, read: load(), isSimulated: true });
  expect(needsRestart).toEqual(['accounts']);
  expect([config.accounts, config.links]).toEqual([running.accounts, running.links]);
});

test('what does not go with what stays is refused', () => {
  const running = load({ PAYLENS_HOST: '0.0.0.0' }, { callers: [CALLER] });
  expect(() => reload(running, load({ PAYLENS_HOST: '127.0.0.1' }))).toThrow(/^server\.host: is open/);
  expect(() => reload(running, loadConfig({}))).toThrow(/^accounts: none is configured/);
});
