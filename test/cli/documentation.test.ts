import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lookup } from '../../src/cli/lookup.ts';
import { watch } from '../../src/cli/watch.ts';
import { EXIT_CODES } from '../../src/exit-codes.ts';
import { untilCallsAreOver } from '../support/calls-under-way.ts';
import { runCommand } from '../support/command.ts';
import { ShiftedClock } from '../support/shifted-clock.ts';

const DOCUMENT = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');

const COMMANDS = { lookup, watch };

/** What each example types, and what it shows. */
const EXAMPLES = [...DOCUMENT.matchAll(/^```console\n\$ npx paylens (lookup|watch) (.*)\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', args = '', output = '']) => ({ command: command as keyof typeof COMMANDS, args, output }),
);

/** When something was looked at is of the run. */
function withoutMoments(text: string): string {
  return text.replaceAll(/^( {2}seen {9}).* ago/gm, '$1TIME').replaceAll(/^\d{4}-\d\d-\d\dT[\d:]{8}Z/gm, 'TIME');
}

test('there are examples of both commands', () => {
  expect(EXAMPLES.map(({ command }) => command)).toEqual(['lookup', 'lookup', 'watch']);
});

test.each(EXAMPLES)('$command $args prints what the document shows', async ({ command, args, output }) => {
  const clock = new ShiftedClock();
  const isIdle = untilCallsAreOver();
  const running = runCommand(COMMANDS[command], args.split(' '), { clock });
  // Only a watch waits; anything else would run out of time.
  const { stdout } = await (command === 'watch' ? clock.drive(running, isIdle) : running);
  expect(withoutMoments(stdout)).toBe(withoutMoments(output));
});

test('the document has every exit code, and no other', () => {
  const listed = [...DOCUMENT.matchAll(/^\| (\d+) \| `(\w+)`/gm)].map(([, code, name]) => [name, Number(code)]);
  expect(listed).toEqual(Object.entries(EXIT_CODES));
});
