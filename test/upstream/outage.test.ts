import { describe, expect, test } from 'vitest';
import type { LookupOutcome } from '../../src/domain/lookup-outcome.ts';
import { answers, type Behaviour, fails, guardedAccount, hangs, says, takes } from '../support/guarded-account.ts';
import { ManualClock } from '../support/manual-clock.ts';

const REQUESTS_PER_SECOND = 10;

interface Asked {
  readonly at: number;
  outcome?: LookupOutcome['outcome'];
  answeredAt?: number;
}

/** A steady stream of clients of two accounts, one of which is down from second 10 to second 70. */
async function outage(down: Behaviour) {
  const clock = new ManualClock();
  const options = { clock, random: () => 0.5, limits: { capacity: 1_000, refillPerSecond: 100 } };
  const broken = guardedAccount(options);
  const healthy = guardedAccount(options);
  for (const { provider } of [broken, healthy]) provider.does = takes(20);
  const asked: Asked[] = [];
  const beside: Asked[] = [];
  let openedAt = Number.POSITIVE_INFINITY;

  const ask = ({ run }: typeof broken, into: Asked[]) => {
    const request: Asked = { at: clock.monotonic() };
    into.push(request);
    void run({}, `PI${into.length}`).then(({ outcome }) =>
      Object.assign(request, { outcome, answeredAt: clock.monotonic() }),
    );
  };
  for (let tick = 0; tick < 150 * REQUESTS_PER_SECOND; tick += 1) {
    if (clock.monotonic() === 10_000) broken.provider.does = down;
    if (clock.monotonic() === 70_000) broken.provider.does = takes(20);
    ask(broken, asked);
    ask(healthy, beside);
    for (let step = 0; step < 10; step += 1) {
      await clock.run(10);
      if (broken.guard.breaker.status().state === 'OPEN') openedAt = Math.min(openedAt, clock.monotonic());
    }
  }
  await clock.run(10_000);
  return { clock, broken, healthy, asked, beside, openedAt };
}

const within = (from: number, to: number) => (at: number) => at >= from && at < to;

describe.each<[string, Behaviour, number]>([
  ['refuses connections', fails('conn_refused'), 2_000],
  ['answers 500 in 100 ms', takes(100, says(500)), 2_000],
  ['never answers', hangs, 5_000],
])('while a provider %s for a minute', (_, down, opensWithin) => {
  test('it is asked a little before the breaker opens, by probes after that, and all again with the first that is answered', async () => {
    const { broken, asked, openedAt } = await outage(down);
    expect(openedAt).toBeLessThan(10_000 + opensWithin);

    const failing = within(10_000, openedAt + 1);
    const callsBefore = broken.calls.filter(failing).length;
    const requestsBefore = asked.filter(({ at }) => failing(at)).length;
    // A fifth more than there were clients, or the three retries that are always allowed.
    expect(callsBefore).toBeLessThanOrEqual(Math.max(requestsBefore * 1.2, requestsBefore + 3));

    const duringOutage = broken.calls.filter(within(10_000, 70_000)).length;
    expect(duringOutage).toBeLessThanOrEqual(asked.filter(({ at }) => within(10_000, 70_000)(at)).length * 1.2);
    const probes = broken.calls.filter(within(openedAt + 1, 70_000));
    // After 5, 10, 20 seconds; the fourth is due after the outage. A probe that is never answered takes time itself.
    expect(probes.length).toBe(3);
    expect(probes.every((at, index) => at - (probes[index - 1] ?? openedAt) >= 5_000 * 2 ** index)).toBe(true);

    const recovered = broken.calls.filter((at) => at >= 70_000)[0] ?? Number.NaN;
    expect(recovered).toBeLessThanOrEqual(openedAt + (5 + 10 + 20 + 40) * 1_000 + 4 * 2_500);
    const after = asked.filter(({ at }) => at >= recovered);
    expect(after.length).toBeGreaterThan(300);
    expect(after.every(({ outcome }) => outcome === 'AWAITING_CUSTOMER')).toBe(true);
  });

  test('every client has an answer within its deadline, and at once while the breaker is open', async () => {
    const { asked, openedAt, broken } = await outage(down);
    expect(asked.filter(({ outcome }) => outcome === undefined)).toEqual([]);
    expect(asked.filter(({ at, answeredAt }) => (answeredAt ?? 0) - at > 8_000)).toEqual([]);
    const probes = broken.calls.filter(within(openedAt + 1, 70_000));
    const whileOpen = asked.filter(
      ({ at }) => within(openedAt + 1, 70_000)(at) && !probes.some((probe) => within(probe, probe + 2_100)(at)),
    );
    expect(whileOpen.length).toBeGreaterThan(400);
    expect(whileOpen.filter(({ at, answeredAt }) => answeredAt !== at)).toEqual([]);
  });

  test('another account is not affected: each of its clients is answered with one call, as fast as ever', async () => {
    const { healthy, beside } = await outage(down);
    expect(
      beside.every(({ outcome, at, answeredAt }) => outcome === 'AWAITING_CUSTOMER' && answeredAt === at + 20),
    ).toBe(true);
    expect(healthy.calls).toHaveLength(beside.length);
    expect(healthy.guard.status()).toMatchObject({ health: 'UP', breaker: { state: 'CLOSED' } });
  });

  test('the breaker is logged once when it opens and once when it closes, however often it is probed', async () => {
    const { broken, healthy } = await outage(down);
    expect(broken.breakerChanges).toEqual(['OPEN', 'CLOSED']);
    expect(healthy.breakerChanges).toEqual([]);
  });

  test('nothing is left behind: no timer, no place, no waiter', async () => {
    const { clock, broken } = await outage(down);
    expect(clock.pending).toBe(0);
    expect(broken.guard.status()).toMatchObject({ health: 'UP', budget: { inFlight: 0, waiting: 0 } });
    expect(broken.attempts).toHaveLength(broken.calls.length);
    expect(broken.guard.status().budget.spent).toBe(broken.calls.length);
  });
});

test('a hundred clients at the moment in which a provider goes down cause 1.2 calls each at most', async () => {
  for (const down of [fails('conn_refused'), takes(100, says(502)), hangs]) {
    const { provider, run, clock, calls } = guardedAccount({ random: () => 0.5 });
    provider.does = answers;
    await run();
    calls.length = 0;
    provider.does = down;
    const outcomes = Array.from({ length: 100 }, () => run());
    await clock.run(20_000);
    await Promise.all(outcomes);
    expect(calls.length).toBeLessThanOrEqual(120);
  }
});
