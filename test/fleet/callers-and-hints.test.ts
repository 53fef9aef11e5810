import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Fleet } from '../../src/fleet.ts';
import { systemClock } from '../../src/system.ts';
import { Breaker } from '../../src/upstream/breaker.ts';
import { through } from '../support/through-breaker.ts';
import {
  describeEach,
  describeWithRedis,
  joinRedis,
  openInMemory,
  redisForFile,
  SHOP,
  untilListening,
} from './fleets.ts';

/** One gateway twice, or two on one Redis. */
describeEach('what callers may ask, and what was notified', (redis) => {
  async function pair(): Promise<readonly [Fleet, Fleet]> {
    if (redis === null) {
      const fleet = openInMemory();
      return [fleet, fleet];
    }
    const prefix = randomUUID().slice(0, 8);
    const fleets = [joinRedis(redis, prefix), joinRedis(redis, prefix)] as const;
    for (const { changes } of fleets) await expect.poll(() => changes.at(-1)?.isUp).toBe(true);
    return fleets;
  }
  const allowancesOf = ([first, second]: readonly [Fleet, Fleet], perMinute: number) => {
    const own = first.allowances(perMinute);
    return [own, first === second ? own : second.allowances(perMinute)] as const;
  };

  test('is counted together: what one has let through, the other does not', async () => {
    const [first, second] = allowancesOf(await pair(), 600);
    expect(first.take('dashboard', 600)).toBeNull();
    // A gateway that has not heard yet lets one more through.
    await expect.poll(() => second.take('dashboard', 1)).toBeGreaterThan(0);
    expect(first.take('dashboard', 200)).toBeGreaterThan(10);
    expect(second.take('somebody else', 600)).toBeNull();
  });

  test('is there again as time goes by', async () => {
    const [first, second] = allowancesOf(await pair(), 60_000);
    expect(first.take('dashboard', 60_000)).toBeNull();
    await expect.poll(() => second.take('dashboard', 500)).toBeNull();
  });

  test('is new once, wherever it comes first', async () => {
    const [first, second] = await pair();
    for (const account of [SHOP]) {
      first.account(account);
      if (first !== second) second.account(account);
    }
    const sender = 'genstore/my-shop';
    expect(await first.replays.note(sender, ['a', 'b'])).toBe(false);
    expect(await second.replays.note(sender, ['b', 'c'])).toBe(true);
    expect(await first.replays.note(sender, ['c'])).toBe(true);
    expect(await second.replays.note(sender, ['d'])).toBe(false);
    expect(await second.replays.note('genstore/other-shop', ['a'])).toBe(false);
  });

  test('is new once, also where the account was connected anew in between', async () => {
    const [first, second] = await pair();
    const before = first.account(SHOP);
    for (const fleet of [first, second]) fleet.account(SHOP);
    before.leave();
    expect(await first.replays.note('genstore/my-shop', ['a'])).toBe(false);
    expect(await second.replays.note('genstore/my-shop', ['a'])).toBe(true);
  });
});

describeWithRedis('what gateways hear of a provider that does not answer', () => {
  const redis = redisForFile();
  const FAILURE = async () => ({ isFailure: true, isCancelled: false });
  const SUCCESS = async () => ({ isFailure: false, isCancelled: false });

  async function breakers() {
    const prefix = randomUUID().slice(0, 8);
    const made = await Promise.all(
      [0, 1].map(async () => {
        const fleet = joinRedis(redis, prefix);
        await expect.poll(() => fleet.changes.at(-1)?.isUp).toBe(true);
        const { hints } = fleet.account(SHOP);
        return { hints, breaker: new Breaker({ clock: systemClock, onChange: () => {}, hints }) };
      }),
    );
    await untilListening(redis, { prefix, channel: 'breakers', gateways: 2 });
    return made as [(typeof made)[number], (typeof made)[number]];
  }

  test('opens no breaker by itself, and makes one failure enough', async () => {
    const [first, second] = await breakers();
    for (let failure = 0; failure < 5; failure += 1) await through(first.breaker, FAILURE);
    expect(first.breaker.status().state).toBe('OPEN');
    await expect.poll(() => second.hints.isOpenElsewhere()).toBe(true);
    await through(second.breaker, SUCCESS);
    expect(second.breaker.status().state).toBe('CLOSED');
    await through(second.breaker, FAILURE);
    expect(second.breaker.status().state).toBe('OPEN');
  });

  test('is heard of by the connection in force, and not by one that was left', async () => {
    const prefix = randomUUID().slice(0, 8);
    const [teller, hearer] = [joinRedis(redis, prefix), joinRedis(redis, prefix)];
    const { hints } = teller.account(SHOP);
    const [before, after] = [hearer.account(SHOP), hearer.account(SHOP)];
    before.leave();
    await untilListening(redis, { prefix, channel: 'breakers', gateways: 2 });
    await expect.poll(() => teller.changes.at(-1)?.isUp).toBe(true);
    hints.tell(30_000);
    await expect.poll(() => after.hints.isOpenElsewhere()).toBe(true);
    expect(before.hints.isOpenElsewhere()).toBe(false);
  });

  test('says nothing where nobody has said anything', async () => {
    const [first, second] = await breakers();
    await through(second.breaker, FAILURE);
    expect(second.breaker.status().state).toBe('CLOSED');
    expect(first.hints.isOpenElsewhere()).toBe(false);
  });
});

describe('a hint', () => {
  test('is nothing in memory: one gateway needs five failures', async () => {
    const { hints } = openInMemory().account(SHOP);
    hints.tell(5_000);
    expect(hints.isOpenElsewhere()).toBe(false);
  });
});
