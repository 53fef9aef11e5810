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
  /** Of the references that name none. */
  readonly account: string | undefined;
}

/** References that are whole but for what only the configuration knows. */
export type ReadReferences = (opened: OpenedApplication) => readonly TransactionReferenceInput[];

/**
 * Reads the references of a command, those of standard input included, before anything is opened.
 *
 * @throws UsageError where there are none, or not what the command takes; the result, where there are too many or one is
 * of an account that there is not.
 */
export async function readReferences(
  host: CommandHost,
  { texts, account }: ReferenceArguments,
): Promise<ReadReferences> {
  if (texts.length === 0) throw new UsageError('name at least one reference');
  const read = texts.map(readReferenceArgument);
  const lines = await readLines(host, read.filter(({ readsInput }) => readsInput).length);
  return ({ config, operator: { accounts } }) => {
    const most = config.limits.references;
    if (read.length > most) throw new UsageError(`at most ${most} references at once (limits.references)`);
    const unread = lines.values();
    return read.map(({ readsInput, toReference }) => {
      const line = readsInput ? (unread.next().value ?? '') : '';
      return toReference({ accounts, account, line });
    });
  };
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
