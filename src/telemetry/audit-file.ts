import { closeSync, openSync, writeSync } from 'node:fs';

/** A file that is only ever appended to, and by synchronous writes: a line that was written outlives the process. */
export class AuditFile {
  readonly #path: string;
  #descriptor: number;
  /** What the disk has not taken of a line that it took a part of: without it, the next line would be torn, too. */
  #rest: Buffer | null = null;

  /** @throws where the file cannot be opened for appending. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = opened(path);
  }

  /** @throws where the line is not in the file whole. */
  write(line: string): void {
    if (this.#rest !== null) this.#writeWhole(this.#rest);
    const written = writeSync(this.#descriptor, line);
    if (written < Buffer.byteLength(line)) this.#writeWhole(Buffer.from(line).subarray(written));
  }

  /** Opens the file of that name anew, after somebody has moved the old one away. @throws where it cannot be opened. */
  reopen(): void {
    const old = this.#descriptor;
    this.#descriptor = opened(this.#path);
    // It would begin the new file.
    this.#rest = null;
    closeSync(old);
  }

  #writeWhole(bytes: Buffer): void {
    this.#rest = bytes;
    while (this.#rest.length > 0) this.#rest = this.#rest.subarray(writeSync(this.#descriptor, this.#rest));
    this.#rest = null;
  }
}

function opened(path: string): number {
  return openSync(path, 'a', 0o600);
}
