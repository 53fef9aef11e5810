import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { type Fleet, type FleetAccount, openFleet } from '../../src/fleet.ts';
import { systemClock } from '../../src/system.ts';
import type { RedisChange } from '../../src/telemetry/logger.ts';
import { QUIET_LOG } from '../support/quiet-log.ts';
import { type RedisServer, startRedis, whyNoRedis } from '../support/redis.ts';

export const SHOP: FleetAccount = {
  provider: 'genstore',
  name: 'my-shop',
  credential: new Secret('shpat_0123456789abcdef'),
  settings: '',
};

/** One server for all tests of a file. */
export function redisForFile(...settings: readonly string[]): RedisServer {
  const server = {} as RedisServer;
  let running: RedisServer | null = null;
  beforeAll(async () => {
    running = await startRedis(...settings);
    Object.assign(server, running);
  });
  afterAll(() => running?.stop());
  return server;
}

/** A Redis that is late is no matter of the test, and never so late that its connections fall silent. */
export const PATIENT: Clock = {
  now: () => systemClock.now(),
  monotonic: () => 0,
  after: (milliseconds, callback) => systemClock.after(Math.max(milliseconds, 2_000), callback),
};

export interface TestFleet extends Fleet {
  readonly changes: readonly RedisChange[];
}

/** A gateway's part of a fleet, on real time; `prefix` says which gateways belong together. */
export function joinRedis(
  redis: Pick<RedisServer, 'url'>,
  prefix: string = randomUUID().slice(0, 8),
  replicas = 2,
  clock: Clock = systemClock,
): TestFleet {
  const changes: RedisChange[] = [];
  const fleet = openFleet({
    redis: { url: new Secret(redis.url), prefix, replicas },
    clock,
    log: { ...QUIET_LOG, redisChanged: (change) => changes.push(change) },
  });
  onTestFinished(() => fleet.close());
  return Object.assign(fleet, { changes });
}

const reason = whyNoRedis();

/** What needs a Redis, or is skipped with the reason that was printed. */
export const describeWithRedis = describe.skipIf(reason !== null);

/** Each promise over each adapter; no Redis means in memory. */
export function describeEach(name: string, suite: (redis: RedisServer | null) => void): void {
  describe(`${name}, in memory`, () => suite(null));
  describeWithRedis(`${name}, on Redis`, () => suite(redisForFile()));
}

export function openInMemory(): Fleet {
  return openFleet({ redis: undefined, clock: systemClock, log: QUIET_LOG });
}

/** Gateways connect twice: for commands, and to hear of others. What is said before is not heard. */
export async function untilListening(
  redis: RedisServer,
  { prefix, channel, gateways }: { readonly prefix: string; readonly channel: string; readonly gateways: number },
): Promise<void> {
  const name = `${prefix}:${channel}`;
  await expect.poll(() => redis.command('PUBSUB', 'NUMSUB', name)).toEqual([name, gateways]);
}
