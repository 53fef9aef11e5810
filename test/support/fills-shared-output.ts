import { openSync, readFileSync, truncateSync } from 'node:fs';
import { systemClock, systemPause } from '../../src/system.ts';
import { SharedOutput } from '../../src/telemetry/shared-output.ts';

// Run under a limit on the size of files, which stands for a disk that is full in the middle of a line.
const path = process.argv[2] ?? '';
const output = new SharedOutput({ descriptor: openSync(path, 'a'), clock: systemClock, pause: systemPause });
const line = (number: number) => `line ${number} ${'支'.repeat(100)}\n`;
output.write(Array.from({ length: 10 }, (_, index) => line(index + 1)).join(''));
const before = readFileSync(path, 'latin1');
truncateSync(path);
output.write('after\n');
process.stdout.write(JSON.stringify(Buffer.from(before + readFileSync(path, 'latin1'), 'latin1').toString()));
