import { describe, expect, test } from 'vitest';
import { problem } from '../../src/domain/lookup-outcome.ts';
import type { Observation } from '../../src/tracking/watch.ts';
import { customId } from '../support/known-transactions.ts';
import { settled } from '../support/manual-clock.ts';
import { MINUTE, watchedAccount } from './watched-account.ts';

const SECOND = 1_000;
const DAY = 24 * 60 * MINUTE;

/** Joins the watch of `order`, and keeps what it is told. */
function join({ watches }: ReturnType<typeof watchedAccount>, minIntervalMs = SECOND) {
  const told: Observation[] = [];
  const leave = watches.join(customId('order'), { minIntervalMs, onObservation: (seen) => told.push(seen) });
  return { told, leave };
}

test('it looks at once, and then once in each interval', async () => {
  const account = watchedAccount();
  join(account);
  await settled();
  expect(account.looks()).toBe(1);
  await account.clock.run(60 * SECOND);
  // Every 10 s, each early by a sixteenth.
  expect(account.looks()).toBe(1 + 6);
});

test('a look is a watch, in its share of the budget, and takes what somebody else has just caused', async () => {
  const account = watchedAccount();
  join(account);
  await settled();
  const context = account.source.calls[0]?.context;
  expect([context?.priority(), context?.purpose, context?.caller]).toEqual(['WATCH', 'WATCH', 'watch']);
  expect(context?.freshness).toEqual({ maxAgeSeconds: 1, allowStale: false, forceRefresh: false });
});

test('200 who watch one payment cause one look in each interval', async () => {
  const account = watchedAccount();
  const watchers = Array.from({ length: 200 }, () => join(account));
  await account.clock.run(60 * SECOND);
  expect(account.looks()).toBe(1 + 6);
  expect(new Set(watchers.map(({ told }) => told.length))).toEqual(new Set([7]));
});

test('it is less often looked at as it stays the same, and often again once it has changed', async () => {
  const account = watchedAccount();
  const { told } = join(account);
  const intervals = () => [...new Set(told.splice(0).map(({ intervalMs }) => intervalMs / SECOND))];
  await account.clock.run(3 * MINUTE);
  expect(intervals()).toEqual([10, 20]);
  await account.clock.run(58 * MINUTE);
  expect(intervals()).toEqual([20, 60, 300]);
  account.set('order', { status: 'PAID' });
  await account.clock.run(5 * MINUTE);
  expect(told.find(({ hasChanged }) => hasChanged)?.intervalMs).toBe(10 * SECOND);
});

describe('whoever joins later', () => {
  test('is told at once of what is known, and how old it is by now', async () => {
    const account = watchedAccount();
    join(account);
    await account.clock.run(9 * SECOND);
    const { told } = join(account);
    expect(told).toMatchObject([
      { outcome: { outcome: 'FOUND', freshness: { ageSeconds: 9, source: 'CACHED' } }, hasChanged: false },
    ]);
    expect(account.looks()).toBe(1);
  });

  test('is told that the provider does not answer, too', async () => {
    const account = watchedAccount();
    join(account);
    await settled();
    account.answer('order', problem('PROVIDER_UNAVAILABLE'));
    await account.clock.run(10 * SECOND);
    const { told } = join(account);
    expect(told.map(({ outcome, isDegraded }) => [outcome.outcome, isDegraded])).toEqual([
      ['FOUND', false],
      ['PROVIDER_UNAVAILABLE', true],
    ]);
  });

  test('waits no longer than the first one did, however quiet the payment has become', async () => {
    const account = watchedAccount();
    join(account);
    await account.clock.run(DAY);
    const looks = account.looks();
    const { told } = join(account);
    expect(told[0]?.intervalMs).toBe(10 * SECOND);
    await account.clock.run(10 * SECOND);
    expect(account.looks()).toBeGreaterThan(looks);
  });

  test('waits no longer than it asked for because others wait longer', async () => {
    const account = watchedAccount();
    join(account, 3_600 * SECOND);
    await account.clock.run(MINUTE);
    expect(account.looks()).toBe(1);
    const { told } = join(account);
    await account.clock.run(10 * SECOND);
    expect([account.looks(), told[0]?.intervalMs]).toEqual([3, 10 * SECOND]);
  });

  test('brings no look forward that is soon enough, however many come', async () => {
    const account = watchedAccount();
    join(account);
    for (let second = 0; second < 60; second += 1) {
      await account.clock.run(SECOND);
      join(account);
    }
    expect(account.looks()).toBe(1 + 6);
  });
});

describe('a provider that does not answer', () => {
  test('is asked less often, and changes nothing that is known', async () => {
    const account = watchedAccount();
    const { told } = join(account);
    await settled();
    account.answer('order', problem('PROVIDER_UNAVAILABLE'));
    account.account.status = { ...account.account.status, health: 'DOWN' };
    await account.clock.run(MINUTE);
    expect(told.slice(1).map(({ isDegraded, intervalMs }) => [isDegraded, intervalMs])).toEqual([
      [true, 30 * SECOND],
      [true, 30 * SECOND],
    ]);
    account.answer('order', problem('NOT_FOUND'));
    await account.clock.run(30 * SECOND);
    expect(told.at(-1)).toMatchObject({ outcome: { outcome: 'NOT_FOUND' }, hasChanged: true, isDegraded: false });
  });

  test('and one that fails in the gateway itself, end no watch', async () => {
    const account = watchedAccount();
    account.answer('order', () => Promise.reject(new Error('a defect')));
    const { told } = join(account);
    await settled();
    expect(told.at(-1)).toMatchObject({ outcome: { outcome: 'INTERNAL' }, isDegraded: true });
    account.set('order', {});
    await account.clock.run(10 * SECOND);
    expect(told.at(-1)).toMatchObject({ outcome: { outcome: 'FOUND' } });
  });

  test('and one that hangs, is given up in the end', async () => {
    const account = watchedAccount();
    account.answer('order', () => new Promise(() => {}));
    join(account);
    await account.clock.run(MINUTE);
    expect(account.source.calls[0]?.context.signal.aborted).toBe(true);
  });
});

describe('a payment that is said to have changed', () => {
  test('is looked at at once, and nothing that was known before will do', async () => {
    const account = watchedAccount();
    const { told } = join(account);
    await account.clock.run(5 * SECOND);
    account.set('order', { status: 'PAID' });
    expect(account.watches.hurry(customId('order'))).toBe(true);
    await settled();
    expect(account.source.calls.at(-1)?.context).toMatchObject({
      purpose: 'NOTIFICATION',
      freshness: { maxAgeSeconds: 0 },
    });
    expect(told.at(-1)).toMatchObject({ hasChanged: true });
    // The look that was due is not made as well.
    await account.clock.run(9 * SECOND);
    expect(account.looks()).toBe(2);
  });

  test('is not shown as an earlier look saw it that ends later', async () => {
    const account = watchedAccount();
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof problem>>();
    account.answer('order', () => promise);
    const { told } = join(account);
    await settled();
    account.set('order', { status: 'PAID' });
    account.watches.hurry(customId('order'));
    await settled();
    resolve(problem('NOT_FOUND'));
    await settled();
    expect(told.map(({ outcome }) => outcome.outcome)).toEqual(['FOUND']);
    expect(account.source.calls[0]?.context.signal.aborted).toBe(true);
    await account.clock.run(MINUTE);
    expect(account.looks()).toBe(2 + 6);
  });

  test('and that nobody watches, is not looked at', () => {
    const account = watchedAccount();
    expect(account.watches.hurry(customId('order'))).toBe(false);
    expect(account.looks()).toBe(0);
  });
});

describe('the last who leaves', () => {
  test('ends the watch, and no timer is left', async () => {
    const account = watchedAccount();
    const [one, other] = [join(account), join(account)];
    await settled();
    one.leave();
    expect([account.watches.watched, account.clock.pending]).toEqual([1, 1]);
    other.leave();
    other.leave();
    expect([account.watches.watched, account.clock.pending]).toEqual([0, 0]);
    await account.clock.run(60 * MINUTE);
    expect(account.looks()).toBe(1);
  });

  test('gives up the look under way, and is told nothing more', async () => {
    const account = watchedAccount();
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof problem>>();
    account.answer('order', () => promise);
    const { told, leave } = join(account);
    await settled();
    leave();
    expect(account.source.calls[0]?.context.signal.aborted).toBe(true);
    resolve(problem('NOT_FOUND'));
    await settled();
    expect([told, account.clock.pending]).toEqual([[], 0]);
  });

  test('frees the payment for whoever watches it anew', async () => {
    const account = watchedAccount();
    const first = join(account);
    first.leave();
    const { told } = join(account);
    await settled();
    first.leave();
    await account.clock.run(10 * SECOND);
    expect([account.looks(), told.length, account.watches.watched]).toEqual([3, 2, 1]);
  });
});

test('when it looks next is known while it waits', async () => {
  const account = watchedAccount();
  const next = () => account.watches.nextLookAt(customId('order'));
  expect(next()).toBeNull();
  join(account);
  expect(next()).toBeNull();
  await settled();
  expect(next()).toBe(account.clock.now() + 10 * SECOND * (15 / 16));
});
