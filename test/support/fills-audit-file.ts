import { readFileSync, truncateSync } from 'node:fs';
import { AuditFile } from '../../src/telemetry/audit-file.ts';

// Run under a limit on the size of files, which stands for a disk that is full in the middle of a line.
const path = process.argv[2] ?? '';
const file = new AuditFile(path);
const line = (number: number) => `line ${number} ${'支'.repeat(100)}\n`;
let before = '';
for (let number = 1; ; number += 1) {
  try {
    file.write(line(number));
  } catch (error) {
    before = readFileSync(path, 'latin1');
    process.stdout.write(`${(error as NodeJS.ErrnoException).code} ${number}\n`);
    break;
  }
}
truncateSync(path);
file.write('after\n');
process.stdout.write(JSON.stringify(Buffer.from(before + readFileSync(path, 'latin1'), 'latin1').toString()));
