import { createInterface } from 'node:readline';
import type { TransactionReferenceInput } from '../domain/transaction-reference.ts';
import type { CommandHost } from './command-host.ts';
import type { OpenedApplication } from './open-application.ts';
import { readReferenceArgument } from './reference-argument.ts';
import { UsageError } from './usage-error.ts';

/** Whoever pipes something in has it at hand. */
const INPUT_PATIENCE_MS = 60_000;

export interface ReferenceArguments {
  readonly texts: readonly string[];
  readonly account: string | undefined;
}

/**
 * The references that a command was given, those of standard input included.
 *
 * @throws UsageError where they are none, too many, or name what there is not.
 */
export async function readReferences(
  host: CommandHost,
  { config, operator }: OpenedApplication,
  { texts, account }: ReferenceArguments,
): Promise<readonly TransactionReferenceInput[]> {
  if (texts.length === 0) throw new UsageError('name at least one reference');
  const most = config.limits.references;
  if (texts.length > most) throw new UsageError(`at most ${most} references at once (limits.references)`);
  const read = texts.map((text) => readReferenceArgument(text, { accounts: operator.accounts, account }));
  const lines = await readLines(host, read.filter(({ readsInput }) => readsInput).length);
  let next = 0;
  return read.map(({ readsInput, withInput }) => withInput(readsInput ? (lines[next++] ?? '') : ''));
}

async function readLines({ stdin, signal, clock }: CommandHost, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  // Typed into a terminal, it would stay on the screen.
  if (stdin.isTTY) throw new UsageError('"-" is read from standard input: pipe it in');
  const patience = new AbortController();
  const cancelTimer = clock.after(INPUT_PATIENCE_MS, () => patience.abort());
  const input = createInterface({ input: stdin, signal: AbortSignal.any([signal, patience.signal]) });
  const lines: string[] = [];
  try {
    for await (const line of input) {
      if (line.trim() !== '') lines.push(line.trim());
      if (lines.length === count) return lines;
    }
  } finally {
    cancelTimer();
    input.close();
  }
  throw new UsageError(`standard input has ${lines.length} of the ${count} lines that "-" stands for`);
}
