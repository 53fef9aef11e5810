import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config-schema.ts';
import { ROOT } from '../support/child-process.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The instructions of each stage. No Docker is needed, and none is here: what can be read is checked. */
function stagesOf(text: string): readonly (readonly Instruction[])[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '');
  const instructions = lines.map((line) => {
    const [, name = '', value = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return { name, value };
  });
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
  return starts.map((start, at) => instructions.slice(start, starts[at + 1]));
}

const stages = stagesOf(read('ops/container/Containerfile'));
const last = stages.at(-1) ?? [];
const valuesOf = (stage: readonly Instruction[], name: string) =>
  stage.filter((each) => each.name === name).map(({ value }) => value);

test('every line is an instruction, and every stage has the base that can be pinned', () => {
  expect(stages).toHaveLength(3);
  expect(stages.flat().filter(({ name }) => name === '')).toEqual([]);
  for (const stage of stages) expect(valuesOf(stage, 'FROM')[0]).toMatch(/^\$\{NODE_IMAGE\}( AS \w+)?$/);
});

test('the base has the Node that package.json asks for', () => {
  const major = /ARG NODE_IMAGE=\S*node:(\d+)/.exec(read('ops/container/Containerfile'))?.[1];
  expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${major}`);
});

test('the last stage installs nothing, runs as nobody in particular, and brings what the gateway reads', () => {
  expect(valuesOf(last, 'RUN').join('\n')).not.toMatch(/npm (ci|install|run)|apt|curl/);
  expect(valuesOf(last, 'USER')).toEqual(['1000:1000']);
  expect(valuesOf(last, 'COPY')).toEqual([
    '--from=dependencies /build/node_modules ./node_modules',
    '--from=build /build/dist ./dist',
    'package.json LICENSE ./',
    'schema ./schema',
  ]);
  expect(valuesOf(last, 'STOPSIGNAL')).toEqual(['SIGTERM']);
});

test('production packages are installed without scripts, without tools and without a second Node', () => {
  const [, dependencies = []] = stages;
  expect(valuesOf(dependencies, 'RUN')[0]).toBe('npm ci --omit=dev --omit=optional --ignore-scripts');
  expect(
    stages
      .flatMap((stage) => valuesOf(stage, 'RUN'))
      .filter((run) => /npm ci/.test(run) && !/--ignore-scripts/.test(run)),
  ).toEqual([]);
  const optional = Object.keys(JSON.parse(read('package.json')).optionalDependencies);
  expect(optional.filter((name) => !/^node-/.test(name))).toEqual([]);
});

test('what the build copies is there and let through, and nothing else is', () => {
  const copied = stages
    .flatMap((stage) => valuesOf(stage, 'COPY'))
    .filter((value) => !value.startsWith('--from'))
    .flatMap((value) => value.split(' ').slice(0, -1));
  const letThrough = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(new Set(letThrough)).toEqual(new Set(copied));
  expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(read('.dockerignore').split('\n')).toContain('*');
});

test('the port is that of the settings', () => {
  expect(valuesOf(last, 'EXPOSE')[0]?.split(' ')).toContain(String(configSchema(() => '').parse({}).server.port));
});

test('the process may start no other, and write to one folder and to standard output', () => {
  const flags: readonly string[] = JSON.parse(valuesOf(last, 'ENTRYPOINT')[0] ?? '[]');
  expect(flags.slice(0, 2)).toEqual(['node', '--permission']);
  expect(flags.filter((flag) => flag.startsWith('--allow'))).toEqual([
    '--allow-net',
    '--allow-worker',
    '--allow-fs-read=/app',
    '--allow-fs-read=/etc/paylens',
    '--allow-fs-read=/run/secrets/paylens',
    '--allow-fs-read=/var/lib/paylens',
    '--allow-fs-write=/var/lib/paylens',
    '--allow-fs-write=/proc/self/fd/1',
  ]);
});
