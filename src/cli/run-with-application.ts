import { EXIT_CODES } from '../exit-codes.ts';
import { startFailure } from '../start-failure.ts';
import type { CommandHost } from './command-host.ts';
import { type OpenedApplication, openApplication, type ShownScope } from './open-application.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

export interface CommandWork {
  readonly host: CommandHost;
  /** Its name, for the hint at its help. */
  readonly command: string;
  readonly shown: readonly ShownScope[];
  /** Gives the exit code. */
  readonly work: (opened: OpenedApplication) => Promise<number>;
}

/** Opens the application for a command, closes it whatever happens, and says on standard error what went wrong. */
export async function runWithApplication({ host, command, shown, work }: CommandWork): Promise<number> {
  let opened: OpenedApplication;
  try {
    opened = await openApplication(host, shown);
  } catch (error) {
    const { text, exitCode } = startFailure(error);
    host.stderr.write(text);
    return exitCode;
  }
  try {
    return await work(opened);
  } catch (error) {
    if (host.signal.aborted) return EXIT_CODES.interrupted;
    if (error instanceof UsageError) return refuseUsage(host, command, error);
    host.stderr.write(`Paylens failed: ${nameOf(error)}\n`);
    return EXIT_CODES.failed;
  } finally {
    await opened.close();
  }
}

export function refuseUsage({ stderr }: CommandHost, command: string, { message }: Error): number {
  const [sentence = ''] = message.split('. ');
  stderr.write(`paylens ${command}: ${printable(sentence)}\nTry: npx paylens ${command} --help\n`);
  return EXIT_CODES.usage;
}

/** The name and the system's code of an error; its message may quote what somebody sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && /^[A-Z_]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}
