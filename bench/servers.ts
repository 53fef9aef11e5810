import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApiKey } from '../src/callers/api-key.ts';
import { freePort } from '../test/support/free-port.ts';
import { tailcallConfig } from './peers/tailcall.ts';
import type { Style } from './questions.ts';

/** What a server is asked by, and what it keeps between operations. */
interface Kind {
  readonly style: Style;
  /** Hot questions are for servers that keep something; cold ones for all. */
  readonly keeps: 'nothing' | 'records' | 'answers';
  readonly path?: string;
}

/** A server that is ready to be asked. */
export interface BenchServer extends Kind {
  readonly name: string;
  readonly process: ChildProcess;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Surroundings {
  readonly genstore: string;
  readonly yedpay: string;
  /** For configurations and logs. */
  readonly folder: string;
}

type Start = (name: string, around: Surroundings) => Promise<BenchServer>;

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Servers on one core, those who ask and answer them on the other. */
const PINNED = ['taskset', '-c', '0'];

function peer(file: string, kind: Kind, env: Readonly<Record<string, string>> = {}): Start {
  return async (name, { genstore, yedpay }) => {
    const child = spawn(PINNED[0] as string, [...PINNED.slice(1), process.execPath, join(ROOT, 'bench/peers', file)], {
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', GENSTORE_URL: genstore, YEDPAY_URL: yedpay, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
    return { name, process: child, port, path: '/graphql', headers: {}, ...kind };
  };
}

/** The built gateway as it runs in production: callers with keys, the audit log, the log, every limit. */
export function paylens(dist: string, nodeArguments: readonly string[] = []): Start {
  return async (name, { genstore, yedpay, folder }) => {
    const { key, hash } = createApiKey();
    const own = mkdtempSync(join(folder, 'paylens-'));
    const config = {
      server: { port: 0 },
      // As many calls at once as the peers may make: else those of 400 rows at 20 ms wait for each other.
      limits: { referencesPerMinute: 1_000_000_000, callsInFlight: 256 },
      audit: { file: join(own, 'audit.log') },
      history: { file: join(own, 'history.db') },
      observability: { port: 0 },
      callers: [{ name: 'dashboard', keys: [hash], scopes: ['transactions:read'], accounts: ['*'] }],
      accounts: {
        genstore: [{ shop: 'bench', accessToken: 'bench-token-of-a-shop', plan: 'unlimited', baseUrl: genstore }],
        yedpay: [{ apiKey: 'bench-key-of-a-store', baseUrl: `${yedpay}/v1` }],
      },
    };
    writeFileSync(join(own, 'paylens.yaml'), JSON.stringify(config));
    const log = openSync(join(own, 'gateway.log'), 'w');
    const child = spawn(
      PINNED[0] as string,
      [...PINNED.slice(1), process.execPath, ...nodeArguments, join(dist, 'main.js')],
      {
        cwd: ROOT,
        env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PAYLENS_CONFIG: join(own, 'paylens.yaml') },
        stdio: ['ignore', log, 'inherit'],
      },
    );
    const port = await portInLog(join(own, 'gateway.log'), child);
    const headers = { authorization: `Bearer ${key}` };
    return { name, process: child, port, path: '/graphql', headers, style: 'paylens', keeps: 'records' };
  };
}

/** A file takes the log: a pipe would make this process read it. */
async function portInLog(file: string, child: ChildProcess): Promise<number> {
  while (child.exitCode === null) {
    const found = /http:\/\/[^/]+:(\d+)\/graphql/.exec(readFileSync(file, 'utf8'))?.[1];
    if (found !== undefined) return Number(found);
    await sleep(50);
  }
  throw new Error(`the gateway has ended:\n${readFileSync(file, 'utf8')}`);
}

const TAILCALL = join(ROOT, 'bench/node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall');

function tailcall(isCached: boolean): Start {
  return async (name, { genstore, yedpay, folder }) => {
    const port = await freePort();
    const file = join(folder, `tailcall-${port}.graphql`);
    writeFileSync(file, tailcallConfig({ port, genstore, yedpay, isCached }));
    const child = spawn(PINNED[0] as string, [...PINNED.slice(1), TAILCALL, 'start', file], {
      env: { TAILCALL_LOG_LEVEL: 'error', TAILCALL_TRACKER: 'false' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilListening(port, child);
    const keeps = isCached ? 'records' : 'nothing';
    return { name, process: child, port, path: '/graphql', headers: {}, style: 'aliases', keeps };
  };
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await sleep(50);
  }
  throw new Error('the server has ended');
}

/** Everything that is measured, in the order of the table. The first of each pair is what the others are compared with. */
export const SERVERS: Readonly<Record<string, Start>> = {
  limit: peer('limit.ts', { style: 'plain', keeps: 'nothing' }),
  'limit with a cache': peer('limit.ts', { style: 'plain', keeps: 'records' }, { CACHE: '1' }),
  paylens: paylens(join(ROOT, 'dist')),
  mercurius: peer('mercurius.ts', { style: 'rows', keeps: 'nothing' }),
  'mercurius with mercurius-cache': peer('mercurius.ts', { style: 'list', keeps: 'answers' }, { CACHE: 'answers' }),
  apollo: peer('apollo.ts', { style: 'list', keeps: 'nothing', path: '/' }),
  'apollo with ttl': peer('apollo.ts', { style: 'list', keeps: 'records', path: '/' }, { CACHE: 'source' }),
  'apollo with its response cache': peer(
    'apollo.ts',
    { style: 'list', keeps: 'answers', path: '/' },
    { CACHE: 'answers' },
  ),
  hive: peer('hive.ts', { style: 'aliases', keeps: 'nothing' }),
  tailcall: tailcall(false),
  'tailcall with @cache': tailcall(true),
};
