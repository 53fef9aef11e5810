import type { Clock } from '../domain/clock.ts';
import type { LineSink } from './gathered-lines.ts';
import { type Appended, WholeLines } from './whole-lines.ts';

/** Lets time pass and does nothing else meanwhile, as long as it says. */
export type Pause = (milliseconds: number) => void;

/** How much of the log waits for a slow reader, in bytes: twelve seconds of 1,000 provider calls each. */
const MOST_WAITING = 4 * 1_048_576;
/** How soon they are tried again. */
const RETRY_MS = 20;
/** How soon a line is tried again for which the process stands still. */
const PAUSE_MS = 1;
/**
 * A reader that takes nothing for so long stands still, and is not waited for again until it takes something. A reader that
 * works is away for some milliseconds; and while one line is waited for, nobody is answered and no signal is heard.
 */
const STANDS_STILL_MS = 1_000;
/** How long the end of the process may wait for a reader that is slow: 4 MiB at 0.8 MB a second. */
const END_MS = 5_000;

/**
 * One descriptor for log lines, which must never hold up or end the process, and for audit lines, without which nothing is
 * answered. Two writers would write into one another's lines: a pipe takes long texts in parts.
 */
export class SharedOutput implements LineSink {
  readonly #lines: WholeLines;
  readonly #clock: Clock;
  readonly #pause: Pause;
  /** Log lines for which there was no room, in the pieces in which they came. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isTryingAgain = false;
  /** Lines of the log that are dropped, and of which no line has told. */
  #lost = 0;
  /** Since when the reader has taken nothing; there is room where that is never. */
  #fullSince = Number.POSITIVE_INFINITY;

  constructor({ descriptor, clock, pause }: { descriptor: number; clock: Clock; pause: Pause }) {
    this.#lines = new WholeLines(descriptor);
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Lines of the log: what cannot be written is dropped, and what a slow reader has no room for waits. */
  write(text: string): void {
    const lines = Buffer.from(text);
    // The oldest are kept: they tell how it began.
    if (this.#waitingBytes + lines.length > MOST_WAITING) this.#lost += lineCount(lines);
    else {
      // What was lost came before this.
      if (this.#waiting.length === 0) this.#tellLost();
      this.#waiting.push(lines);
      this.#waitingBytes += lines.length;
    }
    this.#writeWaiting();
  }

  /** A line that must be written now, whole. @throws where it is not; the rest of what was taken in part follows. */
  writeNow(line: string): void {
    let { error, left } = this.#append(Buffer.from(line));
    while (isFull(error) && this.#hasPaused()) ({ error, left } = this.#append(left));
    if (error !== null) throw error;
  }

  /** Writes all that waits before the process ends, unless its reader is too slow for that. */
  end(): void {
    const giveUpAt = this.#clock.monotonic() + END_MS;
    // The rest of a line may wait, and nothing else.
    this.write('');
    while (this.#waiting.length > 0 && this.#clock.monotonic() < giveUpAt && this.#hasPaused()) this.#writeWaiting();
  }

  #writeWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { error, left } = this.#append(next);
      this.#waitingBytes -= next.length - left.length;
      if (error === null) this.#waiting.shift();
      else {
        this.#waiting[0] = left;
        if (isFull(error)) this.#tryAgain();
        else this.#dropWaiting();
        return;
      }
    }
    this.#tellLost();
  }

  #dropWaiting(): void {
    for (const lines of this.#waiting) this.#lost += lineCount(lines);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #tellLost(): void {
    if (this.#lost === 0) return;
    const line = JSON.stringify({ level: 'warn', time: this.#clock.now(), event: 'log_lost', lost: this.#lost });
    const { error, left } = this.#append(Buffer.from(`${line}\n`));
    if (left.length === 0) this.#lost = 0;
    if (isFull(error)) this.#tryAgain();
  }

  #tryAgain(): void {
    if (this.#isTryingAgain) return;
    this.#isTryingAgain = true;
    this.#clock.after(RETRY_MS, () => {
      this.#isTryingAgain = false;
      this.#writeWaiting();
    });
  }

  #append(lines: Buffer): Appended {
    const before = this.#lines.written;
    const appended = this.#lines.append(lines);
    if (!isFull(appended.error)) this.#fullSince = Number.POSITIVE_INFINITY;
    else if (this.#lines.written > before) this.#fullSince = this.#clock.monotonic();
    else this.#fullSince = Math.min(this.#fullSince, this.#clock.monotonic());
    return appended;
  }

  /** False where the reader stands still. */
  #hasPaused(): boolean {
    if (this.#clock.monotonic() - this.#fullSince >= STANDS_STILL_MS) return false;
    this.#pause(PAUSE_MS);
    return true;
  }
}

/** A pipe has no room, and its reader may make some. */
function isFull(error: NodeJS.ErrnoException | null): boolean {
  return error?.code === 'EAGAIN';
}

function lineCount(lines: Buffer): number {
  let count = 0;
  for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) count += 1;
  return count;
}
