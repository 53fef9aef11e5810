import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SharedOutput } from '../../src/telemetry/shared-output.ts';
import { type Fifo, openFifo } from '../support/fifo.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A pipe takes no more than this where nobody reads. */
const PIPE_BYTES = 65_536;

function line(event: string, bytes = 100): string {
  return `${JSON.stringify({ event, filler: '' }).slice(0, -2)}${'x'.repeat(bytes)}"}\n`;
}

function eventsIn(text: string): readonly string[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((each) => (JSON.parse(each) as { readonly event: string }).event);
}

/** An output over a descriptor; while it pauses, time passes and `meanwhile` happens, and no timer runs. */
function outputOn(path: string, meanwhile: () => void = () => {}) {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(descriptor));
  const clock = new ManualClock();
  const paused = { times: 0 };
  const output = new SharedOutput({
    descriptor,
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic() + paused.times,
      after: (milliseconds, callback) => clock.after(milliseconds, callback),
    },
    pause: (milliseconds) => {
      paused.times += milliseconds;
      meanwhile();
    },
  });
  return { output, clock, paused };
}

/** All that comes while the clock goes on. */
function readAll(fifo: Fifo, clock: ManualClock): string {
  let text = '';
  for (let got = fifo.read(); got !== ''; got = fifo.read()) {
    text += got;
    clock.advance(20);
  }
  return text;
}

test('lines of the log and of the audit log are whole, whatever a slow reader leaves room for', () => {
  const fifo = openFifo();
  let text = '';
  const { output, clock } = outputOn(fifo.path, () => {
    text += fifo.read(5_000);
  });
  for (let round = 0; round < 60; round += 1) {
    output.write(Array.from({ length: 40 }, () => line('call', 50 + round * 7)).join(''));
    output.writeNow(line('access', 1_000 + round * 150));
    text += fifo.read(3_000);
    clock.advance(7);
  }
  text += readAll(fifo, clock);
  const counts = Map.groupBy(eventsIn(text), (event) => event);
  expect([...counts].map(([event, { length }]) => [event, length])).toEqual(
    expect.arrayContaining([
      ['call', 2_400],
      ['access', 60],
    ]),
  );
  expect(clock.pending).toBe(0);
});

test('what the log says waits for room, in its order, and an audit line does not wait for it', () => {
  const fifo = openFifo();
  const { output, clock } = outputOn(fifo.path);
  for (const name of ['a', 'b', 'c']) output.write(line(name, PIPE_BYTES / 2));
  let text = fifo.read();
  output.writeNow(line('access'));
  text += readAll(fifo, clock);
  expect(eventsIn(text)).toEqual(['a', 'b', 'access', 'c']);
});

test('an audit line waits for a reader that reads on', () => {
  const fifo = openFifo();
  let text = '';
  const { output, clock, paused } = outputOn(fifo.path, () => {
    if (paused.times % 900 === 0) text += fifo.read(10_000);
  });
  output.write(line('call', PIPE_BYTES));
  for (const name of ['one', 'two', 'three']) output.writeNow(line(name, 9_000));
  expect(eventsIn(text + readAll(fifo, clock))).toEqual(['call', 'one', 'two', 'three']);
  expect(paused.times).toBeGreaterThan(1_000);
});

test('a reader that stands still is waited for once, and no line is written in part and forgotten', () => {
  const fifo = openFifo();
  const { output, clock, paused } = outputOn(fifo.path);
  expect(() => output.writeNow(line('part', PIPE_BYTES))).toThrow(/EAGAIN/);
  expect(paused.times).toBe(1_000);
  for (let count = 0; count < 3; count += 1) expect(() => output.writeNow(line('refused'))).toThrow(/EAGAIN/);
  expect(paused.times).toBe(1_000);
  let text = fifo.read();
  output.writeNow(line('last', PIPE_BYTES - 8_192));
  text += readAll(fifo, clock);
  expect(eventsIn(text)).toEqual(['part', 'last']);
});

test('once it reads again, it is waited for again', () => {
  const fifo = openFifo();
  const { output, paused } = outputOn(fifo.path);
  output.write(line('call', 2 * PIPE_BYTES));
  for (let count = 0; count < 2; count += 1) expect(() => output.writeNow(line('refused'))).toThrow(/EAGAIN/);
  expect(paused.times).toBe(1_000);
  fifo.read();
  expect(() => output.writeNow(line('refused', PIPE_BYTES))).toThrow(/EAGAIN/);
  expect(paused.times).toBe(2_000);
});

test('the log of a reader that stands still has a bound: what comes later is lost, and one line says how much', () => {
  const fifo = openFifo();
  const { output, clock } = outputOn(fifo.path);
  for (let count = 0; count < 6_000; count += 1) output.write(line(`call ${count}`, 1_000));
  const events = eventsIn(readAll(fifo, clock));
  const written = events.filter((event) => event.startsWith('call'));
  expect(written).toEqual(Array.from(written, (_, count) => `call ${count}`));
  expect(written.length).toBeGreaterThan(4_000);
  expect(written.length).toBeLessThan(4_300);
  expect(events.slice(written.length)).toEqual(['log_lost']);
  output.write(line('after'));
  expect(eventsIn(fifo.read())).toEqual(['after']);
});

test('where the reader is gone, audit lines are refused, lines of the log are counted, and the next reader is told', () => {
  const fifo = openFifo();
  const { output, clock, paused } = outputOn(fifo.path);
  fifo.leave();
  output.write(line('one') + line('two'));
  output.write(line('three'));
  expect(() => output.writeNow(line('access'))).toThrow(/EPIPE/);
  fifo.comeBack();
  output.write(line('four'));
  const [first = '', ...others] = fifo.read().split('\n');
  expect(JSON.parse(first)).toEqual({ level: 'warn', time: clock.now(), event: 'log_lost', lost: 3 });
  expect(eventsIn(others.join('\n'))).toEqual(['four']);
  output.write(line('five'));
  expect(eventsIn(fifo.read())).toEqual(['five']);
  expect([paused.times, clock.pending]).toEqual([0, 0]);
});

test('what waited for a reader is lost with it, and counted', () => {
  const fifo = openFifo();
  const { output, clock } = outputOn(fifo.path);
  // Pieces of which the pipe takes the first and no part of the others.
  for (const name of ['a', 'b', 'c', 'd']) output.write(line(name, PIPE_BYTES - 4_096));
  fifo.leave();
  clock.advance(20);
  fifo.comeBack();
  let text = fifo.read();
  output.end();
  text += fifo.read();
  expect(eventsIn(text)).toEqual(['a', 'b', 'log_lost']);
  expect(text.endsWith(',"lost":2}\n')).toBe(true);
});

test.skipIf(!existsSync('/dev/full'))(
  'on a full disk the log is dropped, an audit line is thrown, and nobody waits',
  () => {
    const { output, clock, paused } = outputOn('/dev/full');
    for (let count = 0; count < 3; count += 1) {
      output.write(line('call'));
      expect(() => output.writeNow(line('access'))).toThrow(/ENOSPC/);
    }
    output.end();
    expect([paused.times, clock.pending]).toEqual([0, 0]);
  },
);

test('a disk that is full in the middle of a piece of the log tears no line, and what is lost is told when there is room', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-output-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // bash counts in 1,024 bytes; a line has 308, so the fourth is torn.
  const script = 'ulimit -S -f 1; exec "$0" test/support/fills-shared-output.ts "$1"';
  const output = execFileSync('bash', ['-c', script, process.execPath, join(folder, 'log')], { encoding: 'utf8' });
  const lines = (JSON.parse(output) as string).split('\n');
  const said = (number: number) => `line ${number} ${'支'.repeat(100)}`;
  expect(lines.slice(0, 4)).toEqual([1, 2, 3, 4].map(said));
  expect(JSON.parse(lines[4] ?? '')).toMatchObject({ event: 'log_lost', lost: 6 });
  expect(lines.slice(5)).toEqual(['after', '']);
});

test('the end waits for a reader that is slow, and for all of the log', () => {
  const fifo = openFifo();
  let text = '';
  const { output, paused } = outputOn(fifo.path, () => {
    text += fifo.read(4_096);
  });
  for (let count = 0; count < 100; count += 1) output.write(line('call', 10_000));
  output.end();
  expect(eventsIn(text + fifo.read())).toHaveLength(100);
  expect(paused.times).toBeGreaterThan(0);
});

test('the end does not wait long for a reader that stands still, nor for ever for one that is too slow', () => {
  const still = outputOn(openFifo().path);
  still.output.write(line('call', 2 * PIPE_BYTES));
  still.output.end();
  expect(still.paused.times).toBe(1_000);
  const fifo = openFifo();
  const slow = outputOn(fifo.path, () => {
    if (slow.paused.times % 500 === 0) fifo.read(4_096);
  });
  slow.output.write(line('call', 10 * PIPE_BYTES));
  slow.output.end();
  expect(slow.paused.times).toBe(5_000);
});

test('the end finishes an audit line that was refused when a part of it was taken', () => {
  const fifo = openFifo();
  const { output } = outputOn(fifo.path);
  expect(() => output.writeNow(line('part', PIPE_BYTES))).toThrow(/EAGAIN/);
  const text = fifo.read();
  output.end();
  expect(eventsIn(text + fifo.read())).toEqual(['part']);
});
