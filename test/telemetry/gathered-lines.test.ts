import { expect, test } from 'vitest';
import { GatheredLines } from '../../src/telemetry/gathered-lines.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { settled } from '../support/manual-clock.ts';

function gathered() {
  const writes: string[] = [];
  const lines = new GatheredLines({ write: (text) => writes.push(text), flushSync: () => writes.push('flushed') });
  return { lines, writes };
}

test('the lines of one turn are one write, in their order', async () => {
  const { lines, writes } = gathered();
  for (const line of ['a\n', 'b\n', 'c\n']) lines.write(line);
  expect(writes).toEqual([]);
  await settled();
  expect(writes).toEqual(['a\nb\nc\n']);
  lines.write('d\n');
  await settled();
  expect(writes).toEqual(['a\nb\nc\n', 'd\n']);
});

test('a turn with much to say does not hold it back', async () => {
  const { lines, writes } = gathered();
  for (let line = 0; line < 5; line += 1) lines.write(`${'x'.repeat(4_999)}\n`);
  expect(writes.map(({ length }) => length)).toEqual([20_000]);
  await settled();
  expect(writes.map(({ length }) => length)).toEqual([20_000, 5_000]);
});

test('a fatal line is written before anything else happens, and what came before it, too', () => {
  const { lines, writes } = gathered();
  const log = createLogger({ level: 'info', destination: lines });
  log.untrustedDocument({ caller: 'clerk' });
  log.processFailed({ error: new RangeError('x') });
  expect(writes).toEqual([expect.stringMatching(/untrusted_document.*\n.*process_failed.*\n$/), 'flushed']);
  expect(lines.areWaiting).toBe(false);
});
