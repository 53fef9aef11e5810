import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AuditFile } from '../../src/telemetry/audit-file.ts';

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'audit.log');
}

test('lines are added to what is there, and only its owner may read it', () => {
  const path = newPath();
  new AuditFile(path).write('one\n');
  new AuditFile(path).write('二\n');
  expect(readFileSync(path, 'utf8')).toBe('one\n二\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a file that cannot be opened is told at once', () => {
  expect(() => new AuditFile('/nowhere/audit.log')).toThrow(/ENOENT/);
});

test('one that was moved away goes on under its name', () => {
  const path = newPath();
  const file = new AuditFile(path);
  file.write('one\n');
  renameSync(path, `${path}.1`);
  file.write('two\n');
  file.reopen();
  file.write('three\n');
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['one\ntwo\n', 'three\n']);
});

test('one that cannot be opened anew stays open', () => {
  const path = newPath();
  const file = new AuditFile(path);
  renameSync(path, `${path}.1`);
  mkdirSync(path);
  expect(() => file.reopen()).toThrow(/EISDIR/);
  file.write('one\n');
  rmSync(path, { recursive: true });
  file.reopen();
  file.write('two\n');
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['one\n', 'two\n']);
});

test.skipIf(!existsSync('/dev/full'))('a line that cannot be written is thrown, and is not kept', () => {
  const file = new AuditFile('/dev/full');
  for (let line = 0; line < 3; line += 1) expect(() => file.write('one\n')).toThrow(/ENOSPC/);
});

test('a line that the disk took a part of is finished before the next', () => {
  // bash counts in 1,024 bytes; a line has 308, so the fourth is torn.
  const script = 'ulimit -S -f 1; exec "$0" test/support/fills-audit-file.ts "$1"';
  const output = execFileSync('bash', ['-c', script, process.execPath, newPath()], { encoding: 'utf8' });
  const [fault, text] = output.trimEnd().split('\n');
  expect(fault).toBe('EFBIG 4');
  const line = (number: number) => `line ${number} ${'支'.repeat(100)}\n`;
  expect(JSON.parse(text ?? '')).toBe(`${[1, 2, 3, 4].map(line).join('')}after\n`);
});
