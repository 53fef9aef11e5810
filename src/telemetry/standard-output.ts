import { constants, fstatSync, openSync } from 'node:fs';
import type { DestinationStream } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { AuditDestination } from './audit-log.ts';
import { GatheredLines } from './gathered-lines.ts';
import { type Pause, SharedOutput } from './shared-output.ts';

const STANDARD_OUTPUT = 1;

export interface StandardOutput {
  readonly log: DestinationStream;
  readonly audit: AuditDestination;
  /** For people who look on: it does not matter whether anybody can read it. */
  readonly print: (text: string) => void;
}

/** Nobody else may write to standard output: lines of two writers get into one another. */
export function openStandardOutput(clock: Clock, pause: Pause): StandardOutput {
  const output = new SharedOutput({ descriptor: withoutBlocking(STANDARD_OUTPUT), clock, pause });
  const log = new GatheredLines(output, clock);
  process.on('exit', () => {
    log.flushSync();
    output.end();
  });
  return { log, audit: { write: (line) => output.writeNow(line) }, print: (text) => output.write(text) };
}

/**
 * A write to a full pipe stops the process until somebody reads, deaf to SIGTERM. The mode of a descriptor is shared with all
 * who have the pipe, so the pipe is opened anew. Where that fails (no Linux, no right to, nobody reads) it stays as it is. So does
 * what is no pipe: a file has no reader that could stand still, and a socket cannot be opened so.
 */
function withoutBlocking(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor;
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return descriptor;
  }
}
