import { PassThrough, Readable } from 'node:stream';
import type { CommandHost } from '../../src/cli/command-host.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { systemClock } from '../../src/system.ts';

/** Whoever runs the tests may have asked for colour or for none; here the stream alone decides. */
delete process.env.FORCE_COLOR;
delete process.env.NO_COLOR;

type Command = (args: readonly string[], host: CommandHost) => Promise<number>;

export interface CommandOptions {
  /** PAYLENS_ variables; without any, everything is simulated. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** What is piped in; absent, standard input is a terminal. */
  readonly input?: string;
  /** Columns of the terminal that it prints to; absent, it prints to a file. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Given each text as it is written; what it throws is what the stream fails with. */
  readonly onOutput?: (text: string) => void;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const SIMULATED_NOTICE =
  'All data is SIMULATED: no account is configured, and no provider is asked. See docs/configuration.md.\n';

/** A command as the process runs it, over the real application and real HTTP, without the second that a process takes. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  { environment = {}, clock = systemClock, input, columns, signal, onOutput = () => {} }: CommandOptions = {},
): Promise<CommandResult> {
  let [stdout, stderr] = ['', ''];
  const output = new PassThrough({
    transform(chunk, _encoding, done) {
      try {
        onOutput(String(chunk));
        stdout += String(chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  const stdin = Object.assign(Readable.from(input === undefined ? [] : [input]), { isTTY: input === undefined });
  const terminal = columns === undefined ? {} : { isTTY: true, columns, getColorDepth: () => 4 };
  const code = await command(args, {
    stdin,
    stdout: Object.assign(output, terminal),
    stderr: {
      write(text) {
        stderr += text;
      },
    },
    environment,
    clock,
    random: () => 0.5,
    signal: signal ?? new AbortController().signal,
  });
  return { code, stdout, stderr };
}
