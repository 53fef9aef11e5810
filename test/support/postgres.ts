import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Where Debian's package puts what starts a server; it is in nobody's PATH. */
const FOLDER = '/usr/lib/postgresql';
const USER = 'paylens';
const START_MS = 60_000;

export interface PostgresServer {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** The file of the socket on which it listens: it takes no port. */
  readonly socket: string;
  stop(): Promise<void>;
}

/** The programs of the newest version; undefined where the package is not installed. */
function findPrograms(): string | undefined {
  if (!existsSync(FOLDER)) return undefined;
  return readdirSync(FOLDER)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(FOLDER, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** Why there is no server to test with; null where there is one. */
export function whyNoPostgres(): string | null {
  if (findPrograms() !== undefined) return null;
  const reason = `no PostgreSQL in ${FOLDER}`;
  if (process.env.REQUIRE_POSTGRES === '1') throw new Error(`REQUIRE_POSTGRES=1, but there is ${reason}`);
  process.stdout.write(`Skipped: ${reason}; Debian's package \`postgresql\` has it.\n`);
  return reason;
}

/** PostgreSQL refuses to run as root, so root runs it as the package's own user. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A server of the test's own in a temporary folder. Whoever starts it stops it; it ends with this process at the latest. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms() ?? '';
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'paylens-pg-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = { cwd: folder, env: { PATH: process.env.PATH }, ...user };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...run, stdio: 'pipe' },
  );
  const settings = ['listen_addresses=', 'fsync=off', 'max_connections=60', 'shared_buffers=16MB'];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(server);

  const urlOf = (database: string) => `postgres://${USER}@/${database}?host=${encodeURIComponent(folder)}`;
  let databases = 0;
  return {
    socket: join(folder, '.s.PGSQL.5432'),
    createDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await inDatabase(urlOf('postgres'), (client) => client.query(`create database ${name}`));
      return urlOf(name);
    },
    stop: async () => {
      process.off('exit', kill);
      const ended = once(server, 'exit');
      // At once, without waiting for clients: nothing in it is kept.
      if (server.exitCode === null && server.kill('SIGQUIT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function inDatabase<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`PostgreSQL does not start:\n${log}`)), START_MS);
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)));
  });
}

/** A way to a server that a test can cut or stop; it keeps its port. */
export interface Line {
  readonly port: number;
  /** Ends the connections there are and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps the connections and says nothing more, nor to new ones. */
  hang(): void;
  /** Takes connections again; those that hang go on. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openLine(socket: string): Promise<Line> {
  const ends = new Set<Socket>();
  let isHanging = false;
  const server = createServer((near) => {
    const far = connect(socket);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('error', () => {});
      from.on('data', (bytes) => void to.write(bytes));
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
      if (isHanging) from.pause();
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as { readonly port: number };
  const cut = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const end of ends) end.destroy();
    await closed;
  };
  return {
    port,
    cut,
    hang: () => {
      isHanging = true;
      for (const end of ends) end.pause();
    },
    mend: async () => {
      isHanging = false;
      for (const end of ends) end.resume();
      if (!server.listening) await listen(port);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}
