import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyTree, ROOT, startNode } from '../support/child-process.ts';

async function run(args: readonly string[], cwd = ROOT) {
  const cli = startNode(['src/cli.ts', ...args], { cwd });
  return cli.untilEnd();
}

test.each([
  ['no command', []],
  ['an unknown command', ['simulator']],
  ['a name that every object has', ['toString']],
])('%s gets the commands and exit code 64', async (_, args) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  for (const command of ['init', 'doctor', 'simulate', 'schema', 'key', 'config-reference'])
    expect(stderr).toContain(`  ${command} `);
});

test('schema prints the committed file, and --check says that it is the same', async () => {
  expect(await run(['schema'])).toMatchObject({
    code: 0,
    stdout: readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'),
  });
  expect(await run(['schema', '--check'])).toMatchObject({ code: 0, stderr: '' });
});

test('schema --check fails where the committed file is not what the code says', async () => {
  const tree = copyTree();
  appendFileSync(join(tree, 'schema/schema.graphql'), '# edited by hand\n');
  expect(await run(['schema', '--check'], tree)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('npm run schema:print'),
  });
});
