import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyTree, ROOT, startNpm } from '../support/child-process.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** `check` runs `.ci/run`, which installs packages; it calls the other scripts. */
const STARTS_NODE = Object.entries(scripts).filter(([, command]) => !command.startsWith('bash '));

/** The programs that a command starts one after the other, those of the scripts that it runs included. */
function programsOf(command: string): readonly string[] {
  return command.split('&&').flatMap((part) => {
    const inner = scripts[/^\s*npm run (?:-s )?(\S+)/.exec(part)?.[1] ?? ''];
    return inner === undefined ? [part] : programsOf(inner);
  });
}

/** Preloaded by every Node process under npm: it notes its version and ends before it does anything. */
const NOTE_VERSION = `
  const { appendFileSync } = require('node:fs');
  const { basename } = require('node:path');
  if (!/^npm(-cli\\.js)?$/.test(basename(process.argv[1] ?? ''))) {
    appendFileSync(process.env.NOTED_VERSIONS, process.versions.node + '\\n');
    process.exit(0);
  }
`;

test('the tests run under Node 26', () => {
  expect(process.versions.node).toMatch(/^26\./);
});

test('npm exec finds Node 26, whatever the system has', async () => {
  const npm = startNpm(['exec', '-c', 'node -p process.versions.node']);
  expect(await npm.untilEnd()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^26\.\d+\.\d+\n$/) });
});

test.each(STARTS_NODE)('npm run %s runs under Node 26', async (name, command) => {
  const tree = copyTree();
  const [probe, noted] = [join(tree, 'probe.cjs'), join(tree, 'versions.txt')];
  writeFileSync(probe, NOTE_VERSION);
  writeFileSync(noted, '');
  const env = { NODE_OPTIONS: `--require=${probe}`, NOTED_VERSIONS: noted };
  startNpm(['run', '--silent', name], { cwd: tree, env });
  const versions = () => readFileSync(noted, 'utf8').split('\n').slice(0, -1);
  // Not until its end: a watching script has none.
  await expect.poll(() => versions().length, { timeout: 45_000 }).toBe(programsOf(command).length);
  for (const version of versions()) expect(version).toMatch(/^26\./);
});
