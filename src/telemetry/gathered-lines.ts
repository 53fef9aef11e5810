import { type DestinationStream, pino } from 'pino';
import type { Clock } from '../domain/clock.ts';

/** Where lines go in the end. */
export interface LineSink {
  write(text: string): void;
  /** Returns when everything is written. */
  flushSync(): void;
}

/**
 * As much as is written at once, in characters: no more may wait here. sonic-boom ends one write in a turn of the event loop
 * and then begins the next, however little is in it: with 16 KiB it fell behind 7,000 lines a second, and held 15 MB after
 * ten seconds. This is more than is said in a turn.
 */
const MOST_WAITING = 262_144;

/** How long a line may wait for others: nobody reads that fast, and a write for each line takes as long as 30 lines. */
const GATHER_MS = 20;

/**
 * Hands on together what is said within a moment. sonic-boom measures all that waits anew with each line, and copies it for
 * that: of 100 provider calls whose replies come together, 8 kB a line.
 */
export class GatheredLines implements DestinationStream {
  readonly #sink: LineSink;
  readonly #clock: Pick<Clock, 'after'>;
  #waiting = '';

  constructor(sink: LineSink, clock: Pick<Clock, 'after'>) {
    this.#sink = sink;
    this.#clock = clock;
  }

  get areWaiting(): boolean {
    return this.#waiting !== '';
  }

  write(line: string): void {
    if (!this.areWaiting) this.#clock.after(GATHER_MS, () => this.#handOn());
    this.#waiting += line;
    if (this.#waiting.length >= MOST_WAITING) this.#handOn();
  }

  /** pino does so after a line that is fatal; and whoever ends the process must. */
  flushSync(): void {
    this.#handOn();
    this.#sink.flushSync();
  }

  #handOn(): void {
    if (!this.areWaiting) return;
    const lines = this.#waiting;
    this.#waiting = '';
    this.#sink.write(lines);
  }
}

/** Written behind, so that a slow reader of the log makes nobody wait; whole, however the process ends by itself. */
export function standardOutput(clock: Pick<Clock, 'after'>): DestinationStream {
  const lines = new GatheredLines(pino.destination({ sync: false }), clock);
  // `process.exit` waits for nothing; pino itself sees to what was handed on.
  process.on('exit', () => {
    if (lines.areWaiting) lines.flushSync();
  });
  return lines;
}
