import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Of this project, relative to src; `type` where only types are imported. */
  readonly imports: ReadonlyArray<{ readonly path: string; readonly typeOnly: boolean }>;
  readonly packages: ReadonlyArray<{ readonly name: string; readonly typeOnly: boolean }>;
}

const IMPORT = /(?:^|\n)(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const path = name.split(sep).join('/');
    const text = readFileSync(join(SRC, name), 'utf8');
    const found = [...text.matchAll(IMPORT)].map(([whole, type, from, dynamic]) => ({
      from: from ?? dynamic ?? '',
      typeOnly:
        type !== undefined ||
        (/\{[^}]*\}/.test(whole) &&
          (whole.match(/\{([^}]*)\}/)?.[1] ?? '').split(',').every((part) => /^\s*(type\s|$)/.test(part))),
    }));
    return {
      path,
      text,
      imports: found
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from, typeOnly }) => ({
          path: relative(SRC, resolve(SRC, dirname(path), from))
            .split(sep)
            .join('/'),
          typeOnly,
        })),
      packages: found
        .filter(({ from }) => !from.startsWith('.'))
        .map(({ from, typeOnly }) => ({ name: from, typeOnly })),
    };
  });

/** The import table of ARCHITECTURE.md. `type:` allows types only; what is not listed is forbidden. */
const MAY_IMPORT: ReadonlyArray<readonly [room: RegExp, allowed: readonly RegExp[]]> = [
  [/^domain\//, [/^domain\//]],
  [/^telemetry\//, [/^(domain|telemetry)\//]],
  [/^upstream\//, [/^(domain|telemetry|upstream)\//]],
  [/^loaders\//, [/^(domain|loaders)\//, /^type:history\//]],
  [/^history\//, [/^(domain|history)\//]],
  [/^observation-store\.ts$/, [/^config(-faults)?\.ts$/, /^history\//]],
  [/^tracking\//, [/^(domain|tracking)\//, /^type:loaders\//]],
  [/^notifications\//, [/^(domain|notifications)\//]],
  [/^callers\//, [/^(domain|upstream|callers)\//]],
  [/^execution\//, [/^execution\//]],
  [/^graph\//, [/^(domain|graph)\//, /^type:(execution|history|loaders|reconciliation|tracking)\//]],
  [/^reconciliation\//, [/^(domain|reconciliation)\//, /^type:loaders\//]],
  [/^books\//, [/^(domain|reconciliation|books)\//, /^type:loaders\//]],
  [
    /^server\//,
    [/^(domain|execution|telemetry|server)\//, /^type:graph\/context\.ts$/, /^type:callers\/authentication\.ts$/],
  ],
  [/^simulator\//, [/^(domain|simulator)\//]],
  [/^providers\/registry\.ts$/, [/^providers\/[^/]+\/index\.ts$/]],
  [/^providers\/index\.ts$/, [/^providers\/(registry|provider)\.ts$/]],
  [/^providers\/provider\.ts$/, [/^domain\//, /^type:(upstream|simulator)\//, /^providers\/account-config\.ts$/]],
  [/^providers\/account-config\.ts$/, [/^domain\//]],
  [/^providers\/[^/]+\/([a-z]+-)?graphql\.ts$/, [/^(domain|graph)\//, /^providers\/SAME\//]],
  [/^providers\/[^/]+\/simulat[^/]*\.ts$/, [/^domain\//, /^simulator\/harness\.ts$/, /^providers\/SAME\//]],
  [
    /^providers\/[^/]+\//,
    [/^(domain|upstream)\//, /^type:telemetry\//, /^providers\/(provider|account-config)\.ts$/, /^providers\/SAME\//],
  ],
  [/^schema\.ts$/, [/^(domain|graph|providers)\//]],
  [/^config[^/]*\.ts$/, [/^domain\//, /^providers\//, /^callers\/caller-config\.ts$/, /^config[^/]*\.ts$/]],
  [
    /^gateway\.ts$/,
    [
      /^(callers|domain|telemetry|graph|notifications|providers|server)\//,
      /^upstream\/allowance\.ts$/,
      /^(config-schema|schema|application|operation-answers)\.ts$/,
      /^type:(account-connections|operation-context)\.ts$/,
    ],
  ],
  [
    /^application\.ts$/,
    [
      /^(domain|history|loaders|providers|tracking)\//,
      /^type:telemetry\//,
      /^telemetry\/metrics\/recording\.ts$/,
      /^(config|account-connections|fleet|open-streams|operation-context|operation-reconciliation)\.ts$/,
    ],
  ],
  [
    /^operation-context\.ts$/,
    [
      /^(domain|history|loaders|providers|tracking)\//,
      /^type:(graph|telemetry)\//,
      /^(operation-reconciliation|spending|upstream-trail)\.ts$/,
      /^type:(access-trail|account-connections|config|open-streams)\.ts$/,
    ],
  ],
  [
    /^operation-reconciliation\.ts$/,
    [
      /^(domain|reconciliation)\//,
      /^type:(graph|loaders|telemetry)\//,
      /^type:(account-connections|config|spending)\.ts$/,
    ],
  ],
  [
    /^operation-answers\.ts$/,
    [
      /^domain\//,
      /^server\/refusal\.ts$/,
      /^(access-trail|answer-memory|spending)\.ts$/,
      /^type:(callers|server|telemetry)\//,
    ],
  ],
  [/^answer-memory\.ts$/, [/^type:(domain|server)\//, /^type:(access-trail|spending)\.ts$/]],
  [
    /^account-connections\.ts$/,
    [
      /^(cache|domain|providers|telemetry|upstream)\//,
      /^(account-change|config)\.ts$/,
      /^type:fleet\.ts$/,
      /^type:tracking\//,
    ],
  ],
  [/^account-change\.ts$/, [/^domain\//, /^type:providers\/provider\.ts$/]],
  [/^open-streams\.ts$/, [/^type:domain\//]],
  [/^reload\.ts$/, [/^config-(faults|reload)\.ts$/, /^type:(config|gateway)\.ts$/, /^type:telemetry\//]],
  [/^fleet\.ts$/, [/^(cache|domain|notifications|redis|tracking|upstream)\//, /^type:telemetry\//]],
  [
    /^redis\//,
    [
      /^(domain|redis)\//,
      /^notifications\/replay-memory\.ts$/,
      /^upstream\/(allowance|exact-json|token-bucket)\.ts$/,
      /^type:(cache|telemetry|tracking|upstream)\//,
      /^type:fleet\.ts$/,
    ],
  ],
  [/^access-trail\.ts$/, [/^domain\//, /^type:loaders\//]],
  [/^spending\.ts$/, [/^domain\//, /^type:account-connections\.ts$/]],
  [/^upstream-trail\.ts$/, [/^type:domain\//]],
  [/^observability\.ts$/, [/^(domain|telemetry)\//, /^server\/(private-port|readiness)\.ts$/, /^(config|listen)\.ts$/]],
  [/^cache\//, [/^(domain|telemetry|cache)\//]],
  [/^simulated-accounts\.ts$/, [/^(providers|simulator)\//]],
  [/^banner\.ts$/, [/^type:simulator\//]],
  [/^(listen|drain|exit-codes)\.ts$/, []],
  [/^lifecycle\.ts$/, [/^exit-codes\.ts$/]],
  [/^system\.ts$/, [/^domain\/clock\.ts$/]],
  [/^(main|cli)\.ts$/, [/^[a-z-]+\.ts$/, /^cli\//, /^domain\//, /^telemetry\//]],
  [
    /^(start-failure|open-audit-log|running-config)\.ts$/,
    [/^[a-z-]+\.ts$/, /^domain\/clock\.ts$/, /^telemetry\/audit-(file|log)\.ts$/],
  ],
  [
    /^cli\//,
    [
      /^[a-z-]+\.ts$/,
      /^(books|cli|doctor|domain|telemetry)\//,
      /^reconciliation\/(entry-outcome|report)\.ts$/,
      /^callers\/api-key\.ts$/,
      /^providers\/index\.ts$/,
      /^upstream\/http\.ts$/,
      /^server\/(public-error|shown-errors)\.ts$/,
      /^tracking\/goal\.ts$/,
    ],
  ],
  [/^doctor\//, [/^(doctor|domain|providers|redis|upstream)\//, /^config-schema\.ts$/, /^type:config\.ts$/]],
];

function mayImport(file: SourceFile, target: { path: string; typeOnly: boolean }): boolean {
  const allowed = MAY_IMPORT.find(([room]) => room.test(file.path))?.[1] ?? [];
  const own = /^providers\/([^/]+)\//.exec(file.path)?.[1];
  const path = own === undefined ? target.path : target.path.replace(`providers/${own}/`, 'providers/SAME/');
  return allowed.some((pattern) => {
    const source = pattern.source;
    if (!source.startsWith('^type:')) return pattern.test(path);
    return target.typeOnly && new RegExp(`^${source.slice('^type:'.length)}`).test(path);
  });
}

const offenders = (rule: (file: SourceFile) => boolean) => files.filter(rule).map(({ path }) => path);

test('every file has a room in the import table', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(offenders(({ path }) => !MAY_IMPORT.some(([room]) => room.test(path)))).toEqual([]);
});

test('imports point the way that the table says', () => {
  const forbidden = files.flatMap((file) =>
    file.imports.filter((target) => !mayImport(file, target)).map(({ path }) => `${file.path} -> ${path}`),
  );
  expect(forbidden).toEqual([]);
});

test('the table itself forbids: a neutral room that imported a provider would be found', () => {
  const [graph, genstore] = [
    files.find(({ path }) => path === 'graph/money.ts'),
    files.find(({ path }) => path === 'providers/genstore/lookup.ts'),
  ];
  if (graph === undefined || genstore === undefined) throw new Error('files have moved');
  expect(mayImport(graph, { path: 'providers/yedpay/statuses.ts', typeOnly: true })).toBe(false);
  expect(mayImport(graph, { path: 'loaders/lookup-loader.ts', typeOnly: false })).toBe(false);
  expect(mayImport(graph, { path: 'loaders/lookup-loader.ts', typeOnly: true })).toBe(true);
  expect(mayImport(genstore, { path: 'providers/yedpay/statuses.ts', typeOnly: false })).toBe(false);
  expect(mayImport(genstore, { path: 'providers/genstore/statuses.ts', typeOnly: false })).toBe(true);
});

test.each([
  ['ky', /^ky$/, /^upstream\/http\.ts$/],
  ['undici', /^undici$/, /^upstream\/http\.ts$/],
  ['the Yoga server', /^(graphql-yoga|@graphql-yoga\/.*)$/, /^server\//],
  ['Pothos', /^@pothos\//, /^(graph\/|schema\.ts$|providers\/[^/]+\/([a-z]+-)?graphql\.ts$)/],
  [
    'graphql',
    /^graphql$/,
    /^(execution\/|graph\/|schema\.ts$|server\/|cli\/|providers\/[^/]+\/([a-z]+-)?graphql\.ts$)/,
  ],
  ['DataLoader', /^dataloader$/, /^loaders\//],
  ['the decimal library', /^big\.js$/, /^domain\/decimal\.ts$/],
  ['pino', /^pino$/, /^telemetry\//],
  ['prom-client', /^prom-client$/, /^telemetry\/metrics\/(prometheus|gauges)\.ts$/],
  ['OpenTelemetry', /^@opentelemetry\//, /^telemetry\/tracing\/otlp-tracing\.ts$/],
  ['SQL', /^(kysely|pg|node:sqlite)(\/|$)/, /^(history\/|books\/run\/working-file\.ts$)/],
  ['jose', /^jose$/, /^callers\//],
  ['the Redis client', /^@redis\/client$/, /^redis\//],
  ['the reader of CSV', /^csv-parse(\/|$)/, /^books\/records\.ts$/],
  ['the writer of CSV', /^csv-stringify(\/|$)/, /^books\/report\/csv-report\.ts$/],
  ['the progress bar', /^cli-progress$/, /^cli\/reconcile-progress\.ts$/],
])('only its own room imports %s', (_name, name, room) => {
  const strangers = files.filter(
    ({ path, packages }) => !room.test(path) && packages.some((used) => name.test(used.name) && !used.typeOnly),
  );
  expect(strangers.map(({ path }) => path)).toEqual([]);
  expect(files.some(({ path, packages }) => room.test(path) && packages.some((used) => name.test(used.name)))).toBe(
    true,
  );
});

test('what counts and what traces is loaded by nobody but where it is configured', () => {
  const importers = (path: string) =>
    files.filter((file) => file.imports.some((target) => target.path === path)).map((file) => file.path);
  for (const room of ['telemetry/metrics/prometheus.ts', 'telemetry/tracing/otlp-tracing.ts']) {
    expect(importers(room)).toEqual(['observability.ts']);
    const name = room.split('/').at(-1) ?? '';
    const { text } = files.find(({ path }) => path === 'observability.ts') ?? { text: '' };
    expect(text.split('\n').filter((line) => line.includes(name))).toEqual([expect.stringContaining('await import(')]);
  }
});

test('time, randomness and the environment are arguments: one file reads each', () => {
  expect(offenders(({ text }) => /\bprocess\.env\b/.test(text))).toEqual(['config.ts']);
  expect(offenders(({ text }) => /\bDate\.now\(|\bnew Date\(\)|performance\.now\(|Temporal\.Now/.test(text))).toEqual([
    'system.ts',
  ]);
  expect(offenders(({ text }) => /Math\.random\b/.test(text))).toEqual(['system.ts']);
  expect(offenders(({ text }) => /\bfetch\(/.test(text) && !/\.fetch\(/.test(text))).toEqual([]);
});

test('a gateway has one writer of standard output: only commands, which print, use the one of Node', () => {
  const printing = offenders(({ text }) => /\bprocess\.stdout\b|\bpino\.destination\b/.test(text));
  expect(printing.filter((path) => !/^cli(\/|\.ts$)/.test(path))).toEqual([]);
  expect(printing).toContain('cli.ts');
});

test('files are small rooms: none beyond 400 lines, the median below 80', () => {
  const lengths = files.map(({ text }) => text.split('\n').length).toSorted((a, b) => a - b);
  expect(offenders(({ text }) => text.split('\n').length > 400)).toEqual([]);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
});

test('no default exports, no folder without a word of its own', () => {
  expect(offenders(({ text }) => /\nexport default /.test(text))).toEqual([]);
  expect(offenders(({ path }) => /(^|\/)(utils?|helpers?|common|services|types|models)(\/|\.ts$)/.test(path))).toEqual(
    [],
  );
});
