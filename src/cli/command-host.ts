import type { Environment } from '../config-environment.ts';
import type { Clock } from '../domain/clock.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { systemClock, systemRandom } from '../system.ts';

/** What a command has of the process that it runs in. */
export interface CommandHost {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  /** The process's own where it is left out. */
  readonly environment?: Environment;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborts when somebody ends the command: Ctrl-C. */
  readonly signal: AbortSignal;
}

export function processHost(): CommandHost {
  const ending = new AbortController();
  let signals = 0;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      signals += 1;
      // npx passes on a Ctrl-C that the terminal has sent already, so only a third means now.
      if (signals > 2) process.exit(EXIT_CODES.interrupted);
      ending.abort();
    });
  }
  // Nobody is left to be told that nobody reads.
  process.stderr.on('error', () => {});
  const { stdin, stdout, stderr } = process;
  return { stdin, stdout, stderr, clock: systemClock, random: systemRandom, signal: ending.signal };
}
