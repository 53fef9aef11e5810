import { describe, expect, test } from 'vitest';
import { createEntryStore } from '../../src/cache/entry-store.ts';
import { LIFETIMES, type StateClass } from '../../src/cache/lifetime.ts';
import { cacheTransactions } from '../../src/cache/transaction-cache.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../../src/domain/freshness.ts';
import { instantAt } from '../../src/domain/instant.ts';
import { found, type LookupOutcome, type ProblemCode, problem } from '../../src/domain/lookup-outcome.ts';
import type { LookPurpose } from '../../src/domain/observation.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { LookupContext } from '../../src/domain/transaction-source.ts';
import type { CacheResult } from '../../src/domain/upstream-step.ts';
import { CountingSource, customId, record, token } from '../support/known-transactions.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

const KEY = customId('order-1');
const RENEWAL_MS = 8_000;

function cachedSource({ maxBytes = 10_000_000 } = {}) {
  const clock = new ManualClock();
  const source = new CountingSource(clock);
  const credential = { fingerprint: 'first' };
  const store = createEntryStore(maxBytes);
  const told: [CacheResult, StateClass | null][] = [];
  const records: [recordId: string, purpose: LookPurpose][] = [];
  const cache = cacheTransactions({
    source,
    store,
    fingerprint: () => credential.fingerprint,
    clock,
    renewalTimeoutMs: RENEWAL_MS,
    onLookup: (...lookup) => told.push(lookup),
    onRecord: ({ recordId }, { purpose }) => records.push([recordId, purpose]),
  });

  function look(key: TransactionKey = KEY, overrides: Partial<LookupContext> = {}): Promise<LookupOutcome> {
    return cache.lookup(key, lookupContext(overrides));
  }
  return {
    clock,
    source,
    cache,
    credential,
    told,
    records,
    look,
    known: (freshness: Partial<FreshnessDemand> = {}) =>
      cache.known?.(KEY, lookupContext({ freshness: { ...DEFAULT_FRESHNESS, ...freshness } })),
    demand: (freshness: Partial<FreshnessDemand>, key = KEY) =>
      look(key, { freshness: { ...DEFAULT_FRESHNESS, ...freshness } }),
    /** Every key gives this from now on. */
    gives(changes: Partial<Transaction>) {
      source.answer = (key) => found(record(key, changes), clock.now());
    },
    fails(code: ProblemCode) {
      source.answer = () => problem(code);
    },
    get calls() {
      return source.calls.length;
    },
  };
}

const sourceOf = (outcome: LookupOutcome) => (outcome.outcome === 'FOUND' ? outcome.freshness.source : outcome.outcome);
const statusOf = (outcome: LookupOutcome) =>
  outcome.outcome === 'FOUND' ? outcome.transaction.status : outcome.outcome;

describe('what is known', () => {
  test('is answered without a call, and says when it was fetched and until when that goes on', async () => {
    const tools = cachedSource();
    const fetchedAt = tools.clock.now();
    expect(await tools.look()).toMatchObject({
      outcome: 'FOUND',
      freshness: {
        source: 'FETCHED',
        ageSeconds: 0,
        fetchedAt,
        expiresAt: fetchedAt + LIFETIMES.PAID.freshMs,
        refreshDenied: false,
      },
    });
    await tools.clock.run(61_500);
    expect(await tools.look()).toMatchObject({
      freshness: { source: 'CACHED', ageSeconds: 61, fetchedAt, expiresAt: fetchedAt + LIFETIMES.PAID.freshMs },
    });
    expect(tools.calls).toBe(1);
  });

  test('says when its age is a second more', async () => {
    const tools = cachedSource();
    tools.clock.advance(250);
    await tools.look();
    const ages: unknown[] = [];
    for (const passed of [0, 999, 1, 500, 499, 1]) {
      tools.clock.advance(passed);
      const known = tools.known();
      ages.push(known?.outcome === 'FOUND' && [known.freshness.ageSeconds, known.freshness.agesAt]);
    }
    expect(ages).toEqual([
      [0, 1_250],
      [0, 1_250],
      [1, 2_250],
      [1, 2_250],
      [1, 2_250],
      [2, 3_250],
    ]);
  });

  test.each<[string, LookupOutcome, number, number]>([
    [
      'a payment that awaits its customer',
      { outcome: 'AWAITING_CUSTOMER' },
      LIFETIMES.OPEN.freshMs,
      LIFETIMES.OPEN.staleMs,
    ],
    ['a payment that expired unpaid', { outcome: 'EXPIRED_UNPAID' }, 60_000, 0],
    ['a payment that does not exist', problem('NOT_FOUND'), 5_000, 0],
    ['a pending payment', found(record(KEY, { status: 'PENDING' }), 0), LIFETIMES.OPEN.freshMs, LIFETIMES.OPEN.staleMs],
    ['a cancelled payment', found(record(KEY, { status: 'CANCELLED' }), 0), LIFETIMES.FINAL.freshMs, 0],
  ])('of %s serves for exactly its time', async (_, outcome, freshMs, staleMs) => {
    const tools = cachedSource();
    tools.source.answer = () => outcome;
    await tools.look();
    await tools.clock.run(freshMs - 1);
    await tools.look();
    expect(tools.calls).toBe(1);
    // Past the grace, whoever asks waits for the call; within it, it is made behind the answer.
    await tools.clock.run(staleMs + 1);
    const asking = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => asking.promise;
    let answered = false;
    const waiting = tools.look().then(() => {
      answered = true;
    });
    await settled();
    expect([tools.calls, answered]).toEqual([2, false]);
    asking.resolve(outcome);
    await waiting;
  });

  test('is asked anew when the change that the provider announced is due', async () => {
    const tools = cachedSource();
    tools.gives({ expectedChangeAt: instantAt(tools.clock.now() + 30_000) });
    await tools.look();
    await tools.clock.run(29_999);
    expect(sourceOf(await tools.look())).toBe('CACHED');
    await tools.clock.run(1);
    expect(sourceOf(await tools.look())).toBe('FETCHED');
  });

  test('of a change becomes visible within the lifetime of its state, however often somebody looks', async () => {
    for (const [changes, lifetime] of [
      [{ status: 'PENDING' }, LIFETIMES.OPEN],
      [{ status: 'PAID' }, LIFETIMES.PAID],
    ] as const) {
      const tools = cachedSource();
      tools.gives(changes);
      await tools.look();
      tools.gives({ status: 'CANCELLED' });
      let seen = Number.NaN;
      while (Number.isNaN(seen) && tools.clock.monotonic() < 600_000) {
        await tools.clock.run(500);
        if (statusOf(await tools.look()) === 'CANCELLED') seen = tools.clock.monotonic();
      }
      expect(seen).toBeLessThanOrEqual(lifetime.freshMs + lifetime.staleMs);
    }
  });

  test('survives a wall clock that is set back or forward', async () => {
    const tools = cachedSource();
    await tools.look();
    const wall = tools.clock.now.bind(tools.clock);
    for (const shift of [-3_600_000, 3_600_000]) {
      tools.clock.now = () => wall() + shift;
      expect(await tools.look()).toMatchObject({ freshness: { source: 'CACHED', ageSeconds: 0 } });
    }
    expect(tools.calls).toBe(1);
  });

  test('is told apart by key', async () => {
    const tools = cachedSource();
    await tools.look(customId('a'));
    await tools.look(token('a'));
    await tools.look({ ...customId('a'), account: 'other' });
    expect(tools.calls).toBe(3);
  });

  test('is answered beside what must be asked, each with its own record', async () => {
    const tools = cachedSource();
    await tools.look(customId('a'));
    const keys = ['a', 'b', 'c'].map(customId);
    const outcomes = await Promise.all(keys.map((key) => tools.look(key)));
    expect(outcomes.map(sourceOf)).toEqual(['CACHED', 'FETCHED', 'FETCHED']);
    expect(outcomes).toMatchObject(keys.map((key) => ({ transaction: { key } })));
    expect(tools.calls).toBe(3);
  });
});

describe('what is known without a promise', () => {
  test('is what is fresh enough for the demand, and asks nobody', async () => {
    const tools = cachedSource();
    expect(tools.known()).toBeUndefined();
    expect(tools.calls).toBe(0);
    await tools.look();
    expect(tools.known()).toMatchObject({ outcome: 'FOUND', freshness: { source: 'CACHED', refreshDenied: false } });
    expect(tools.known({ forceRefresh: true })).toMatchObject({ freshness: { refreshDenied: true } });
    await tools.clock.run(30_001);
    expect(tools.known({ maxAgeSeconds: 30 })).toBeUndefined();
    expect(tools.known({ forceRefresh: true })).toBeUndefined();
    expect(tools.calls).toBe(1);
  });

  test('may be stale, where the demand allows it, and is renewed behind the answer', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(LIFETIMES.PAID.freshMs);
    expect(tools.known({ allowStale: false })).toBeUndefined();
    expect(tools.calls).toBe(1);
    expect(tools.known()).toMatchObject({ freshness: { source: 'STALE' } });
    await settled();
    expect(tools.calls).toBe(2);
    expect(tools.known()).toMatchObject({ freshness: { source: 'CACHED', ageSeconds: 0 } });
  });

  test('is told of as any other look-up, once, and what is not known is told of when it was asked', async () => {
    const tools = cachedSource();
    tools.known();
    expect(tools.told).toEqual([]);
    await tools.look();
    tools.known();
    expect(tools.told).toEqual([
      ['MISS', null],
      ['HIT', 'PAID'],
    ]);
  });

  test('is nothing of what a notification has expired', async () => {
    const tools = cachedSource();
    await tools.look();
    tools.cache.expire({ key: KEY, recordId: null });
    expect(tools.known()).toBeUndefined();
  });
});

describe('a failure', () => {
  const FAILURES = [
    'INVALID_REFERENCE',
    'RATE_LIMITED',
    'PROVIDER_UNAVAILABLE',
    'PROVIDER_DENIED',
    'PROVIDER_REJECTED',
    'MALFORMED_RESPONSE',
    'DEADLINE_EXCEEDED',
    'INTERNAL',
  ] as const;

  test.each(FAILURES)('(%s) is never kept', async (code) => {
    const tools = cachedSource();
    tools.fails(code);
    for (let again = 1; again <= 3; again += 1) {
      expect((await tools.look()).outcome).toBe(code);
      expect(tools.calls).toBe(again);
    }
  });

  test.each(FAILURES)('(%s) does not push out what is known', async (code) => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(5_000);
    tools.fails(code);
    await tools.demand({ forceRefresh: true });
    expect(await tools.look()).toMatchObject({ outcome: 'FOUND', freshness: { source: 'CACHED', ageSeconds: 5 } });
  });

  test.each(['PROVIDER_UNAVAILABLE', 'RATE_LIMITED', 'DEADLINE_EXCEEDED'] as const)(
    '(%s) is answered with what is known, for up to a day, and says so',
    async (code) => {
      const tools = cachedSource();
      await tools.look();
      tools.fails(code);
      await tools.clock.run(24 * 3_600_000 - 1);
      expect(await tools.look()).toMatchObject({
        outcome: 'FOUND',
        freshness: { source: 'STALE_ON_ERROR', ageSeconds: 86_399 },
      });
      await tools.clock.run(1);
      expect((await tools.look()).outcome).toBe(code);
    },
  );

  test.each(['PROVIDER_DENIED', 'PROVIDER_REJECTED', 'MALFORMED_RESPONSE', 'INTERNAL'] as const)(
    '(%s) is answered as it is',
    async (code) => {
      const tools = cachedSource();
      await tools.look();
      tools.fails(code);
      await tools.clock.run(3_600_000);
      expect((await tools.look()).outcome).toBe(code);
    },
  );

  test('is answered as it is where nothing stale is allowed', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(LIFETIMES.PAID.freshMs);
    tools.fails('PROVIDER_UNAVAILABLE');
    expect((await tools.demand({ allowStale: false })).outcome).toBe('PROVIDER_UNAVAILABLE');
  });

  test.each<LookupOutcome>([problem('NOT_FOUND'), { outcome: 'AWAITING_CUSTOMER' }, { outcome: 'EXPIRED_UNPAID' }])(
    'is not answered with an old $outcome, which could not say that it is old',
    async (known) => {
      const tools = cachedSource();
      tools.source.answer = () => known;
      await tools.look();
      await tools.clock.run(61_000);
      tools.fails('PROVIDER_UNAVAILABLE');
      expect((await tools.look()).outcome).toBe('PROVIDER_UNAVAILABLE');
    },
  );

  test.each<[string, CountingSource['answer']]>([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new TypeError('broken');
      },
    ],
  ])('of a source that %s is INTERNAL, and the next look-up asks again', async (_, broken) => {
    const tools = cachedSource();
    tools.source.answer = broken;
    expect(await Promise.all([tools.look(), tools.look()])).toEqual([problem('INTERNAL'), problem('INTERNAL')]);
    tools.gives({});
    expect(sourceOf(await tools.look())).toBe('FETCHED');
    expect(tools.calls).toBe(2);
  });
});

describe('a demand', () => {
  test('of nothing older than 0 s asks again as soon as time has passed', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(1);
    expect(sourceOf(await tools.demand({ maxAgeSeconds: 0 }))).toBe('FETCHED');
    expect(tools.calls).toBe(2);
  });

  test('of nothing older than n s asks again after n seconds', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(30_000);
    expect(sourceOf(await tools.demand({ maxAgeSeconds: 30 }))).toBe('CACHED');
    await tools.clock.run(1);
    expect(sourceOf(await tools.demand({ maxAgeSeconds: 30 }))).toBe('FETCHED');
  });

  test('of nothing stale waits for the call', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(LIFETIMES.PAID.freshMs);
    expect(sourceOf(await tools.demand({ allowStale: false }))).toBe('FETCHED');
  });

  test('of a refresh is denied under five seconds, says so, and costs nothing', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(4_999);
    expect(await tools.demand({ forceRefresh: true })).toMatchObject({
      freshness: { source: 'CACHED', refreshDenied: true },
    });
    expect(tools.calls).toBe(1);
    await tools.clock.run(1);
    expect(await tools.demand({ forceRefresh: true })).toMatchObject({
      freshness: { source: 'FETCHED', refreshDenied: false },
    });
    expect(await tools.look()).toMatchObject({ freshness: { refreshDenied: false } });
    expect(tools.calls).toBe(2);
  });

  test('of a refresh that fails is answered with what is known, and says so', async () => {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(5_000);
    tools.fails('PROVIDER_UNAVAILABLE');
    expect(sourceOf(await tools.demand({ forceRefresh: true }))).toBe('STALE_ON_ERROR');
  });
});

describe('a record a little past its time', () => {
  async function staleSource() {
    const tools = cachedSource();
    await tools.look();
    await tools.clock.run(LIFETIMES.PAID.freshMs);
    return tools;
  }

  test('is answered at once and renewed behind the answer, once, in the background', async () => {
    const tools = await staleSource();
    const renewal = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => renewal.promise;
    for (let again = 0; again < 20; again += 1) expect(sourceOf(await tools.look())).toBe('STALE');
    expect(tools.calls).toBe(2);
    const context = tools.source.calls[1]?.context;
    expect(context?.priority()).toBe('BACKGROUND');
    expect(context?.deadline).toBe(tools.clock.monotonic() + RENEWAL_MS);
    renewal.resolve(found(record(KEY, { status: 'CANCELLED' }), 0));
    await settled();
    expect(await tools.look()).toMatchObject({ transaction: { status: 'CANCELLED' }, freshness: { source: 'CACHED' } });
    expect(tools.clock.pending).toBe(0);
  });

  test('is renewed also where the client has gone, with its answer, long before', async () => {
    const tools = await staleSource();
    const controller = new AbortController();
    const renewal = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => renewal.promise;
    await tools.look(KEY, { signal: controller.signal });
    controller.abort();
    expect(tools.source.calls[1]?.context.signal.aborted).toBe(false);
    renewal.resolve(found(record(KEY), 0));
    await settled();
    expect(sourceOf(await tools.look())).toBe('CACHED');
  });

  test('is renewed with the urgency of whoever waits for the renewal', async () => {
    const tools = await staleSource();
    tools.source.answer = () => new Promise(() => {});
    await tools.look();
    const context = tools.source.calls[1]?.context;
    expect(context?.priority()).toBe('BACKGROUND');
    const controller = new AbortController();
    const waiting = tools.look(KEY, {
      signal: controller.signal,
      freshness: { ...DEFAULT_FRESHNESS, allowStale: false },
    });
    await settled();
    expect(tools.calls).toBe(2);
    expect(context?.priority()).toBe('INTERACTIVE');
    controller.abort();
    await waiting;
    expect(context?.priority()).toBe('BACKGROUND');
    expect(context?.signal.aborted).toBe(false);
  });

  test('is not renewed for ever: the renewal has its own end', async () => {
    const tools = await staleSource();
    tools.source.answer = () => new Promise(() => {});
    await tools.look();
    await tools.clock.run(RENEWAL_MS - 1);
    expect(tools.source.calls[1]?.context.signal.aborted).toBe(false);
    await tools.clock.run(1);
    expect(tools.source.calls[1]?.context.signal.aborted).toBe(true);
    await settled();
    expect(tools.clock.pending).toBe(0);
  });

  test('stays known where the renewal fails, and the next look-up tries again', async () => {
    const tools = await staleSource();
    tools.fails('RATE_LIMITED');
    expect(sourceOf(await tools.look())).toBe('STALE');
    await settled();
    expect(sourceOf(await tools.look())).toBe('STALE');
    await settled();
    expect(tools.calls).toBe(3);
  });
});

describe('identical look-ups', () => {
  test('of 50 requests at once are one call', async () => {
    const tools = cachedSource();
    const answer = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => answer.promise;
    const all = Array.from({ length: 50 }, (_, index) =>
      tools.look(KEY, { requestId: `request-${index}`, caller: `caller-${index}` }),
    );
    await settled();
    expect(tools.calls).toBe(1);
    answer.resolve(found(record(KEY), 0));
    for (const outcome of await Promise.all(all)) expect(sourceOf(outcome)).toBe('FETCHED');
    expect(tools.calls).toBe(1);
  });

  test('outlive the one that started them', async () => {
    const tools = cachedSource();
    const answer = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => answer.promise;
    const controller = new AbortController();
    const first = tools.look(KEY, { signal: controller.signal });
    const second = tools.look();
    await settled();
    controller.abort();
    expect(await first).toEqual(problem('DEADLINE_EXCEEDED'));
    expect(tools.source.calls[0]?.context.signal.aborted).toBe(false);
    answer.resolve(found(record(KEY), 0));
    expect(sourceOf(await second)).toBe('FETCHED');
  });

  test('that ran out of the time of whoever started them are begun anew for whoever has more', async () => {
    const { source, look, clock } = cachedSource();
    const answers = [problem('RATE_LIMITED'), found(record(KEY), clock.now())];
    const begun = Promise.withResolvers<void>();
    source.answer = async () => {
      await begun.promise;
      return answers.shift() ?? problem('INTERNAL');
    };
    const hasty = look();
    const patient = look();
    begun.resolve();
    expect((await hasty).outcome).toBe('RATE_LIMITED');
    expect((await patient).outcome).toBe('FOUND');
    expect(source.calls).toHaveLength(2);
  });

  test('end with the last one, and whoever comes then has a new call', async () => {
    const tools = cachedSource();
    tools.source.answer = () => new Promise(() => {});
    const controllers = [new AbortController(), new AbortController()];
    const both = controllers.map(({ signal }) => tools.look(KEY, { signal }));
    await settled();
    for (const controller of controllers) controller.abort();
    await Promise.all(both);
    expect(tools.source.calls[0]?.context.signal.aborted).toBe(true);
    tools.gives({});
    expect(sourceOf(await tools.look())).toBe('FETCHED');
    expect(tools.calls).toBe(2);
  });

  test('of a client that left poison nothing', async () => {
    const tools = cachedSource();
    tools.source.answer = (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(problem('DEADLINE_EXCEEDED')));
      });
    const controller = new AbortController();
    const left = tools.look(KEY, { signal: controller.signal });
    await settled();
    controller.abort();
    await left;
    await settled();
    tools.gives({});
    expect(sourceOf(await tools.look())).toBe('FETCHED');
  });
});

describe('a record that the source gives', () => {
  test('is told of once, with what the look was for, and not again while it is known', async () => {
    const tools = cachedSource();
    await Promise.all([tools.look(KEY, { purpose: 'WATCH' }), tools.look()]);
    await tools.look();
    expect(tools.records).toEqual([['record of order-1', 'WATCH']]);
    await tools.clock.run(1);
    await tools.demand({ maxAgeSeconds: 0 });
    expect(tools.records).toHaveLength(2);
  });

  test('is told of before its look-up is answered, and also where a renewal brings it', async () => {
    const tools = cachedSource();
    await tools.look().then(() => expect(tools.records).toHaveLength(1));
    await tools.clock.run(LIFETIMES.PAID.freshMs + 1);
    expect(sourceOf(await tools.look())).toBe('STALE');
    await settled();
    expect(tools.records).toHaveLength(2);
  });

  test('is a record: neither what was not found nor what failed is told of', async () => {
    const tools = cachedSource();
    tools.fails('NOT_FOUND');
    await tools.look(customId('a'));
    tools.fails('PROVIDER_UNAVAILABLE');
    await tools.look(customId('b'));
    tools.source.answer = () => ({ outcome: 'AWAITING_CUSTOMER' });
    await tools.look(customId('c'));
    expect([tools.calls, tools.records]).toEqual([3, []]);
  });
});

describe('two keys of one record', () => {
  const TOKEN = token('pt1');

  test('a look-up by token never answers one by a custom id that has not been seen', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A', merchantReference: 'order-1' });
    await tools.look(TOKEN);
    await tools.look(KEY);
    expect(tools.source.calls.map(({ key }) => key.kind)).toEqual(['PAYMENT_TOKEN', 'CUSTOM_ID']);
  });

  test('a look-up by token renews a custom id that gave the same record', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A' });
    await tools.look(KEY);
    await tools.clock.run(100_000);
    tools.gives({ recordId: 'A', status: 'CANCELLED' });
    await tools.look(TOKEN);
    expect(await tools.look(KEY)).toMatchObject({
      transaction: { status: 'CANCELLED', key: KEY },
      freshness: { source: 'CACHED', ageSeconds: 0 },
    });
    expect(tools.calls).toBe(2);
  });

  test('and the other way round', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A' });
    await tools.look(TOKEN);
    await tools.look(KEY);
    await tools.clock.run(LIFETIMES.PAID.freshMs + LIFETIMES.PAID.staleMs);
    await tools.look(KEY);
    expect(await tools.look(TOKEN)).toMatchObject({ transaction: { key: TOKEN }, freshness: { source: 'CACHED' } });
    expect(tools.calls).toBe(3);
  });

  test('a custom id that has moved to another record is never overwritten with the old one', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A' });
    await tools.look(KEY);
    await tools.look(TOKEN);
    await tools.clock.run(5_000);
    tools.gives({ recordId: 'B', status: 'PENDING' });
    await tools.demand({ forceRefresh: true });
    tools.gives({ recordId: 'A' });
    await tools.demand({ forceRefresh: true }, TOKEN);
    expect(await tools.look(KEY)).toMatchObject({ transaction: { recordId: 'B', status: 'PENDING' } });
  });

  test('a custom id that is not found any more is not brought back by a look-up by token', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A' });
    await tools.look(KEY);
    await tools.look(TOKEN);
    await tools.clock.run(5_000);
    tools.source.answer = () => problem('NOT_FOUND');
    await tools.demand({ forceRefresh: true });
    tools.gives({ recordId: 'A' });
    await tools.demand({ forceRefresh: true }, TOKEN);
    expect((await tools.look(KEY)).outcome).toBe('NOT_FOUND');
  });
});

describe('what a notification has expired', () => {
  const hint = { key: KEY, recordId: null };

  test('is asked anew, once, however fresh it was and whatever is demanded', async () => {
    const tools = cachedSource();
    for (const freshness of [{}, { maxAgeSeconds: 3_600 }, { forceRefresh: true }]) {
      await tools.look();
      const before = tools.calls;
      expect(tools.cache.expire(hint)).toEqual([KEY]);
      expect(sourceOf(await tools.demand(freshness))).toBe('FETCHED');
      expect(sourceOf(await tools.look())).toBe('CACHED');
      expect(tools.calls).toBe(before + 1);
    }
  });

  test('is expired under every key that gave the record, named by a key or by its identity', async () => {
    for (const named of [hint, { key: null, recordId: 'A' }]) {
      const tools = cachedSource();
      tools.gives({ recordId: 'A' });
      await tools.look(KEY);
      await tools.look(token('pt1'));
      expect(tools.cache.expire(named)).toEqual([KEY, token('pt1')]);
      tools.fails('INTERNAL');
      expect([sourceOf(await tools.look(KEY)), sourceOf(await tools.look(token('pt1')))]).toEqual([
        'INTERNAL',
        'INTERNAL',
      ]);
    }
  });

  test('leaves other payments alone, and what nobody has asked for', async () => {
    const tools = cachedSource();
    await tools.look(customId('order-2'));
    expect(tools.cache.expire(hint)).toEqual([KEY]);
    expect(tools.cache.expire({ key: null, recordId: 'unknown' })).toEqual([]);
    expect(sourceOf(await tools.look(customId('order-2')))).toBe('CACHED');
  });

  test('still stands in for a provider that cannot answer', async () => {
    const tools = cachedSource();
    await tools.look();
    tools.cache.expire(hint);
    tools.fails('PROVIDER_UNAVAILABLE');
    expect(sourceOf(await tools.look())).toBe('STALE_ON_ERROR');
  });

  test('is not what a look-up brings that was under way: nobody joins it, and it is not kept', async () => {
    const tools = cachedSource();
    const old = Promise.withResolvers<LookupOutcome>();
    tools.source.answer = () => old.promise;
    const waiting = tools.look();
    await settled();
    tools.cache.expire(hint);
    tools.gives({ status: 'VOIDED' });
    expect(statusOf(await tools.look())).toBe('VOIDED');
    old.resolve(found(record(KEY, { status: 'PAID' }), tools.clock.now()));
    expect(statusOf(await waiting)).toBe('PAID');
    expect(statusOf(await tools.look())).toBe('VOIDED');
    expect(tools.calls).toBe(2);
  });

  test('is not brought back by a look-up under way with another key, known or not', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A', status: 'PAID' });
    await tools.look(KEY);
    const old = Promise.withResolvers<void>();
    tools.source.answer = async (key) => {
      await old.promise;
      return found(record(key, { recordId: 'A', status: 'PAID' }), tools.clock.now());
    };
    const waiting = tools.look(token('never-asked'));
    await settled();
    tools.cache.expire(hint);
    old.resolve();
    await waiting;
    tools.gives({ recordId: 'A', status: 'VOIDED' });
    expect([statusOf(await tools.look(token('never-asked'))), statusOf(await tools.look(KEY))]).toEqual([
      'VOIDED',
      'VOIDED',
    ]);
  });
});

describe('another credential', () => {
  test('of the same account sees nothing of what the first one saw, not even through a second key', async () => {
    const tools = cachedSource();
    tools.gives({ recordId: 'A' });
    await tools.look(KEY);
    await tools.look(token('pt1'));
    tools.credential.fingerprint = 'second';
    tools.fails('PROVIDER_DENIED');
    expect((await tools.look(KEY)).outcome).toBe('PROVIDER_DENIED');
    tools.gives({ recordId: 'A' });
    await tools.look(token('pt1'));
    tools.fails('PROVIDER_DENIED');
    expect((await tools.look(KEY)).outcome).toBe('PROVIDER_DENIED');
    tools.credential.fingerprint = 'first';
    expect(sourceOf(await tools.look(KEY))).toBe('CACHED');
  });

  test('does not share a call under way', async () => {
    const tools = cachedSource();
    tools.source.answer = () => new Promise(() => {});
    void tools.look();
    tools.credential.fingerprint = 'second';
    void tools.look();
    await settled();
    expect(tools.calls).toBe(2);
  });
});

describe('memory', () => {
  test('is bounded in bytes, and what was used longest ago goes first', async () => {
    const tools = cachedSource({ maxBytes: 200_000 });
    const keys = Array.from({ length: 200 }, (_, index) => customId(`order-${index}`));
    for (const key of keys) {
      await tools.look(key);
      await tools.look(keys[0]);
    }
    const before = tools.calls;
    for (const key of keys.toReversed()) await tools.look(key, { freshness: DEFAULT_FRESHNESS });
    const kept = 2 * keys.length - tools.calls;
    expect(before).toBe(200);
    expect(kept).toBeGreaterThan(3);
    // A record takes some kilobytes by estimate.
    expect(kept).toBeLessThan(80);
    tools.fails('INTERNAL');
    expect(sourceOf(await tools.look(keys[0]))).toBe('CACHED');
  });

  test('of a record that is larger than all of it is not taken, and it is answered all the same', async () => {
    const tools = cachedSource({ maxBytes: 2_000 });
    expect(sourceOf(await tools.look())).toBe('FETCHED');
    expect(sourceOf(await tools.look())).toBe('FETCHED');
    expect(tools.calls).toBe(2);
  });
});
