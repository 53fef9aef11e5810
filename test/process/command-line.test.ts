import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/exit-codes.ts';
import { startNode, startProgram } from '../support/child-process.ts';
import { SIMULATED_NOTICE } from '../support/command.ts';

/** A command in a shell of its own, where output can be piped and the code of each part is known. */
function startShell(script: string, env: Readonly<Record<string, string>> = {}) {
  return startProgram('bash', ['-c', script], { env: { NODE: process.execPath, ...env } });
}

test('lookup answers from simulators where no account is configured, and ends by itself', async () => {
  const { code, stdout, stderr } = await startNode(['src/cli.ts', 'lookup', 'genstore:PI-success']).untilEnd();
  expect({ code, stderr }).toEqual({ code: 0, stderr: SIMULATED_NOTICE });
  expect(stdout).toMatch(/^PAID {2}123\.23 USD {2}genstore\/demo-shop PI-success\n/);
});

test('a store that cannot be opened gets 78, and no simulator keeps the process alive', async () => {
  const env = { PAYLENS_HISTORY_FILE: '/nowhere/history.db' };
  const ending = await startNode(['src/cli.ts', 'lookup', 'genstore:PI-success'], { env }).untilEnd();
  expect(ending).toMatchObject({ code: 78, stdout: '' });
  expect(ending.stderr).toContain('history.file: the database cannot be opened');
});

test('Ctrl-C ends watch with a summary and 130, also when it comes twice', async () => {
  const child = startNode(['src/cli.ts', 'watch', 'genstore:PI-process']);
  await child.untilOutput(/PENDING\n/);
  child.signalGroup('SIGINT');
  child.signalGroup('SIGINT');
  const { code, stdout } = await child.untilEnd();
  expect(code).toBe(EXIT_CODES.interrupted);
  expect(stdout).toMatch(/PI-process {2}PENDING\nInterrupted: 1 PENDING\.\n$/);
});

test('a reader that has left ends watch quietly, where it would go on for hours', async () => {
  const script = '"$NODE" src/cli.ts watch genstore:PI-process | true; echo "code $PIPESTATUS"';
  const { stdout, stderr } = await startShell(script).untilEnd();
  expect({ stdout, stderr }).toEqual({ stdout: 'code 0\n', stderr: SIMULATED_NOTICE });
});

/** The program that gives another one a terminal, in the form that this system has it; null where it has none. */
function terminalOf(command: string): readonly string[] | null {
  try {
    const version = execFileSync('script', ['--version'], { encoding: 'utf8' });
    return version.includes('util-linux') ? ['script', '-qec', command, '/dev/null'] : null;
  } catch {
    return null;
  }
}

const TERMINAL = terminalOf('"$NODE" src/cli.ts lookup genstore:PI-success');

test.skipIf(TERMINAL === null).each([
  ['a terminal is shown colour', {}, true],
  ['a terminal with NO_COLOR is shown none', { NO_COLOR: '1' }, false],
])('%s (takes `script` of util-linux)', async (_, env, isColoured) => {
  const [program = '', ...args] = TERMINAL ?? [];
  const { code, stdout } = await startProgram(program, args, {
    env: { NODE: process.execPath, TERM: 'xterm-256color', ...env },
  }).untilEnd();
  expect(code).toBe(0);
  expect(stdout).toContain('123.23 USD');
  expect(stdout.includes('\u001b[')).toBe(isColoured);
});

test.each([
  ['of all commands', ['--help'], /^Usage: npx paylens COMMAND\n\n {2}lookup {12}look transactions up/],
  ['of one', ['lookup', 'genstore:x', '--help'], /^Usage: npx paylens lookup \[options\] REFERENCE/],
])('--help prints the help %s', async (_, args, text) => {
  const ending = await startNode(['src/cli.ts', ...args]).untilEnd();
  expect(ending).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(text) });
});
