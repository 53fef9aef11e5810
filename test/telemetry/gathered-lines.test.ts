import { expect, test } from 'vitest';
import { GatheredLines } from '../../src/telemetry/gathered-lines.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { ManualClock } from '../support/manual-clock.ts';

function gathered() {
  const writes: string[] = [];
  const clock = new ManualClock();
  const sink = { write: (text: string) => writes.push(text) };
  return { lines: new GatheredLines(sink, clock), writes, clock };
}

test('the lines of a moment are one write, in their order', () => {
  const { lines, writes, clock } = gathered();
  for (const line of ['a\n', 'b\n', 'c\n']) lines.write(line);
  expect(writes).toEqual([]);
  clock.advance(20);
  expect(writes).toEqual(['a\nb\nc\n']);
  lines.write('d\n');
  clock.advance(20);
  expect(writes).toEqual(['a\nb\nc\n', 'd\n']);
});

test('a moment with much to say does not hold it back', () => {
  const { lines, writes, clock } = gathered();
  for (let line = 0; line < 4; line += 1) lines.write(`${'x'.repeat(99_999)}\n`);
  expect(writes.map(({ length }) => length)).toEqual([300_000]);
  clock.advance(20);
  expect(writes.map(({ length }) => length)).toEqual([300_000, 100_000]);
});

test('what a busy turn of the event loop says is one write', () => {
  const { lines, writes, clock } = gathered();
  for (let turn = 0; turn < 3; turn += 1) {
    for (let call = 0; call < 400; call += 1) lines.write(`${'x'.repeat(399)}\n`);
    clock.advance(20);
  }
  expect(writes.map(({ length }) => length)).toEqual([160_000, 160_000, 160_000]);
});

test('a fatal line is written before anything else happens, and what came before it, too', () => {
  const { lines, writes } = gathered();
  const log = createLogger({ level: 'info', destination: lines });
  log.untrustedDocument({ caller: 'clerk' });
  log.processFailed({ error: new RangeError('x') });
  expect(writes).toEqual([expect.stringMatching(/untrusted_document.*\n.*process_failed.*\n$/)]);
});
