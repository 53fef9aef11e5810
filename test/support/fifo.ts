import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A pipe with a name, at whose end a test reads as much as it likes, when it likes. */
export interface Fifo {
  readonly path: string;
  /** As much as is there now, up to so many bytes. */
  readonly read: (bytes?: number) => string;
  /** Nobody reads any more. */
  readonly leave: () => void;
  /** A reader comes again. */
  readonly comeBack: () => void;
}

export function openFifo(): Fifo {
  const folder = mkdtempSync(join(tmpdir(), 'paylens-fifo-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  // Else it would wait for somebody who writes.
  const opened = () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let descriptor: number | null = opened();
  const leave = () => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  onTestFinished(leave);
  return {
    path,
    read: (bytes = Number.POSITIVE_INFINITY) => (descriptor === null ? '' : readFrom(descriptor, bytes)),
    leave,
    comeBack: () => {
      descriptor = opened();
    },
  };
}

/** Tests write ASCII, so no character is cut in two. */
function readFrom(descriptor: number, bytes: number): string {
  const buffer = Buffer.alloc(65_536);
  let text = '';
  try {
    while (text.length < bytes) {
      const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, bytes - text.length), null);
      if (count === 0) break;
      text += buffer.toString('latin1', 0, count);
    }
  } catch (error) {
    // Empty, and somebody may write yet.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
  return text;
}
