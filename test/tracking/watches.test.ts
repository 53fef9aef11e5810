import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import type { WatchLimits } from '../../src/tracking/watches.ts';
import { customId } from '../support/known-transactions.ts';
import { settled } from '../support/manual-clock.ts';
import { summaries, watchedAccount } from './watched-account.ts';

type Account = ReturnType<typeof watchedAccount>;

/** Whether a further stream finds a place. */
function fits(account: Account, names: readonly string[], caller = 'somebody'): boolean {
  try {
    account.stream(names, { caller });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    return false;
  }
}

const capped = (limits: Partial<WatchLimits>) => watchedAccount({ limits });

describe('there is a place for', () => {
  test('so many streams, whoever watches', () => {
    const account = capped({ streams: 2 });
    expect([fits(account, ['a'], 'one'), fits(account, ['a'], 'two'), fits(account, ['a'], 'three')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('so many streams of one caller, and as many of another', () => {
    const account = capped({ streamsPerCaller: 2 });
    const callers = ['one', 'one', 'one', 'two', 'two', 'two'];
    expect(callers.map((caller) => fits(account, ['a'], caller))).toEqual([true, true, false, true, true, false]);
  });

  test('so many references of one caller, and one that is watched twice counts twice', () => {
    const account = capped({ watchedPerCaller: 3 });
    expect(fits(account, ['a', 'b'])).toBe(true);
    expect(fits(account, ['a', 'b'])).toBe(false);
    expect([fits(account, ['a']), fits(account, ['a'])]).toEqual([true, false]);
    expect(fits(account, ['a', 'b', 'c', 'd'], 'another')).toBe(false);
  });

  test('so many different payments of everybody, whoever watches them as well', () => {
    const account = capped({ watched: 2 });
    expect([fits(account, ['a', 'b', 'b'], 'one'), fits(account, ['a', 'b'], 'two')]).toEqual([true, true]);
    expect(fits(account, ['a', 'c'], 'three')).toBe(false);
    expect(account.watches.watched).toBe(2);
  });
});

test('a refused stream takes no place and looks at nothing', () => {
  const account = capped({ watchedPerCaller: 1 });
  expect(fits(account, ['a', 'b'])).toBe(false);
  expect([account.watches.streams, account.watches.watched, account.looks(), account.clock.pending]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(fits(account, ['a'])).toBe(true);
});

test('a place is freed once, however a stream ends', async () => {
  const account = capped({ streams: 2, streamsPerCaller: 2, watchedPerCaller: 2 });
  const [first, second] = [account.stream(['a']), account.stream(['b'])];
  first.leave();
  first.leave();
  await first.read();
  expect([fits(account, ['c']), fits(account, ['d'])]).toEqual([true, false]);
  account.set('b', { status: 'PAID' });
  await account.clock.run(10_000);
  await second.read();
  second.leave();
  expect([second.isOver, fits(account, ['e']), fits(account, ['f'])]).toEqual([true, true, false]);
});

test('a stream that has ended keeps its place until that is read', async () => {
  const account = capped({ streams: 1 });
  account.set('a', { status: 'PAID' });
  const stream = account.stream(['a']);
  await settled();
  expect([account.watches.watched, fits(account, ['a'])]).toEqual([0, false]);
  await stream.read();
  expect(fits(account, ['a'])).toBe(true);
});

test('a gateway that drains says so to every stream, and to each that comes then', async () => {
  const account = watchedAccount();
  const [one, other] = [account.stream(['a']), account.stream(['b'])];
  await settled();
  account.watches.drain();
  account.watches.drain();
  expect(summaries(await one.read())).toEqual(['SNAPSHOT a', 'COMPLETED DRAINING']);
  expect(summaries(await other.read())).toEqual(['SNAPSHOT b', 'COMPLETED DRAINING']);
  const late = account.stream(['c']);
  expect(summaries(await late.read())).toEqual(['COMPLETED DRAINING']);
  expect([account.looks('c'), account.watches.streams, account.watches.watched, account.clock.pending]).toEqual([
    0, 0, 0, 0,
  ]);
});

test('an account with more payments than its budget allows is looked at less often, all of them alike', async () => {
  const account = watchedAccount();
  account.account.status = {
    ...account.account.status,
    budget: { ...account.account.status.budget, refillPerSecond: 2 },
  };
  const names = Array.from({ length: 60 }, (_, index) => `order-${index}`);
  const stream = account.stream(names);
  await settled();
  const events = await stream.read();
  expect(new Set(events.map(({ intervalSeconds }) => intervalSeconds))).toEqual(new Set([60]));
  stream.leave();
  expect(account.watches.hurry(customId('order-0'))).toBe(false);
});
