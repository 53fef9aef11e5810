import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LIFETIMES, STATE_CLASSES } from '../../src/cache/lifetime.ts';
import { callerSchema, issuerSchema } from '../../src/callers/caller-config.ts';
import { configReference } from '../../src/cli/config-reference.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { CAPABILITIES } from '../../src/domain/capability.ts';
import type { GatewayErrorCode } from '../../src/domain/errors.ts';
import { ANSWERED_OUTCOMES, PROBLEM_CODES } from '../../src/domain/lookup-outcome.ts';
import { SCOPES } from '../../src/domain/scope.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { REQUEST_ERRORS } from '../../src/server/public-error.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that hold nothing of the project's own, or nothing that is committed. */
const FOREIGN = new Set(['node_modules', 'dist', 'artifacts', 'coverage', '.git']);

const DOCUMENTS = markdownFiles(ROOT);
const DECISIONS = DOCUMENTS.filter((path) => path.startsWith('docs/adr/'));

function markdownFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return FOREIGN.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path).replaceAll('\\', '/')] : [];
  });
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function between(text: string, name: string): string {
  const found = new RegExp(`<!-- ${name}:start -->\\n([\\s\\S]*?)<!-- ${name}:end -->`).exec(text)?.[1];
  if (found === undefined) throw new Error(`there is no part between the marks of ${name}`);
  return found;
}

/** A document's part under one heading of the second level. */
function section(path: string, heading: string): string {
  const part = read(path)
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  if (part === undefined) throw new Error(`${path} has no part ${heading}`);
  return part;
}

/** The cells of each row of a part's table, without the head of it. */
function rows(part: string): readonly (readonly string[])[] {
  return part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));
}

function firstCodes(part: string): readonly (string | undefined)[] {
  return rows(part).map(([code]) => /^`([A-Z_]+)`$/.exec(code ?? '')?.[1]);
}

describe('docs/configuration.md', () => {
  test('its reference is what the command prints', () => {
    expect(between(read('docs/configuration.md'), 'reference')).toBe(configReference());
  });

  /** The example between the marks of this name, with secret files that hold something. */
  function loadExample(name: string): Config {
    const yaml = /^```yaml\n([\s\S]*)```\n$/.exec(between(read('docs/configuration.md'), name))?.[1] ?? '';
    return loadConfig({ PAYLENS_CONFIG: 'example.yaml' }, (path) =>
      path === 'example.yaml' ? yaml : `content-of-${path.replaceAll('/', '-')}`,
    );
  }

  test('its example loads, and means what it says', () => {
    const config = loadExample('example');
    const accounts = Object.entries(config.accounts).map(([provider, list]) => [
      provider,
      list.map(({ name }) => name),
    ]);
    expect(Object.fromEntries(accounts)).toMatchObject({
      genstore: ['my-shop', 'outlet'],
      yedpay: ['hong-kong', 'staging'],
    });
    expect(config.limits.callsInFlight).toBe(16);
  });

  test('its example of callers and issuers loads, and means what it says', () => {
    const { callers, issuers, audit } = loadExample('callers');
    expect(callers.map(({ name, keys }) => [name, keys.length])).toEqual([
      ['accounting', 2],
      ['on-call', 1],
    ]);
    expect(issuers.map(({ name, algorithms }) => [name, algorithms])).toEqual([
      ['dashboard', ['RS256', 'ES256']],
      ['jobs', ['ES256']],
    ]);
    expect(audit.file).toBe('/var/log/paylens/audit.log');
  });

  test('its example of after-sales records loads, and means what it says', () => {
    expect(loadExample('refunds').accounts.genstore).toMatchObject([
      { name: 'my-shop', refunds: { parameters: { ids: '{refundId}' } } },
      { name: 'my-shop-outlet', refunds: { parameters: { refundId: '{refundId}' } } },
    ]);
  });

  test('it names every setting of a caller and of an issuer', () => {
    const settings = (part: string) =>
      rows(part).flatMap(([names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(settings(section('docs/configuration.md', 'Callers'))).toEqual(Object.keys(callerSchema.shape));
    expect(settings(section('docs/configuration.md', 'Issuers'))).toEqual(Object.keys(issuerSchema.shape));
  });
});

describe('docs/errors.md', () => {
  test('it has every outcome of a row, and no other', () => {
    expect(firstCodes(section('docs/errors.md', 'Row outcomes'))).toEqual([...ANSWERED_OUTCOMES, ...PROBLEM_CODES]);
  });

  test('it has every code of a field, and no other', () => {
    // Spelled out, so that the compiler misses a code that is new; LIMIT_EXCEEDED refuses whole requests only.
    const codes: Record<Exclude<GatewayErrorCode, 'LIMIT_EXCEEDED'>, true> = {
      BAD_USER_INPUT: true,
      NOT_CONFIGURED: true,
      FORBIDDEN: true,
      AWAITING_CUSTOMER: true,
      EXPIRED_UNPAID: true,
      NOT_FOUND: true,
      RATE_LIMITED: true,
      PROVIDER_UNAVAILABLE: true,
      PROVIDER_DENIED: true,
      PROVIDER_REJECTED: true,
      MALFORMED_RESPONSE: true,
      DEADLINE_EXCEEDED: true,
      HISTORY_UNAVAILABLE: true,
      INTERNAL: true,
    };
    expect(firstCodes(section('docs/errors.md', 'Error codes of a field'))).toEqual(Object.keys(codes));
  });

  test('it has every code of a request with its HTTP status and whether to retry, and no other', () => {
    const listed = rows(section('docs/errors.md', 'Error codes of a request')).map(([code, status, , , retry]) => [
      code?.replaceAll('`', ''),
      Number(status),
      retry?.startsWith('yes'),
    ]);
    expect(listed).toEqual(
      Object.entries(REQUEST_ERRORS).map(([code, kind]) => [code, kind.status, 'retryable' in kind]),
    );
  });
});

test('SECURITY.md has every scope, and no other', () => {
  const listed = rows(between(read('SECURITY.md'), 'scopes')).map(([scope]) => scope?.replaceAll('`', ''));
  expect(listed).toEqual(SCOPES);
});

test('docs/errors.md names the codes that a client which accepts application/json gets with 200', () => {
  const [sentence = ''] = /^.* have HTTP status 200 unless/m.exec(read('docs/errors.md')) ?? [];
  const named = [...sentence.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
  const kinds = Object.entries(REQUEST_ERRORS).filter(([, kind]) => 'isOfGraphQL' in kind);
  expect(named).toEqual(kinds.map(([code]) => code));
});

describe('lifetimes', () => {
  const times = STATE_CLASSES.map((name) => [written(LIFETIMES[name].freshMs), written(LIFETIMES[name].staleMs)]);

  test('docs/freshness.md has each state with its own', () => {
    const listed = rows(section('docs/freshness.md', 'States and lifetimes'));
    expect(listed.map(([state, fresh, stale]) => [state, fresh, stale])).toEqual(
      STATE_CLASSES.map((name, index) => [`\`${name}\``, ...(times[index] ?? [])]),
    );
  });

  test('the README has the same, and that failures are not kept', () => {
    const listed = rows(section('README.md', 'Fresh enough?')).map(([, fresh, stale]) => [fresh?.split(',')[0], stale]);
    expect(listed).toEqual([...times, ['never', '–']]);
  });
});

/** As people write it: "24 h", "4 min", "5 s"; a dash for nothing. */
function written(milliseconds: number): string {
  if (milliseconds === 0) return '–';
  if (milliseconds % 3_600_000 === 0) return `${milliseconds / 3_600_000} h`;
  return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000} min` : `${milliseconds / 1_000} s`;
}

test("the README's table is what each provider can tell", () => {
  const table = section('README.md', 'What each provider can tell');
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  const told = PROVIDERS.map(({ capabilities }) => new Map(capabilities.map((info) => [info.capability, info])));
  const cells = CAPABILITIES.map((capability) =>
    told.map((infos) => {
      const info = infos.get(capability);
      return `${info?.supported ? 'yes' : 'no'}. ${info?.explanation}`;
    }),
  );
  expect(lines).toEqual([
    `| capability | ${PROVIDERS.map(({ label }) => label).join(' | ')} |`,
    `|---${'|---'.repeat(PROVIDERS.length)}|`,
    ...cells.map((row, index) => `| \`${CAPABILITIES[index]}\` | ${row.join(' | ')} |`),
  ]);
});

test('the recipe for a provider names every member of a definition', () => {
  const named = firstMembers(section('docs/adding-a-provider.md', 'The definition'));
  for (const provider of PROVIDERS) expect(named).toEqual(Object.keys(provider));
});

function firstMembers(part: string): readonly (string | undefined)[] {
  return rows(part).map(([member]) => /^`([A-Za-z]+)`$/.exec(member ?? '')?.[1]);
}

describe.each(PROVIDERS)('the mapping of $name', ({ name, statuses }) => {
  test('has every status code of the table', () => {
    const codes = rows(section(`src/providers/${name}/MAPPING.md`, 'Statuses')).map(([code]) => code);
    for (const { code } of statuses) expect(codes).toContain(`\`${code}\``);
  });
});

test.each(DOCUMENTS)('every link of %s leads to a file', (path) => {
  const prose = read(path).replaceAll(/^```[\s\S]*?^```/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const broken = targets
    .filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('#'))
    .filter((target) => !existsSync(join(ROOT, dirname(path), target.split('#')[0] ?? '')));
  expect(broken).toEqual([]);
});

test.each(DECISIONS)('%s says context, decision and consequences', (path) => {
  const headings = [...read(path).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
});

test('decisions are numbered without a gap', () => {
  const numbers = DECISIONS.map((path) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
