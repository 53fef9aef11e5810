import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { found, type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { TransactionSource } from '../../src/domain/transaction-source.ts';
import { AccountSeal } from '../../src/redis/account-seal.ts';
import type { Channels } from '../../src/redis/channels.ts';
import { RedisTurns } from '../../src/redis/redis-turns.ts';
import { systemClock } from '../../src/system.ts';
import type { Observation } from '../../src/tracking/watch.ts';
import { Watches } from '../../src/tracking/watches.ts';
import { Budget } from '../../src/upstream/budget.ts';
import { customId, record } from '../support/known-transactions.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { HEALTHY } from '../tracking/watched-account.ts';
import {
  describeEach,
  describeWithRedis,
  joinRedis,
  openInMemory,
  PATIENT,
  redisForFile,
  SHOP,
  untilListening,
} from './fleets.ts';

const KEY = customId('order-1');
const ACCOUNT = { ...SHOP, provider: 'yedpay', name: 'default' };
const INTERVAL_MS = 10_000;
const NO_LIMIT = 1_000_000;
const WATCH_LIMITS = { streams: NO_LIMIT, streamsPerCaller: NO_LIMIT, watchedPerCaller: NO_LIMIT, watched: NO_LIMIT };

/** Who watches: clients of one gateway, or of three on one Redis. The clock is the same for all, and is not the machine's. */
describeEach('the looks at a payment that several watch', (redis) => {
  async function watchers() {
    const clock = new ManualClock(Date.now());
    const looks: number[] = [];
    const provider = { answer: (): LookupOutcome => found(record(KEY, { status: 'PENDING' }), clock.now()) };
    const sourceOf = (gateway: number): TransactionSource => ({
      lookup: async () => {
        looks.push(gateway);
        return provider.answer();
      },
    });
    const prefix = randomUUID().slice(0, 8);
    const gateways = await Promise.all(
      [0, 1, 2].slice(0, redis === null ? 1 : 3).map(async (gateway) => {
        const joined = redis === null ? null : joinRedis(redis, prefix, 3, PATIENT);
        if (joined !== null) await expect.poll(() => joined.changes.at(-1)?.isUp).toBe(true);
        const fleet = joined ?? openInMemory();
        const { turns } = fleet.account(ACCOUNT);
        const watches = new Watches({
          limits: WATCH_LIMITS,
          clock,
          random: () => 0.5,
          lookTimeoutMs: 60_000,
          findAccount: () => ({ source: sourceOf(gateway), status: () => HEALTHY, turns }),
        });
        return { watches, fleet };
      }),
    );
    if (redis !== null) await untilListening(redis, { prefix, channel: 'looks', gateways: 3 });
    const seen: Observation[][] = [[], [], []];
    const leave: Array<(() => void) | undefined> = [];
    // Each when all have heard of the one before: whoever has looked last is the one who looks next.
    for (const [client, observations] of seen.entries()) {
      const here = client % gateways.length;
      const watcher = { minIntervalMs: 1_000, onObservation: (seen: Observation) => observations.push(seen) };
      leave.push(gateways[here]?.watches.join(KEY, watcher));
      const told = seen.map((_, other) => (other > client ? 0 : redis === null ? 1 : client - other + 1));
      await expect.poll(() => seen.map(({ length }) => length)).toEqual(told);
      clock.advance(1);
    }
    expect(looks).toHaveLength(gateways.length);
    /** What all have been told last. */
    const latest = () => seen.map((observations) => observations.at(-1)?.outcome);
    return { clock, looks, provider, gateways, seen, latest, leave };
  }

  test('are one in each interval, and all are told of it', async () => {
    const { clock, looks, provider, latest, gateways } = await watchers();
    for (const fee of ['1.00', '2.00', '3.00']) {
      const outcome = found(record(KEY, { status: 'PENDING', merchantReference: fee }), clock.now());
      provider.answer = () => outcome;
      const before = looks.length;
      clock.advance(INTERVAL_MS);
      await expect.poll(latest).toMatchObject([outcome, outcome, outcome].map(({ transaction }) => ({ transaction })));
      expect(looks.length - before).toBe(1);
    }
    // It stays with the one who began.
    expect(new Set(looks.slice(gateways.length)).size).toBe(1);
  });

  test('are one, too, where it is time for all of them at once', async () => {
    const { clock, looks, provider, latest } = await watchers();
    const before = looks.length;
    const outcome = found(record(KEY, { status: 'PENDING', merchantReference: 'once' }), clock.now());
    provider.answer = () => outcome;
    clock.advance(INTERVAL_MS * 1.25);
    await expect.poll(latest).toMatchObject([outcome, outcome, outcome].map(({ transaction }) => ({ transaction })));
    expect(looks.length - before).toBe(1);
  });

  test('tell all that the provider does not answer', async () => {
    const { clock, provider, latest } = await watchers();
    provider.answer = () => problem('PROVIDER_UNAVAILABLE');
    clock.advance(INTERVAL_MS);
    const failure = { outcome: 'PROVIDER_UNAVAILABLE' };
    await expect.poll(latest).toMatchObject([failure, failure, failure]);
  });

  test('are told to all where one of them is in a hurry', async () => {
    const { looks, provider, latest, gateways, clock } = await watchers();
    const before = looks.length;
    provider.answer = () => found(record(KEY, { status: 'VOIDED' }), clock.now());
    expect(gateways.at(-1)?.watches.hurry(KEY)).toBe(true);
    const voided = { transaction: { status: 'VOIDED' } };
    await expect.poll(latest).toMatchObject([voided, voided, voided]);
    expect(looks.length - before).toBe(1);
  });

  test('end with the last who watches', async () => {
    const { clock, looks, leave, gateways } = await watchers();
    for (const end of leave) end?.();
    const before = looks.length;
    clock.advance(INTERVAL_MS * 3);
    for (const { watches } of gateways) expect(watches.watched).toBe(0);
    expect(looks).toHaveLength(before);
  });
});

/** Each watches 60 payments of a shop that grants 2 calls a second, half of which are for watching. */
describeEach('the budget for watching', (redis) => {
  test('is divided among the gateways once', async () => {
    const count = redis === null ? 1 : 4;
    const prefix = randomUUID().slice(0, 8);
    const gateways = Array.from({ length: count }, () => {
      const fleet = redis === null ? openInMemory() : joinRedis(redis, prefix, count);
      const limits = { capacity: 40, refillPerSecond: 2, concurrency: 64, waiting: 100 };
      const clock = new ManualClock(Date.now());
      const budget = new Budget(limits, systemClock, fleet.account(SHOP).openBucket);
      const watches = new Watches({
        limits: WATCH_LIMITS,
        clock,
        random: () => 0.5,
        lookTimeoutMs: 60_000,
        findAccount: () => ({
          source: { lookup: async (key) => found(record(key, { status: 'PENDING' }), clock.now()) },
          status: () => ({ ...HEALTHY, budget: budget.status() }),
        }),
      });
      return { budget, watches };
    });
    const whole = redis === null ? 40 : 36;
    for (const { budget } of gateways) {
      await expect.poll(() => budget.status()).toMatchObject({ capacity: whole, refillPerSecond: 2 / count });
    }
    for (const { watches } of gateways) {
      const told: Observation[] = [];
      for (let payment = 0; payment < 60; payment += 1) {
        const onObservation = (seen: Observation) => told.push(seen);
        watches.join(customId(`order-${payment}`), { minIntervalMs: 1_000, onObservation });
      }
      await expect.poll(() => told).toHaveLength(60);
      expect(told.map(({ intervalMs }) => intervalMs / 1000)).toEqual(told.map(() => 60 * count));
    }
  });
});

describeWithRedis('what others see', () => {
  const redis = redisForFile();

  test('is told to whoever watches, also after the account was connected anew, and to nobody who has left', async () => {
    const prefix = randomUUID().slice(0, 8);
    const [teller, hearer] = [joinRedis(redis, prefix), joinRedis(redis, prefix)];
    const { turns } = teller.account(ACCOUNT);
    const account = hearer.account(ACCOUNT);
    const told: Record<'stays' | 'leaves', unknown[]> = { stays: [], leaves: [] };
    account.turns.follow(KEY, ({ outcome }) => told.stays.push(outcome));
    const leave = account.turns.follow(customId('order-2'), ({ outcome }) => told.leaves.push(outcome));
    account.leave();
    await untilListening(redis, { prefix, channel: 'looks', gateways: 2 });
    await expect.poll(() => teller.changes.at(-1)?.isUp).toBe(true);
    leave();
    const seen = { outcome: problem('NOT_FOUND'), at: Date.now() };
    for (const key of [customId('order-2'), KEY]) turns.tell(key, seen);
    await expect.poll(() => told.stays).toHaveLength(1);
    expect(told.leaves).toEqual([]);
  });
});

test('turns listen for as long as anybody follows them', () => {
  let listening = 0;
  const channels = {
    listen: () => {
      listening += 1;
      return () => {
        listening -= 1;
      };
    },
  } as unknown as Channels;
  const run = () => Promise.reject(new Error('no Redis here'));
  const parts = { clock: new ManualClock(0), run, prefix: 'paylens', member: 'one', channels };
  const turns = new RedisTurns({ ...parts, seal: new AccountSeal(ACCOUNT) });
  expect(listening).toBe(0);
  const ends = [KEY, KEY, customId('order-2')].map((key) => turns.follow(key, () => {}));
  expect(listening).toBe(1);
  ends[0]?.();
  ends[1]?.();
  expect(listening).toBe(1);
  ends[2]?.();
  ends[2]?.();
  expect(listening).toBe(0);
  turns.follow(KEY, () => {});
  expect(listening).toBe(1);
});
