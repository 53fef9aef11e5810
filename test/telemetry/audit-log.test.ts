import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AuditFile } from '../../src/telemetry/audit-file.ts';
import { type AuditLog, createAuditLog, type RefusalEntry } from '../../src/telemetry/audit-log.ts';
import { boundRefusals } from '../../src/telemetry/bounded-refusals.ts';
import { ManualClock } from '../support/manual-clock.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'audit.log');
}

function auditLogIn(path: string): AuditLog {
  return createAuditLog(new AuditFile(path), new ManualClock());
}

function linesOf(path: string): readonly Record<string, unknown>[] {
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const REFUSAL: RefusalEntry = { requestId: 'r-1', caller: null, code: 'UNAUTHENTICATED', reason: 'absent' };
/** Beside what an event says of itself. */
const HEAD = { level: 'info', time: '2026-01-02T03:04:05.000Z' };

test('each event is one line, there as soon as it is told, with exactly its own fields', () => {
  const path = newFile();
  const audit = auditLogIn(path);
  const entry = { requestId: 'r-2', caller: 'dashboard', lookups: { 'yedpay/main FOUND': ['aGFzaA'] } };
  audit.access({ ...entry, ...{ query: 'canary' } });
  expect(linesOf(path)).toEqual([{ ...HEAD, event: 'access', ...entry }]);
  audit.refusal({ ...REFUSAL, ...{ token: 'canary' } });
  expect(linesOf(path).slice(1)).toEqual([{ ...HEAD, event: 'refusal', ...REFUSAL }]);
  audit.refusal({ ...REFUSAL, leftOut: 3 });
  expect(linesOf(path).slice(2)).toEqual([{ ...HEAD, event: 'refusal', ...REFUSAL, leftOut: 3 }]);
});

test.skipIf(!existsSync('/dev/full'))(
  'a line that cannot be written is thrown, so that there is no answer without it',
  () => {
    const audit = auditLogIn('/dev/full');
    expect(() => audit.access({ requestId: 'r', caller: 'dashboard', lookups: {} })).toThrow(/ENOSPC/);
    expect(() => audit.refusal(REFUSAL)).toThrow(/ENOSPC/);
  },
);

test('the members of a line are in the order of the log, and its time is that of the line', () => {
  const lines: string[] = [];
  const clock = new ManualClock();
  const audit = createAuditLog({ write: (line) => lines.push(line) }, clock);
  audit.access({ requestId: 'r-1', caller: 'dashboard', lookups: {} });
  clock.advance(7);
  audit.refusal(REFUSAL);
  expect(lines).toEqual([
    '{"level":"info","time":"2026-01-02T03:04:05.000Z","event":"access","requestId":"r-1","caller":"dashboard","lookups":{}}\n',
    '{"level":"info","time":"2026-01-02T03:04:05.007Z","event":"refusal","requestId":"r-1","caller":null,"code":"UNAUTHENTICATED","reason":"absent"}\n',
  ]);
});

/** The lines that are written, as `leftOut`, while refusals of one caller come as the test says. */
function flooded() {
  const clock = new ManualClock();
  const written: RefusalEntry[] = [];
  const audit = boundRefusals({ access: () => {}, refusal: (entry) => written.push(entry) }, clock);
  return {
    clock,
    written,
    refuse: (count: number, caller: string | null = null) => {
      for (let sent = 0; sent < count; sent += 1) audit.refusal({ ...REFUSAL, caller });
    },
  };
}

test('of a flood of refusals the first hundred have lines, and then ten a second', () => {
  const { clock, written, refuse } = flooded();
  refuse(10_000);
  expect(written).toEqual(Array.from({ length: 100 }, () => REFUSAL));
  for (let tenth = 0; tenth < 100; tenth += 1) {
    clock.advance(100);
    refuse(1_000);
  }
  expect(written).toHaveLength(200);
});

test('nothing is lost without a word: the next line says how many have none', () => {
  const { clock, written, refuse } = flooded();
  refuse(1_000);
  clock.advance(100);
  refuse(5);
  clock.advance(1_000);
  refuse(2);
  expect(written.slice(100)).toEqual([{ ...REFUSAL, leftOut: 900 }, { ...REFUSAL, leftOut: 4 }, REFUSAL]);
});

test('a quiet hour saves up a hundred lines and no more', () => {
  const { clock, written, refuse } = flooded();
  refuse(100);
  clock.advance(3_600_000);
  refuse(500);
  expect(written).toHaveLength(200);
});

test('who floods takes no line from others', () => {
  const { written, refuse } = flooded();
  refuse(10_000);
  refuse(10_000, 'greedy');
  refuse(1, 'modest');
  const counts = Map.groupBy(written, ({ caller }) => caller);
  expect([...counts].map(([caller, lines]) => [caller, lines.length])).toEqual([
    [null, 100],
    ['greedy', 100],
    ['modest', 1],
  ]);
});

test('accesses are never left out', () => {
  let accesses = 0;
  const audit = boundRefusals({ access: () => (accesses += 1), refusal: () => {} }, new ManualClock());
  for (let count = 0; count < 1_000; count += 1) audit.access({ requestId: 'r', caller: 'dashboard', lookups: {} });
  expect(accesses).toBe(1_000);
});
