import { closeSync, openSync } from 'node:fs';
import { WholeLines } from './whole-lines.ts';

/** A file that is only ever appended to. */
export class AuditFile {
  readonly #path: string;
  #descriptor: number;
  #lines: WholeLines;

  /** @throws where the file cannot be opened for appending. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = opened(path);
    this.#lines = new WholeLines(this.#descriptor);
  }

  /** @throws where the line is not in the file whole. */
  write(line: string): void {
    const { error } = this.#lines.append(Buffer.from(line));
    if (error !== null) throw error;
  }

  /** Opens the file of that name anew, after somebody has moved the old one away. @throws where it cannot be opened. */
  reopen(): void {
    const old = this.#descriptor;
    this.#descriptor = opened(this.#path);
    // The rest of a line that is in the old file in part would begin the new one.
    this.#lines = new WholeLines(this.#descriptor);
    closeSync(old);
  }
}

function opened(path: string): number {
  return openSync(path, 'a', 0o600);
}
