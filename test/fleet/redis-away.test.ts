import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { openFleet } from '../../src/fleet.ts';
import { systemClock } from '../../src/system.ts';
import type { RedisChange } from '../../src/telemetry/logger.ts';
import { Budget } from '../../src/upstream/budget.ts';
import { customId } from '../support/known-transactions.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';
import { openRedisLine, type RedisServer } from '../support/redis.ts';
import { describeWithRedis, redisForFile, SHOP } from './fleets.ts';

/** A gateway whose Redis may be anything; each use of it is made, and none may fail or hang. */
function gateway(url: string, password?: string) {
  const changes: RedisChange[] = [];
  const fleet = openFleet({
    redis: {
      url: new Secret(url),
      password: password === undefined ? undefined : new Secret(password),
      prefix: randomUUID().slice(0, 8),
      replicas: 2,
    },
    clock: systemClock,
    log: { ...QUIET_LOG, redisChanged: (change) => changes.push(change) },
  });
  onTestFinished(() => fleet.close());
  const limits = { capacity: 44, refillPerSecond: 50, concurrency: 64, waiting: 100 };
  const { openBucket, entries, turns } = fleet.account(SHOP);
  const budget = new Budget(limits, systemClock, openBucket);
  const allowances = fleet.allowances(1_000);
  const key = customId('order-1');
  return {
    changes,
    state: () => changes.at(-1)?.isUp,
    async useAll() {
      const signal = new AbortController().signal;
      const latestStart = systemClock.monotonic() + 20_000;
      const priority = () => 'INTERACTIVE' as const;
      const permit = await budget.acquire({ priority, caller: 'clerk', subject: 'one', latestStart, signal });
      permit.release();
      const boarded = await entries.board(key, { signal, priority, deadline: latestStart, isUseful: () => false });
      if (boarded.kind === 'ASK') boarded.land(null);
      entries.forget([key], { key, recordId: null });
      expect(await turns.take(key)).toBe(true);
      expect(allowances.take('clerk', 1)).toBeNull();
      expect(await fleet.replays.note('genstore/my-shop', [randomUUID()])).toBe(false);
    },
  };
}

const USES = 5;

describeWithRedis('a gateway answers on, and finds Redis again,', () => {
  const redis = redisForFile();

  async function usedThroughout({ useAll, state }: ReturnType<typeof gateway>, isUp: boolean) {
    for (let use = 0; use < USES; use += 1) await useAll();
    await expect.poll(state).toBe(isUp);
    for (let use = 0; use < USES; use += 1) await useAll();
  }

  /** What is bad for a while, and how it ends. */
  const bad: ReadonlyArray<readonly [string, (server: RedisServer) => unknown, (server: RedisServer) => unknown]> = [
    ['hung', (server) => server.hang(), (server) => server.goOn()],
    ['killed', (server) => server.kill(), (server) => server.start()],
    [
      'full',
      (server) => server.command('CONFIG', 'SET', 'maxmemory', '1'),
      (server) => server.command('CONFIG', 'SET', 'maxmemory', '0'),
    ],
    [
      'a replica that takes no writes',
      (server) => server.command('REPLICAOF', '127.0.0.1', '1'),
      (server) => server.command('REPLICAOF', 'NO', 'ONE'),
    ],
  ];

  test.each(bad)('while it is %s', async (_name, begin, end) => {
    const one = gateway(redis.url);
    await expect.poll(one.state).toBe(true);
    await begin(redis);
    try {
      await usedThroughout(one, false);
    } finally {
      await end(redis);
    }
    await usedThroughout(one, true);
  });

  test('while it is slow, and for as long as it is', async () => {
    const line = await openRedisLine(redis);
    const one = gateway(line.url);
    await expect.poll(one.state).toBe(true);
    line.delay(500);
    await usedThroughout(one, false);
    line.delay(0);
    await usedThroughout(one, true);
  });

  test('while it comes and goes', async () => {
    const line = await openRedisLine(redis);
    const one = gateway(line.url);
    await expect.poll(one.state).toBe(true);
    for (let again = 0; again < 4; again += 1) {
      line.hang();
      await one.useAll();
      await wait(150);
      line.goOn();
      await one.useAll();
      await wait(150);
    }
    await usedThroughout(one, true);
  });

  test('where it is not there at the start', async () => {
    await redis.kill();
    const one = gateway(redis.url);
    try {
      await usedThroughout(one, false);
      expect(one.changes).toMatchObject([{ isUp: false, reason: 'ECONNREFUSED' }]);
    } finally {
      await redis.start();
    }
    await usedThroughout(one, true);
  });

  test('where the password is wrong, until it is the right one', async () => {
    await redis.command('CONFIG', 'SET', 'requirepass', 'the right one');
    const one = gateway(redis.url, 'a wrong one');
    const other = gateway(redis.url, 'the right one');
    try {
      await usedThroughout(other, true);
      await usedThroughout(one, false);
      expect(one.changes).toMatchObject([{ isUp: false, reason: 'WRONGPASS' }]);
    } finally {
      await redis.commandAs('the right one', 'CONFIG', 'SET', 'requirepass', 'a wrong one');
    }
    await usedThroughout(one, true);
    await redis.commandAs('a wrong one', 'CONFIG', 'SET', 'requirepass', '');
  });

  test('and says so with a place and a code, and nothing of the password', async () => {
    const one = gateway(redis.url.replace('redis://', 'redis://somebody:secret-word@'));
    const two = gateway(redis.url);
    await expect.poll(two.state).toBe(true);
    redis.hang();
    try {
      await usedThroughout(two, false);
    } finally {
      redis.goOn();
    }
    const place = `127.0.0.1:${redis.port}`;
    expect(two.changes).toContainEqual({ redis: place, isUp: false, reason: 'timeout' });
    expect(JSON.stringify([...one.changes, ...two.changes])).not.toMatch(/secret-word|somebody/);
  });
});
