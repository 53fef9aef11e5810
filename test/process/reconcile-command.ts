import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { reconcile } from '../../src/cli/reconcile.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { systemClock } from '../../src/system.ts';
import { BULK_HEADER, BULK_RULES, bulkRow, shopAt, temporaryFolder, writeBooks } from '../support/books.ts';
import { simulateBulk } from '../support/bulk-payments.ts';

/** A simulated shop, and books with its payments from 1 to `count`. */
export async function startBulk(count: number, rows: (n: number) => string = bulkRow) {
  const simulator = await startSimulator({ simulate: simulateBulk, now: systemClock.now });
  onTestFinished(() => simulator.close());
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const files = writeBooks(temporaryFolder(), {
    books: BULK_HEADER + numbers.map(rows).join(''),
    rules: BULK_RULES,
    config: shopAt(simulator.origin),
  });
  const argsFor = (report: string) => [files.books, '--rules', files.rules, '--out', join(files.folder, report)];
  return {
    simulator,
    numbers,
    ...files,
    argsFor,
    read: (name: string) => readFileSync(join(files.folder, name), 'utf8'),
  };
}

export interface CommandEnding {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in this process, as a terminal would run it. */
export async function runReconcile(
  args: readonly string[],
  config: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandEnding> {
  const stdout = new PassThrough();
  const written = { stdout: '', stderr: '' };
  stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  const code = await reconcile(args, {
    stdin: new PassThrough(),
    stdout,
    stderr: {
      write: (text) => {
        written.stderr += text;
      },
    },
    environment: config === '' ? {} : { PAYLENS_CONFIG: config },
    clock: systemClock,
    random: () => 0.5,
    signal,
  });
  return { code, ...written };
}
