import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Priority } from '../../src/domain/priority.ts';
import type { Fleet, SharedAccount } from '../../src/fleet.ts';
import { systemClock } from '../../src/system.ts';
import { Budget } from '../../src/upstream/budget.ts';
import type { Permit } from '../../src/upstream/permit.ts';
import type { TokenBucketLimits } from '../../src/upstream/token-bucket.ts';
import { openRedisLine } from '../support/redis.ts';
import { describeEach, describeWithRedis, joinRedis, openInMemory, redisForFile, SHOP } from './fleets.ts';

/** What gateways give out together of 44 calls: a tenth is kept. */
const COMMON = 40;
const NO_REFILL = { capacity: 44, refillPerSecond: 0.000_1 };
const QUICK_REFILL = { ...NO_REFILL, refillPerSecond: 100 };

function budgetOf(fleet: Fleet, limits: TokenBucketLimits = NO_REFILL): Budget {
  return budgetOver(fleet.account(SHOP), limits);
}

function budgetOver({ openBucket }: SharedAccount, limits: TokenBucketLimits): Budget {
  return new Budget({ ...limits, concurrency: 64, waiting: 2_000 }, systemClock, openBucket);
}

/** As many permits as are there within the patience, each call over at once. */
async function spend(budget: Budget, wanted: number, patience = 400, priority: Priority = 'INTERACTIVE') {
  const asked = Array.from({ length: wanted }, async (_, index) => {
    const permit = await budget.acquire({
      priority: () => priority,
      caller: 'clerk',
      subject: `subject ${index}`,
      latestStart: systemClock.monotonic() + patience,
      signal: new AbortController().signal,
    });
    permit.release();
    return permit;
  });
  const settled = await Promise.allSettled(asked);
  return settled.flatMap((each): Permit[] => (each.status === 'fulfilled' ? [each.value] : []));
}

const available = (budget: Budget) => budget.status().available;

/** Redis connects by itself; until then the gateway has its own share. */
const untilWhole = (budget: Budget, capacity = COMMON) => expect.poll(() => budget.status().capacity).toBe(capacity);

describeEach('the tokens of an account', (redis) => {
  /** The provider's, of which one gateway alone has all. */
  const limitsOf = ({ capacity, refillPerSecond }: TokenBucketLimits) =>
    redis === null ? { capacity: COMMON, refillPerSecond } : { capacity, refillPerSecond };
  const open = (limits = NO_REFILL) => budgetOf(redis === null ? openInMemory() : joinRedis(redis), limitsOf(limits));
  /** A reply that says how many of the 40 are left. */
  const reply = (budget: Budget, left: number, limits = NO_REFILL) => {
    const { capacity } = limitsOf(limits);
    budget.observe(COMMON - left, capacity);
  };

  test('are as many as the bucket holds, and not one more', async () => {
    const budget = open();
    await untilWhole(budget);
    expect(await spend(budget, 50)).toHaveLength(40);
    expect(await spend(budget, 5)).toHaveLength(0);
    expect(budget.status()).toMatchObject({ spent: 40, available: 0, waiting: 0 });
  });

  test('come back as fast as the bucket refills', async () => {
    const budget = open(QUICK_REFILL);
    await untilWhole(budget);
    expect(await spend(budget, 100, 10_000)).toHaveLength(100);
    await expect.poll(() => available(budget)).toBe(40);
  });

  test('are there again after a call that was not made', async () => {
    const budget = open();
    await untilWhole(budget);
    await spend(budget, 39);
    const permit = await budget.acquire({
      priority: () => 'INTERACTIVE',
      caller: 'clerk',
      subject: 'the last one',
      latestStart: systemClock.monotonic() + 400,
      signal: new AbortController().signal,
    });
    expect(await spend(budget, 1)).toHaveLength(0);
    permit.refund();
    await expect.poll(() => available(budget)).toBe(1);
    expect(await spend(budget, 2)).toHaveLength(1);
  });

  test('are fewer as soon as the provider says so, and never more', async () => {
    const budget = open();
    await untilWhole(budget);
    reply(budget, 5);
    expect(available(budget)).toBe(5);
    reply(budget, 40);
    expect(await spend(budget, 10)).toHaveLength(5);
  });

  test('that the provider has fewer of than we thought fit a smaller bucket', async () => {
    const budget = open(QUICK_REFILL);
    await untilWhole(budget);
    budget.observe(0, redis === null ? 20 : 22);
    await untilWhole(budget, 20);
    await expect.poll(() => available(budget)).toBe(20);
  });

  test('are none while the provider has told us to wait', async () => {
    const budget = open(QUICK_REFILL);
    await untilWhole(budget);
    budget.freeze(60);
    expect(await spend(budget, 3)).toHaveLength(0);
    expect(budget.status()).toMatchObject({ available: 0, frozenSeconds: 60 });
  });

  test('are left to those who wait by those who do not', async () => {
    const budget = open();
    await untilWhole(budget);
    expect(await spend(budget, 40, 400, 'BACKGROUND')).toHaveLength(30);
    expect(await spend(budget, 40, 400, 'WATCH')).toHaveLength(6);
    expect(await spend(budget, 40)).toHaveLength(4);
  });
});

describeWithRedis('the tokens of three gateways', () => {
  const redis = redisForFile();

  async function gateways(count: number, limits = NO_REFILL) {
    const prefix = randomUUID().slice(0, 8);
    const fleets = Array.from({ length: count }, () => joinRedis(redis, prefix, count));
    const budgets = fleets.map((fleet) => budgetOf(fleet, limits));
    for (const budget of budgets) await untilWhole(budget);
    // Whoever has heard of all promises its part.
    for (const budget of budgets) {
      const part = () => budget.status().refillPerSecond ?? 0;
      await expect.poll(() => Math.round(limits.refillPerSecond / part())).toBe(count);
    }
    return { prefix, fleets, budgets };
  }

  const total = (spent: readonly (readonly unknown[])[]) => spent.reduce((sum, permits) => sum + permits.length, 0);

  test('are one bucket: all of them together get what one would', async () => {
    const { budgets } = await gateways(3);
    expect(total(await Promise.all(budgets.map((budget) => spend(budget, 30))))).toBe(40);
  });

  test('are all there for one that has use for them', async () => {
    const {
      budgets: [first],
    } = await gateways(3);
    expect(await spend(first as Budget, 41)).toHaveLength(40);
  });

  test('are none for all while the provider has told one to wait', async () => {
    const {
      budgets: [first, second],
    } = await gateways(2);
    first?.freeze(60);
    // What the other one had asked for before that was told is still given.
    await expect.poll(async () => (await spend(second as Budget, 3)).length).toBe(0);
    expect(second?.status().frozenSeconds).toBeGreaterThan(0);
  });

  test('are fewer for all as soon as the provider tells one', async () => {
    const {
      budgets: [first, second],
    } = await gateways(2);
    first?.observe(38, 44);
    // Redis takes what one connection says in its order: with this answer, the other has been heard.
    expect(await spend(first as Budget, 1)).toHaveLength(1);
    expect(await spend(second as Budget, 9)).toHaveLength(1);
  });

  test('are a part of the bucket for each while Redis is away, and together no more than there were', async () => {
    const { budgets } = await gateways(3);
    await spend(budgets[0] as Budget, 4);
    redis.hang();
    try {
      // Each its part of what is kept; and half of the 36 to 40 that it has seen last, in three parts.
      const atOnce = await Promise.all(budgets.map((budget) => spend(budget, 10, 300)));
      expect(atOnce.map((permits) => permits.length)).toEqual([1, 1, 1]);
      const spent = await Promise.all(budgets.map((budget) => spend(budget, 40, 3_000)));
      for (const permits of spent) expect([6, 7]).toContain(permits.length);
      expect(budgets[0]?.status().capacity).toBe(13);
    } finally {
      redis.goOn();
    }
    for (const budget of budgets) await untilWhole(budget);
    // What the shares have left is what the bucket has.
    await expect.poll(() => available(budgets[0] as Budget)).toBe(0);
    expect(total(await Promise.all(budgets.map((budget) => spend(budget, 10))))).toBe(0);
  });

  test('pay for what one of them has spent while Redis was away for it alone', async () => {
    const prefix = randomUUID().slice(0, 8);
    const line = await openRedisLine(redis);
    const [first, second] = [budgetOf(joinRedis(line, prefix)), budgetOf(joinRedis(redis, prefix))];
    for (const budget of [first, second]) await untilWhole(budget);
    line.hang();
    expect(await spend(first, 10, 500)).toHaveLength(2);
    line.goOn();
    await untilWhole(first);
    // The third one was ordered, and came when nobody waited for it any more.
    await expect.poll(() => available(second)).toBe(37);
    expect(await spend(second, 60)).toHaveLength(37);
  });

  test('begin with what a gateway knows, where Redis has lost them', async () => {
    const { budgets } = await gateways(3);
    await spend(budgets[1] as Budget, 38);
    // Each of them: what one that has not heard of it would begin with is its part of all there were.
    for (const budget of budgets) await expect.poll(() => available(budget)).toBe(2);
    await redis.kill();
    await redis.start();
    for (const budget of budgets) await untilWhole(budget);
    expect(total(await Promise.all(budgets.map((budget) => spend(budget, 10))))).toBeLessThanOrEqual(2);
  });

  test('are as many as another plan says, once every gateway has it', async () => {
    const prefix = randomUUID().slice(0, 8);
    for (const [capacity, common] of [
      [44, 40],
      [440, 396],
      [44, 40],
    ] as const) {
      const fleet = joinRedis(redis, prefix);
      await untilWhole(budgetOf(fleet, { ...NO_REFILL, capacity }), common);
      await expect.poll(() => redis.command('KEYS', `${prefix}:*:bucket`)).toHaveLength(1);
      fleet.close();
    }
  });

  test.each([
    ['the smaller one first', [0, 1]],
    ['the larger one first', [1, 0]],
  ])('are those of the smaller plan and of its refill while gateways have two, %s', async (_name, order) => {
    const prefix = randomUUID().slice(0, 8);
    const plans = [NO_REFILL, { capacity: 440, refillPerSecond: 100 }];
    const joined = new Map<number, { readonly fleet: Fleet; readonly budget: Budget }>();
    for (const plan of order) {
      const fleet = joinRedis(redis, prefix);
      const budget = budgetOf(fleet, plans[plan] ?? NO_REFILL);
      joined.set(plan, { fleet, budget });
      const smallest = Math.min(...joined.keys());
      await untilWhole(budget, smallest === 0 ? COMMON : 396);
    }
    const [small, large] = [joined.get(0), joined.get(1)];
    if (small === undefined || large === undefined) throw new Error('both have joined');
    await untilWhole(large.budget);
    const spent = await Promise.all([small.budget, large.budget].map((budget) => spend(budget, 100, 2_000)));
    expect(total(spent)).toBe(COMMON);
    small.fleet.close();
    await untilWhole(large.budget, 396);
    expect(await spend(large.budget, 100, 10_000)).toHaveLength(100);
  });

  test("are what is left of the provider's own bucket, where the plan says ten times as many", async () => {
    const budget = budgetOf(joinRedis(redis), { ...NO_REFILL, capacity: 440 });
    await untilWhole(budget, 396);
    budget.observe(0, 44);
    await untilWhole(budget, COMMON);
  });

  test('stay as few as the provider has said, whoever joins with the same plan and whenever', async () => {
    const prefix = randomUUID().slice(0, 8);
    const budget = budgetOf(joinRedis(redis, prefix));
    await untilWhole(budget);
    budget.observe(0, 33);
    const [key = ''] = (await redis.command('KEYS', `${prefix}:*:bucket`)) as string[];
    await expect.poll(() => redis.command('HGET', key, 'size')).toBe('30');
    // As if nobody had been there for long.
    await redis.command('HSET', key, 'said', '0');
    await untilWhole(budgetOf(joinRedis(redis, prefix)), 30);
  });

  test('still come to whoever waits for one when the account is left, and are looked at no more', async () => {
    const prefix = randomUUID().slice(0, 8);
    const account = joinRedis(redis, prefix).account(SHOP);
    const budget = budgetOver(account, { ...NO_REFILL, refillPerSecond: 10 });
    await untilWhole(budget);
    const waiting = spend(budget, 45, 10_000);
    account.leave();
    expect(await waiting).toHaveLength(45);
    const heardOf = () => redis.command('ZRANGE', `${prefix}:gateways`, '0', '-1', 'WITHSCORES');
    const greeting = async () => {
      const before = await heardOf();
      await expect.poll(heardOf).not.toEqual(before);
    };
    const [key = ''] = (await redis.command('KEYS', `${prefix}:*:bucket`)) as string[];
    // What was given back last is in Redis by then.
    await greeting();
    const lookedAt = await redis.command('HGET', key, 'at');
    await greeting();
    await greeting();
    expect(await redis.command('HGET', key, 'at')).toBe(lookedAt);
  });

  test('come from a share, where the account was left and Redis goes away', async () => {
    const account = joinRedis(redis).account(SHOP);
    const budget = budgetOver(account, NO_REFILL);
    await untilWhole(budget);
    account.leave();
    redis.hang();
    try {
      expect(await spend(budget, 1, 5_000)).toHaveLength(1);
    } finally {
      redis.goOn();
    }
  });

  test.each([
    ['text', ['SET', 'KEY', 'owned']],
    ['a list', ['LPUSH', 'KEY', '1', '2']],
    [
      'numbers beyond every bucket',
      ['HSET', 'KEY', 'tokens', '1e308', 'size', '1e308', 'at', '-1e308', 'frozen', '-1'],
    ],
    ['no numbers', ['HSET', 'KEY', 'tokens', 'nan', 'size', 'inf', 'at', 'x', 'frozen', 'nan']],
    [
      'a plan beyond every other',
      ['HSET', 'KEY', 'tokens', '1e308', 'size', '1e308', 'plan', '1e308', 'rate', '1e308', 'said', '1e308'],
    ],
    ['a plan of nothing, said for ever', ['HSET', 'KEY', 'plan', '-1', 'rate', '-1', 'said', '1e308']],
    ['a plan of no numbers', ['HSET', 'KEY', 'plan', 'nan', 'rate', 'x', 'said', 'nan']],
    ['a freeze for ever', ['HSET', 'KEY', 'tokens', '40', 'frozen', '1e18']],
  ])('survive %s where the bucket was, and never exceed the bucket', async (_name, words) => {
    const {
      prefix,
      budgets: [budget],
    } = await gateways(1);
    await spend(budget as Budget, 30);
    const [key = ''] = (await redis.command('KEYS', `${prefix}:*:bucket`)) as string[];
    await redis.command('DEL', key);
    await redis.command(...words.map((word) => (word === 'KEY' ? key : word)));
    const spent = await spend(budget as Budget, 60);
    expect(spent.length).toBeLessThanOrEqual(40);
    expect(budget?.status().frozenSeconds).toBeLessThanOrEqual(60);
    // It is still the common one.
    await untilWhole(budget as Budget);
  });
});
