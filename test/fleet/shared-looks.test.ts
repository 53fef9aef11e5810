import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createEntryStore } from '../../src/cache/entry-store.ts';
import { cacheTransactions, type TransactionCache } from '../../src/cache/transaction-cache.ts';
import type { CancelSignal } from '../../src/domain/cancellation.ts';
import { DEFAULT_FRESHNESS } from '../../src/domain/freshness.ts';
import { found, type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { LookupContext, TransactionSource } from '../../src/domain/transaction-source.ts';
import type { FleetAccount } from '../../src/fleet.ts';
import { systemClock } from '../../src/system.ts';
import { customId, record } from '../support/known-transactions.ts';
import { lookupContext } from '../support/lookup-context.ts';
import type { RedisServer } from '../support/redis.ts';
import { describeEach, describeWithRedis, joinRedis, redisForFile, untilListening } from './fleets.ts';

const ACCOUNT: FleetAccount = {
  provider: 'yedpay',
  name: 'default',
  credential: new Secret('key-of-the-merchant'),
  settings: '',
};
const KEY = customId('order-1');

interface Provider extends TransactionSource {
  answer: (key: TransactionKey, signal: CancelSignal) => LookupOutcome | Promise<LookupOutcome>;
  readonly calls: readonly TransactionKey[];
}

function provider(): Provider {
  const calls: TransactionKey[] = [];
  const self: Provider = {
    calls,
    answer: (key) => found(record(key), systemClock.now()),
    lookup: async (key, { signal }) => {
      calls.push(key);
      return self.answer(key, signal);
    },
  };
  return self;
}

/** A gateway's cache of the account; on Redis, if there is one. */
async function gatewayOf(source: TransactionSource, redis: RedisServer | null, prefix: string, account = ACCOUNT) {
  const changed: TransactionKey[] = [];
  const told: string[] = [];
  const fleet = redis === null ? null : joinRedis(redis, prefix);
  if (fleet !== null) await expect.poll(() => fleet.changes.at(-1)?.isUp).toBe(true);
  const shared = fleet?.account(account).entries;
  const cache = cacheTransactions({
    source,
    store: createEntryStore(10_000_000),
    ...(shared !== undefined && { shared }),
    fingerprint: () => account.credential.fingerprint(),
    clock: systemClock,
    renewalTimeoutMs: 8_000,
    onChange: (keys) => changed.push(...keys),
    onRecord: ({ recordId }) => told.push(recordId),
  });
  return { cache, changed, told, fleet };
}

function look(cache: TransactionCache, key = KEY, context: Partial<LookupContext> = {}): Promise<LookupOutcome> {
  const deadline = systemClock.monotonic() + 8_000;
  return cache.lookup(key, lookupContext({ deadline, ...context }));
}

const recordOf = (outcome: LookupOutcome) => (outcome.outcome === 'FOUND' ? outcome.transaction : outcome);

/** Three askers: clients of one gateway, or gateways on one Redis. */
describeEach('what several ask of one account', (redis) => {
  test('is told of where it was asked, and not where it came from another gateway', async () => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const first = await gatewayOf(source, redis, prefix);
    const second = redis === null ? first : await gatewayOf(source, redis, prefix);
    await look(first.cache);
    await look(second.cache);
    expect(first.told).toEqual([record(KEY).recordId]);
    if (second !== first) expect(second.told).toEqual([]);
  });

  async function askers() {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const first = (await gatewayOf(source, redis, prefix)).cache;
    const caches =
      redis === null
        ? ([first, first, first] as const)
        : ([
            first,
            (await gatewayOf(source, redis, prefix)).cache,
            (await gatewayOf(source, redis, prefix)).cache,
          ] as const);
    return { source, caches, prefix };
  }

  test('is one call, while it is under way', async () => {
    const { source, caches } = await askers();
    source.answer = async (key) => {
      await wait(150);
      return found(record(key), systemClock.now());
    };
    const outcomes = await Promise.all(caches.flatMap((cache) => [look(cache), look(cache)]));
    expect(source.calls).toHaveLength(1);
    for (const outcome of outcomes) expect(recordOf(outcome)).toEqual(record(KEY));
  });

  test('is one call, while it is fresh', async () => {
    const { source, caches } = await askers();
    for (const cache of caches) expect(recordOf(await look(cache))).toEqual(record(KEY));
    expect(source.calls).toHaveLength(1);
  });

  test.each(['NOT_FOUND', 'EXPIRED_UNPAID', 'AWAITING_CUSTOMER'] as const)(
    'is one call where it is %s',
    async (code) => {
      const { source, caches } = await askers();
      source.answer = () => (code === 'NOT_FOUND' ? problem(code) : { outcome: code });
      for (const cache of caches) expect((await look(cache)).outcome).toBe(code);
      expect(source.calls).toHaveLength(1);
    },
  );

  test('is asked anew for whoever demands what is newer', async () => {
    const { source, caches } = await askers();
    await look(caches[0]);
    await wait(20);
    await look(caches[1], KEY, { freshness: { ...DEFAULT_FRESHNESS, maxAgeSeconds: 0 } });
    expect(source.calls).toHaveLength(2);
  });

  test('is asked anew after a failure, which nobody keeps', async () => {
    const { source, caches } = await askers();
    source.answer = () => problem('PROVIDER_UNAVAILABLE');
    await look(caches[0]);
    source.answer = (key) => found(record(key), systemClock.now());
    expect((await look(caches[1])).outcome).toBe('FOUND');
    expect(source.calls).toHaveLength(2);
  });

  test('goes on for the others when the one that began it leaves', async () => {
    const { source, caches } = await askers();
    source.answer = (key, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(found(record(key), systemClock.now())), 300);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve(problem('DEADLINE_EXCEEDED'));
        });
      });
    const leaver = new AbortController();
    const left = look(caches[0], KEY, { signal: leaver.signal });
    await wait(50);
    const stayed = look(caches[1]);
    await wait(50);
    leaver.abort();
    expect((await left).outcome).toBe('DEADLINE_EXCEEDED');
    expect((await stayed).outcome).toBe('FOUND');
  });

  test('is never answered with what was known or asked before a change that one was told of', async () => {
    const { source, caches, prefix } = await askers();
    const [first, second, third] = caches;
    if (redis !== null) await untilListening(redis, { prefix, channel: 'changes', gateways: 3 });
    await Promise.all(caches.map((cache) => look(cache)));
    // One more is on its way, and will bring what was so before.
    let land = () => {};
    source.answer = (key) =>
      new Promise((resolve) => {
        land = () => resolve(found(record(key), systemClock.now()));
      });
    const onItsWay = look(second, KEY, { freshness: { ...DEFAULT_FRESHNESS, maxAgeSeconds: 0 } });
    await expect.poll(() => source.calls.length).toBe(2);
    expect(first.expire({ key: KEY, recordId: null })).toEqual([KEY]);
    source.answer = (key) => found(record(key, { status: 'VOIDED' }), systemClock.now());
    if (redis !== null) await wait(100);
    land();
    await onItsWay;
    for (const cache of [third, second, first]) expect(recordOf(await look(cache))).toMatchObject({ status: 'VOIDED' });
    expect(source.calls).toHaveLength(3);
  });
});

describeWithRedis('what gateways know together', () => {
  const redis = redisForFile();

  test('is known by its age, wherever it was learned', async () => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [await gatewayOf(source, redis, prefix), await gatewayOf(source, redis, prefix)];
    await look(first.cache);
    await wait(1_100);
    const outcome = await look(second.cache);
    expect(outcome).toMatchObject({ outcome: 'FOUND', freshness: { source: 'CACHED' } });
    expect(outcome.outcome === 'FOUND' && outcome.freshness.ageSeconds).toBeGreaterThanOrEqual(1);
    expect(source.calls).toHaveLength(1);
  });

  test('tells every gateway which payment has changed', async () => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [await gatewayOf(source, redis, prefix), await gatewayOf(source, redis, prefix)];
    await untilListening(redis, { prefix, channel: 'changes', gateways: 2 });
    first.cache.expire({ key: KEY, recordId: null });
    await expect.poll(() => second.changed).toEqual([KEY]);
    expect(first.changed).toEqual([]);
  });

  test('tells of a change once, also where the account was connected anew', async () => {
    const prefix = randomUUID().slice(0, 8);
    const [teller, hearer] = [joinRedis(redis, prefix), joinRedis(redis, prefix)];
    const { entries } = teller.account(ACCOUNT);
    const told: unknown[] = [];
    const connections = ['before', 'after'].map((settings) => hearer.account({ ...ACCOUNT, settings }));
    for (const each of connections) each.entries.onChange(({ key }) => told.push(key));
    connections[0]?.leave();
    await untilListening(redis, { prefix, channel: 'changes', gateways: 2 });
    await expect.poll(() => teller.changes.at(-1)?.isUp).toBe(true);
    const keys = [KEY, customId('order-2')];
    for (const key of keys) entries.forget([key], { key, recordId: null });
    await expect.poll(() => told).toContainEqual(keys[1]);
    expect(told).toEqual(keys);
  });

  test('is not what was asked before a change, also where the one that asked has not heard of it', async () => {
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [joinRedis(redis, prefix), joinRedis(redis, prefix)];
    for (const { changes } of [first, second]) await expect.poll(() => changes.at(-1)?.isUp).toBe(true);
    const [one, two] = [first.account(ACCOUNT).entries, second.account(ACCOUNT).entries];
    const boarding = {
      signal: new AbortController().signal,
      priority: () => 'INTERACTIVE' as const,
      deadline: systemClock.monotonic() + 8_000,
      isUseful: () => true,
    };
    const asked = await two.board(KEY, boarding);
    if (asked.kind !== 'ASK') throw new Error('something is known');
    one.forget([KEY], null);
    // Behind it on the same connection, so the change is in Redis by now.
    await first.replays.note('yedpay/default', ['behind it']);
    asked.land({ outcome: found(record(KEY), 0), fetchedAt: systemClock.now(), keepMs: 60_000 });
    await second.replays.note('yedpay/default', ['behind that']);
    expect(await one.board(KEY, boarding)).toMatchObject({ kind: 'ASK' });
  });

  test('is nothing to an account with another credential, or of another name', async () => {
    const prefix = randomUUID().slice(0, 8);
    const own = provider();
    await look((await gatewayOf(own, redis, prefix)).cache);
    for (const account of [
      { ...ACCOUNT, credential: new Secret('key-of-somebody-else') },
      { ...ACCOUNT, name: 'other' },
    ]) {
      const source = provider();
      await look((await gatewayOf(source, redis, prefix, account)).cache);
      expect(source.calls).toHaveLength(1);
    }
  });

  test('shows nobody who reads Redis what it is about', async () => {
    const prefix = randomUUID().slice(0, 8);
    const source = provider();
    await look((await gatewayOf(source, redis, prefix)).cache);
    const keys = (await redis.command('KEYS', `${prefix}:*`)) as string[];
    const values = keys.filter((key) => key.endsWith(':entry')).map((key) => redis.command('GET', key));
    expect(values).toHaveLength(1);
    const sealed = Buffer.from(String(await values[0]), 'base64').toString('latin1');
    for (const word of ['order-1', 'record of', 'yedpay', 'CUSTOM_ID', 'amount', ACCOUNT.credential.reveal()]) {
      expect(sealed).not.toContain(word);
      expect(keys.join(' ')).not.toContain(word);
    }
  });

  test.each([
    ['rubbish', (_value: string) => ['SET', 'KEY', 'rubbish', 'KEEPTTL']],
    ['nothing', () => ['SET', 'KEY', '', 'KEEPTTL']],
    ['a value that was cut', (value: string) => ['SET', 'KEY', value.slice(0, 40), 'KEEPTTL']],
    ['a value that was changed', (value: string) => ['SET', 'KEY', `${value.slice(0, -6)}AAAA==`, 'KEEPTTL']],
    ['two megabytes', () => ['SET', 'KEY', 'x'.repeat(2_000_000), 'KEEPTTL']],
    ['a value that never ends', (value: string) => ['SET', 'KEY', value]],
    ['a list', () => ['EVAL', "redis.call('DEL', KEYS[1]); return redis.call('LPUSH', KEYS[1], '1')", '1', 'KEY']],
  ])('is asked of the provider where Redis holds %s', async (_name, words) => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [await gatewayOf(source, redis, prefix), await gatewayOf(source, redis, prefix)];
    await look(first.cache);
    await expect.poll(() => redis.command('KEYS', `${prefix}:*:entry`)).toHaveLength(1);
    const [key = ''] = (await redis.command('KEYS', `${prefix}:*:entry`)) as string[];
    const value = String(await redis.command('GET', key));
    await redis.command(...words(value).map((word) => (word === 'KEY' ? key : word)));
    expect(recordOf(await look(second.cache))).toEqual(record(KEY));
    expect(source.calls).toHaveLength(2);
    expect(second.fleet?.changes.map(({ reason }) => reason)).not.toContain('WRONGTYPE');
  });

  test('is not believed under the name of another payment', async () => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [await gatewayOf(source, redis, prefix), await gatewayOf(source, redis, prefix)];
    await look(first.cache);
    await expect.poll(() => redis.command('KEYS', `${prefix}:*:entry`)).toHaveLength(1);
    const [known = ''] = (await redis.command('KEYS', `${prefix}:*:entry`)) as string[];
    const other = customId('order-2');
    await look(first.cache, other);
    await expect.poll(() => redis.command('KEYS', `${prefix}:*:entry`)).toHaveLength(2);
    const keys = (await redis.command('KEYS', `${prefix}:*:entry`)) as string[];
    const [target = ''] = keys.filter((key) => key !== known);
    await redis.command('COPY', known, target, 'REPLACE');
    expect(recordOf(await look(second.cache, other))).toEqual(record(other));
    expect(source.calls).toHaveLength(3);
  });

  test('is no reason to wait where Redis does not answer', async () => {
    const source = provider();
    const { cache, fleet } = await gatewayOf(source, redis, randomUUID().slice(0, 8));
    redis.hang();
    try {
      const asked = Array.from({ length: 50 }, (_, index) => look(cache, customId(`order-${index}`)));
      for (const outcome of await Promise.all(asked)) expect(outcome.outcome).toBe('FOUND');
      expect(fleet?.changes.at(-1)).toMatchObject({ isUp: false, reason: 'timeout' });
    } finally {
      redis.goOn();
    }
    await expect.poll(() => fleet?.changes.at(-1)?.isUp).toBe(true);
  });

  test('is asked by another gateway where the one that asked has died', async () => {
    const source = provider();
    const prefix = randomUUID().slice(0, 8);
    const [first, second] = [await gatewayOf(source, redis, prefix), await gatewayOf(source, redis, prefix)];
    source.answer = () => new Promise(() => {});
    void look(first.cache);
    await expect.poll(() => source.calls.length).toBe(1);
    first.fleet?.close();
    source.answer = (key) => found(record(key), systemClock.now());
    expect((await look(second.cache)).outcome).toBe('FOUND');
    expect(source.calls).toHaveLength(2);
  });
});
