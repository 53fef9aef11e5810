import { writeSync } from 'node:fs';

/** What came of appending lines. */
export interface Appended {
  /** Null where they are written, all of them and whole. */
  readonly error: NodeJS.ErrnoException | null;
  /** Those of which nothing is written. */
  readonly left: Buffer;
}

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** A descriptor to which lines are appended by synchronous writes: a line that was written outlives the process. */
export class WholeLines {
  readonly #descriptor: number;
  /** What has not been taken of a line that a part of was taken: without it, the next line would be torn, too. */
  #rest: Buffer = NOTHING;
  #written = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** How many bytes have been taken so far. */
  get written(): number {
    return this.#written;
  }

  /** A line of which a part is taken is never left: its rest is kept here, and comes before anything else. */
  append(lines: Buffer): Appended {
    let left = lines;
    try {
      while (this.#rest.length > 0) this.#rest = this.#writtenFrom(this.#rest);
      while (left.length > 0) left = this.#writtenFrom(left);
      return { error: null, left };
    } catch (error) {
      const begun = lines.length - left.length;
      if (begun > 0 && lines[begun - 1] !== NEWLINE) {
        const end = left.indexOf(NEWLINE) + 1;
        this.#rest = left.subarray(0, end);
        left = left.subarray(end);
      }
      return { error: error as NodeJS.ErrnoException, left };
    }
  }

  #writtenFrom(bytes: Buffer): Buffer {
    const taken = writeSync(this.#descriptor, bytes);
    this.#written += taken;
    return bytes.subarray(taken);
  }
}
