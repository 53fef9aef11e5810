import { ConfigError } from '../config-faults.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { startFailure } from '../start-failure.ts';
import type { CommandHost } from './command-host.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** Runs a command to its exit code: what it throws is said on standard error, in one line or one for each fault. */
export async function runCommand(host: CommandHost, name: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (host.signal.aborted) return EXIT_CODES.interrupted;
    if (error instanceof UsageError || isOfParseArgs(error)) {
      host.stderr.write(`paylens ${name}: ${printable(firstSentence(error))}\nTry: npx paylens ${name} --help\n`);
      return EXIT_CODES.usage;
    }
    if (error instanceof ConfigError) {
      const { text, exitCode } = startFailure(error);
      host.stderr.write(text);
      return exitCode;
    }
    host.stderr.write(`Paylens failed: ${nameOf(error)}\n`);
    return EXIT_CODES.failed;
  }
}

function isOfParseArgs(error: unknown): error is Error {
  return error instanceof Error && ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS_') ?? false);
}

/** Node goes on with advice that does not fit here. */
function firstSentence({ message }: Error): string {
  return message.split('. ', 1)[0] ?? '';
}

/** The name and the system's code of an error; its message may quote what somebody sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && /^[A-Z_]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}
