import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createConnection, createServer, type Socket } from 'node:net';
import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

const START_MS = 60_000;

/** Why there is no server to test with; null where there is one. */
export function whyNoRedis(): string | null {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    const reason = 'no redis-server on the PATH';
    if (process.env.REQUIRE_REDIS === '1') throw new Error(`REQUIRE_REDIS=1, but there is ${reason}`);
    process.stdout.write(`Skipped: ${reason}; Debian's package \`redis-server\` has it.\n`);
    return reason;
  }
}

/** A server of the test's own, which keeps its port when it is killed and started again. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  start(...settings: readonly string[]): Promise<void>;
  /** At once, as a machine dies; what it held is gone. */
  kill(): Promise<void>;
  /** Connections stay, and nothing is answered. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
  /** As anybody with access to it could ask. */
  command(...words: readonly string[]): Promise<unknown>;
  commandAs(password: string, ...words: readonly string[]): Promise<unknown>;
}

/** Whoever starts it stops it; it ends with this process at the latest. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const killNow = () => void server?.kill('SIGKILL');
  process.once('exit', killNow);

  const start = async (...more: readonly string[]) => {
    // Nothing on a disk: what a test leaves in it is gone with it.
    const fixed = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', [...fixed, ...settings, ...more], { stdio: 'ignore' });
    server = child;
    await untilOpen(child, port);
  };
  const kill = async () => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    hang: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
    stop: async () => {
      process.off('exit', killNow);
      await kill();
    },
    command: (...words) => commandAt(port, words),
    commandAs: (password, ...words) => commandAt(port, words, password),
  };
}

async function commandAt(port: number, words: readonly string[], password?: string): Promise<unknown> {
  const client = createClient({
    url: `redis://127.0.0.1:${port}`,
    RESP: 2,
    ...(password !== undefined && { password }),
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}

async function untilOpen(server: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (server.exitCode === null && Date.now() < deadline) {
    const socket = createConnection(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`redis-server does not start on port ${port}`);
}

/** A way to a Redis that a test can make bad, for one gateway alone. */
export interface RedisLine {
  readonly url: string;
  /** Connections stay, and what is sent waits until it goes on. */
  hang(): void;
  goOn(): void;
  /** Every answer comes so much later. */
  delay(milliseconds: number): void;
}

export async function openRedisLine(redis: RedisServer): Promise<RedisLine> {
  const ends = new Set<Socket>();
  let isHanging = false;
  let lateMs = 0;
  const server = createServer((near) => {
    const far = connect(redis.port, '127.0.0.1');
    const pipe = (from: Socket, to: Socket, late: () => number) => {
      ends.add(from);
      if (isHanging) from.pause();
      from.on('error', () => {});
      from.on('data', (bytes) => void setTimeout(() => to.write(bytes), late()));
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    };
    pipe(near, far, () => 0);
    pipe(far, near, () => lateMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const end of ends) end.destroy();
    server.close();
  });
  const { port } = server.address() as { readonly port: number };
  return {
    url: `redis://127.0.0.1:${port}`,
    hang: () => {
      isHanging = true;
      for (const end of ends) end.pause();
    },
    goOn: () => {
      isHanging = false;
      for (const end of ends) end.resume();
    },
    delay: (milliseconds) => {
      lateMs = milliseconds;
    },
  };
}
