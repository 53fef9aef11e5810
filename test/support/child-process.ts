import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

/** The project's root, where npm runs its scripts. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Generous, because nothing here is about speed: shared cores can stand still for seconds. */
const PATIENCE_MS = 45_000;

export interface ChildOptions {
  /** Beside PATH and HOME, which is all that a child gets from this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Ending {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process and all that it starts. They end with the test, also where it fails or its time runs out. */
export interface Child {
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves once stdout has this; rejects where the process ends before. */
  untilOutput(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves once the process has ended and its output is read. */
  untilEnd(): Promise<Ending>;
  signal(name: NodeJS.Signals): void;
  /** As a terminal does on Ctrl-C: to the process and to everything that it has started. */
  signalGroup(name: NodeJS.Signals): void;
  /** Whether anything of its process group still runs. */
  hasProcesses(): boolean;
}

/** `node`, in the version that runs the tests. */
export function startNode(args: readonly string[], options?: ChildOptions): Child {
  return start(process.execPath, args, options);
}

/** `npm` as somebody runs it from a shell: with the system's Node, and without what an outer `npm test` has set. */
export function startNpm(args: readonly string[], options?: ChildOptions): Child {
  return start('npm', args, options);
}

/** `npx`, in the same way; a command that is not here is not looked for elsewhere. */
export function startNpx(args: readonly string[], { env, ...options }: ChildOptions = {}): Child {
  return start('npx', args, { ...options, env: { ...env, npm_config_offline: 'true' } });
}

/** Any other program, such as a shell. */
export function startProgram(command: string, args: readonly string[], options?: ChildOptions): Child {
  return start(command, args, options);
}

function start(command: string, args: readonly string[], { env = {}, cwd = ROOT }: ChildOptions = {}): Child {
  const child = spawn(command, args, {
    cwd,
    env: { ...shellEnvironment(), ...env },
    // A process group of its own, so that it can be ended with all its children.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const ended = once(child, 'close').then(
    ([code, signal]: unknown[]): Ending => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      ...texts,
    }),
  );
  onTestFinished(async () => {
    signalGroup(child, 'SIGKILL');
    await ended;
  });

  return {
    get stdout() {
      return texts.stdout;
    },
    get stderr() {
      return texts.stderr;
    },
    untilOutput: (pattern) => untilOutput(child, texts, pattern),
    untilEnd: () => ended,
    signal: (name) => void child.kill(name),
    signalGroup: (name) => void signalGroup(child, name),
    hasProcesses: () => signalGroup(child, 0),
  };
}

/** False where the group has no process. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function untilOutput(
  child: ChildProcess,
  texts: Readonly<Record<'stdout' | 'stderr', string>>,
  pattern: RegExp,
): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = texts.stdout.match(pattern);
      if (match !== null) finish(() => resolve(match));
    };
    const giveUp = (why: string) => () =>
      finish(() => reject(new Error(`${why} before ${pattern}:\n${texts.stdout}\n${texts.stderr}`)));
    const ended = giveUp('the process ended');
    const timer = setTimeout(giveUp('time ran out'), PATIENCE_MS);
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.stdout?.off('data', look);
      child.off('close', ended);
      settle();
    };
    child.stdout?.on('data', look);
    child.once('close', ended);
    look();
  });
}

/**
 * What a login shell has. The caller's own settings (PAYLENS_, npm_, NODE_OPTIONS, VITEST) would decide the tests, and
 * `node_modules/.bin`, which npm and `.ci/run` put first, would hide which Node the system has.
 */
function shellEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  const path = PATH.split(delimiter).filter((folder) => !/node_modules[\\/]/.test(folder));
  return { PATH: path.join(delimiter), HOME };
}

/** What the banner says of a gateway that runs. */
export interface Banner {
  readonly text: string;
  /** Where GraphQL and GraphiQL are. */
  readonly endpoint: string;
  readonly simulators: readonly string[];
}

/** Waits until a gateway listens, for the nth time; PAYLENS_PORT=0 lets it take a free port, which its banner names. */
export async function untilBanner(child: Child, nth = 1): Promise<Banner> {
  await child.untilOutput(new RegExp(`(?:Ctrl-C ends everything\\.\\n[\\s\\S]*){${nth}}`));
  const text = child.stdout.slice(child.stdout.lastIndexOf('Paylens is running'));
  const endpoint = text.match(/GraphQL and GraphiQL +(\S+)\n/)?.[1] ?? '';
  const simulators = [...text.matchAll(/Simulated \w+ +(http\S+)\n/g)].map(([, origin = '']) => origin);
  return { text, endpoint, simulators };
}

/** Whether somebody listens at the URL; that it answers with an error counts, too. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    if (cause?.code === 'ECONNREFUSED') return false;
    throw error;
  }
}

/** A process group is empty a moment after its leader has ended: who started the last process must take note of it. */
export async function expectNothingLeft(child: Child, urls: readonly string[]): Promise<void> {
  await expect.poll(() => child.hasProcesses(), { timeout: PATIENCE_MS }).toBe(false);
  for (const url of urls) expect([url, await answers(url)]).toEqual([url, false]);
}

/** Two free ports in a row, below those that the system hands out for port 0. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    const taken = await Promise.all([port, port + 1].map((each) => answers(`http://127.0.0.1:${each}/`)));
    if (!taken.includes(true)) return port;
  }
}

/** The sources and the contract files in a folder of the test's own, for what would change the working tree. */
export function copyTree(): string {
  const path = mkdtempSync(join(tmpdir(), 'paylens-tree-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const name of ['package.json', 'src', 'schema']) cpSync(join(ROOT, name), join(path, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
  return path;
}
