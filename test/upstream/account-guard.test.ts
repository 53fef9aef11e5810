import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { FailureReason } from '../../src/upstream/failure.ts';
import {
  answers,
  type Behaviour,
  fails,
  guardedAccount,
  hangs,
  says,
  sends,
  takes,
} from '../support/guarded-account.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { settled } from '../support/manual-clock.ts';

const ANSWERED: LookupOutcome = { outcome: 'AWAITING_CUSTOMER' };
const UNAVAILABLE = problem('PROVIDER_UNAVAILABLE');

/** Opens the breaker with look-ups that fail once each. */
async function brokenAccount(options: Parameters<typeof guardedAccount>[0] = {}) {
  const account = guardedAccount(options);
  account.provider.does = fails('tls');
  for (let failure = 0; failure < 5; failure += 1) await account.outcome();
  expect(account.guard.status()).toMatchObject({ health: 'DOWN', breaker: { state: 'OPEN', retryAfterSeconds: 5 } });
  account.calls.length = 0;
  account.attempts.length = 0;
  return account;
}

describe('a look-up', () => {
  test('that is answered takes one call, one token and one place for as long as the call takes', async () => {
    const { run, provider, guard, clock, calls, attempts } = guardedAccount({
      limits: { capacity: 40, refillPerSecond: 2 },
    });
    provider.does = takes(300);
    const outcome = run();
    await settled();
    expect(guard.status().budget).toMatchObject({ inFlight: 1, available: 39 });
    await clock.run(300);
    expect(await outcome).toEqual(ANSWERED);
    expect(guard.status()).toMatchObject({ health: 'UP', budget: { inFlight: 0, spent: 1 } });
    expect(calls).toEqual([0]);
    expect(attempts).toMatchObject([{ number: 1, outcome: ANSWERED, reason: 'reply', milliseconds: 300 }]);
    expect(clock.pending).toBe(0);
  });

  test('whose reply cannot be read is INTERNAL, once, and no fault of the provider', async () => {
    const { outcome, provider, calls, guard } = guardedAccount();
    provider.does = sends('unreadable');
    for (let again = 0; again < 10; again += 1) expect(await outcome()).toEqual(problem('INTERNAL'));
    expect(calls).toHaveLength(10);
    expect(guard.breaker.status().state).toBe('CLOSED');
  });

  test('that fails still frees its place', async () => {
    const { outcome, provider, guard } = guardedAccount({ limits: { concurrency: 1 } });
    for (const behaviour of [fails('tls'), says(403), sends('unreadable')]) {
      provider.does = behaviour;
      await outcome();
      expect(guard.status().budget).toMatchObject({ inFlight: 0, waiting: 0 });
    }
  });
});

describe('a retry', () => {
  test.each<[string, Behaviour]>([
    ...(['conn_refused', 'dns', 'connect_timeout', 'ttfb', 'reset', 'proto', 'network'] as FailureReason[]).map(
      (reason): [string, Behaviour] => [reason, fails(reason)],
    ),
    ['500', says(500)],
    ['502', says(502)],
    ['503', says(503)],
    ['504', says(504)],
    ['JSON that is cut off', sends('{"ok":tr')],
    ['429', says(429)],
  ])('is made after %s, once, and its answer is the answer', async (_, behaviour) => {
    const { outcome, provider, calls, attempts } = guardedAccount();
    provider.script = [behaviour, answers];
    expect(await outcome()).toEqual(ANSWERED);
    expect(calls).toHaveLength(2);
    expect(attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  test.each<[string, Behaviour]>([
    ...(['tls', 'body_timeout', 'redirect', 'too_large', 'encoding', 'cancelled'] as FailureReason[]).map(
      (reason): [string, Behaviour] => [reason, fails(reason)],
    ),
    ['400', says(400)],
    ['401', says(401)],
    ['403', says(403)],
    ['404', says(404)],
    ['409', says(409)],
    ['422', says(422)],
    ['JSON of another shape', sends('{"ok":false}')],
    ['HTML', sends('<html></html>')],
    ['nothing', sends('')],
    ['an answer', answers],
  ])('is not made after %s', async (_, behaviour) => {
    const { outcome, provider, calls, attempts } = guardedAccount();
    provider.script = [behaviour, answers, answers];
    await outcome();
    expect(calls).toHaveLength(1);
    expect(attempts).toHaveLength(1);
  });

  test('is the last: two failures are the answer, with one log line each', async () => {
    const { outcome, provider, calls, attempts } = guardedAccount();
    provider.does = says(500);
    expect(await outcome()).toEqual(UNAVAILABLE);
    expect(calls).toHaveLength(2);
    expect(attempts.map(({ number, reply }) => [number, reply?.status])).toEqual([
      [1, 500],
      [2, 500],
    ]);
  });

  test.each([
    [0, 50],
    [0.5, 150],
    [0.999_999, 250],
  ])('waits a moment that chance decides: %d gives %d ms', async (chance, pause) => {
    const { outcome, provider, calls } = guardedAccount({ random: () => chance });
    provider.script = [fails('reset')];
    await outcome();
    expect(calls[1]).toBeCloseTo(pause, 2);
  });

  test('spends a token of its own', async () => {
    const { outcome, provider, guard } = guardedAccount({ limits: { capacity: 40, refillPerSecond: 2 } });
    provider.script = [fails('reset')];
    await outcome();
    expect(guard.status().budget.spent).toBe(2);
  });

  test('is made only where the pause and a whole attempt fit what the client has left', async () => {
    const chance = () => 0.5;
    for (const [deadline, expected] of [
      [2_150, 2],
      [2_149, 1],
    ]) {
      const { outcome, provider, calls } = guardedAccount({ random: chance });
      provider.does = fails('reset');
      expect(await outcome({ deadline: deadline as number })).toEqual(UNAVAILABLE);
      expect(calls).toHaveLength(expected as number);
    }
  });

  test('is made only where it fits what the provider has, from the start of the first attempt', async () => {
    for (const [first, expected] of [
      [1_850, 2],
      [1_851, 1],
    ]) {
      const { outcome, provider, calls } = guardedAccount({ random: () => 0.5 });
      provider.does = takes(first as number, fails('reset'));
      await outcome();
      expect(calls).toHaveLength(expected as number);
    }
  });

  test('that finds no token in time leaves the first failure as the answer, not a shortage', async () => {
    const { outcome, provider, calls } = guardedAccount({ limits: { capacity: 1, refillPerSecond: 0.1 } });
    provider.does = fails('reset');
    expect(await outcome()).toEqual(UNAVAILABLE);
    expect(calls).toHaveLength(1);
  });

  test('is not made for somebody who has left meanwhile', async () => {
    const { run, provider, calls, clock } = guardedAccount({ random: () => 1 });
    provider.does = fails('reset');
    const controller = new AbortController();
    const outcome = run({ signal: controller.signal });
    await clock.run(100);
    controller.abort();
    expect(await outcome).toEqual(problem('DEADLINE_EXCEEDED'));
    await clock.run(5_000);
    expect(calls).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test.each([
    [1, 1],
    [3, 3],
    [4, 3],
  ])('is allowed to three at once where few are under way: of %d, to %d', async (together, retried) => {
    const { run, provider, calls, clock } = guardedAccount();
    provider.script = Array.from({ length: together }, () => takes(10, fails('proto')));
    const outcomes = Array.from({ length: together }, () => run());
    await clock.run(1_000);
    await Promise.all(outcomes);
    expect(calls).toHaveLength(together + retried);
  });

  test('is allowed to a fifth of those under way where there are many', async () => {
    const { run, provider, calls, clock } = guardedAccount({ random: () => 1, limits: { concurrency: 100 } });
    // Every third one fails, which is too few for the breaker; twenty more are under way all the time.
    provider.script = [
      ...Array.from({ length: 60 }, (_, index) => takes(10, index % 3 === 0 ? fails('reset') : answers)),
      ...Array.from({ length: 20 }, () => takes(500)),
    ];
    const outcomes = Array.from({ length: 80 }, () => run());
    await clock.run(1_000);
    await Promise.all(outcomes);
    expect(calls.length - 80).toBeGreaterThanOrEqual(8);
    expect(calls.length - 80).toBeLessThanOrEqual(16);
  });

  test('is not made once the breaker is open, however many failed together', async () => {
    const { run, provider, calls, clock } = guardedAccount();
    provider.does = takes(10, fails('proto'));
    const outcomes = Array.from({ length: 50 }, () => run());
    await clock.run(1_000);
    for (const result of await Promise.all(outcomes)) expect(result.outcome).toBe('PROVIDER_UNAVAILABLE');
    expect(calls).toHaveLength(50);
  });
});

describe('429', () => {
  test('holds every call of the account back for as long as told, and is asked again after that', async () => {
    const { run, outcome, provider, calls, clock, guard } = guardedAccount({
      limits: { capacity: 40, refillPerSecond: 2 },
    });
    provider.script = [says(429, '1')];
    const limited = run();
    await settled();
    expect(guard.status()).toMatchObject({ health: 'DEGRADED', budget: { frozenSeconds: 1, available: 0 } });
    const neighbour = run({}, 'PI2');
    await clock.run(1_499);
    expect(calls).toEqual([0]);
    await clock.run(1_501);
    expect([await limited, await neighbour]).toEqual([ANSWERED, ANSWERED]);
    expect(calls).toEqual([0, 1_500, 2_000]);
    expect(await outcome()).toEqual(ANSWERED);
    expect(guard.status().health).toBe('UP');
  });

  test('with a pause that does not fit is the answer at once, and so it is for those behind it', async () => {
    const { outcome, provider, calls, clock } = guardedAccount({ limits: { capacity: 40, refillPerSecond: 2 } });
    provider.script = [says(429, '30')];
    expect(await outcome()).toEqual(problem('RATE_LIMITED', { retryAfterSeconds: 30 }));
    const behind = await outcome({}, 'PI2');
    expect(behind).toEqual(problem('RATE_LIMITED', { retryAfterSeconds: 31 }));
    expect(clock.monotonic()).toBe(0);
    expect(calls).toHaveLength(1);
    await clock.run(31_000);
    expect(await outcome({}, 'PI2')).toEqual(ANSWERED);
  });

  test.each([
    ['a number', '86400', 60],
    ['a date', 'Fri, 02 Jan 2026 09:04:05 GMT', 60],
  ])('with %s far away holds us back for a minute at most', async (_, header, seconds) => {
    const { outcome, provider, guard } = guardedAccount({ limits: { capacity: 40, refillPerSecond: 2 } });
    provider.script = [says(429, header)];
    expect(await outcome()).toEqual(problem('RATE_LIMITED', { retryAfterSeconds: seconds }));
    expect(guard.status().budget.frozenSeconds).toBe(seconds);
  });

  test('does not count for the breaker', async () => {
    const { outcome, provider, guard, clock } = guardedAccount();
    for (let again = 0; again < 30; again += 1) {
      provider.script = [says(429, '60')];
      await outcome();
      await clock.run(60_000);
    }
    expect(guard.breaker.status().state).toBe('CLOSED');
  });

  test('503 with Retry-After is asked again after that, where it fits', async () => {
    const { outcome, provider, calls } = guardedAccount();
    provider.script = [says(503, '1')];
    expect(await outcome()).toEqual(ANSWERED);
    expect(calls).toEqual([0, 1_000]);
    provider.script = [says(503, '9')];
    expect(await outcome()).toEqual(problem('PROVIDER_UNAVAILABLE', { retryAfterSeconds: 9 }));
  });
});

describe('a refused credential', () => {
  test.each([401, 403])('(%d) is not tried for 30 seconds, and then by one call', async (status) => {
    const { run, outcome, provider, calls, clock, guard } = guardedAccount();
    provider.does = takes(100, says(status));
    expect(await outcome()).toEqual(problem('PROVIDER_DENIED'));
    expect(guard.status().health).toBe('DENIED');
    for (let window = 1; window <= 3; window += 1) {
      const asked = Array.from({ length: 300 }, async (_, index) => {
        await new Promise<void>((resolve) => void clock.after(index * 100, resolve));
        return run({ deadline: clock.monotonic() + 8_000 });
      });
      await clock.run(30_000);
      for (const result of await Promise.all(asked)) expect(result).toEqual(problem('PROVIDER_DENIED'));
      expect(calls.length).toBeLessThanOrEqual(1 + window);
    }
    expect(calls.length).toBeGreaterThanOrEqual(3);
  });

  test('is tried by one call of many that come together after the pause', async () => {
    const { run, outcome, provider, calls, clock } = guardedAccount();
    provider.does = takes(100, says(401));
    await outcome();
    await clock.run(30_000);
    calls.length = 0;
    const together = Array.from({ length: 50 }, () => run());
    await clock.run(1_000);
    for (const result of await Promise.all(together)) expect(result).toEqual(problem('PROVIDER_DENIED'));
    expect(calls).toHaveLength(1);
  });

  test('that is let in again opens the way for all', async () => {
    const { run, outcome, provider, clock, guard } = guardedAccount();
    provider.script = [says(401)];
    await outcome();
    await clock.run(30_000);
    expect(await outcome()).toEqual(ANSWERED);
    expect(guard.status().health).toBe('UP');
    const together = Array.from({ length: 50 }, () => run());
    await clock.run(0);
    for (const result of await Promise.all(together)) expect(result).toEqual(ANSWERED);
  });

  test('stays undecided where the one call that tries it gets no answer: the next one tries', async () => {
    const { outcome, provider, clock, calls } = guardedAccount();
    provider.script = [says(401), fails('tls'), says(401)];
    await outcome();
    await clock.run(30_000);
    expect(await outcome()).toEqual(UNAVAILABLE);
    expect(await outcome()).toEqual(problem('PROVIDER_DENIED'));
    expect(await outcome()).toEqual(problem('PROVIDER_DENIED'));
    expect(calls).toHaveLength(3);
  });

  test('stops those who waited for their token meanwhile, and their token is not spent', async () => {
    const { run, provider, clock, calls, guard } = guardedAccount({ limits: { concurrency: 1 } });
    provider.does = takes(100, says(401));
    const all = Array.from({ length: 10 }, (_, index) => run({}, `PI${index}`));
    await clock.run(1_000);
    for (const result of await Promise.all(all)) expect(result).toEqual(problem('PROVIDER_DENIED'));
    expect(calls).toHaveLength(1);
    expect(guard.status().budget).toMatchObject({ spent: 1, inFlight: 0, waiting: 0 });
  });

  test('does not count for the breaker, and is asked before it', async () => {
    const { outcome, provider, guard, clock } = guardedAccount();
    provider.does = says(401);
    for (let again = 0; again < 10; again += 1) {
      await outcome();
      await clock.run(30_000);
    }
    expect(guard.breaker.status().state).toBe('CLOSED');
  });

  test('is asked before the budget: it is no shortage', async () => {
    const { outcome, provider, guard } = guardedAccount({ limits: { capacity: 1, refillPerSecond: 0.001 } });
    provider.script = [says(401)];
    await outcome();
    expect(await outcome()).toEqual(problem('PROVIDER_DENIED'));
    expect(guard.status().budget).toMatchObject({ spent: 1, waiting: 0 });
  });
});

describe('the breaker', () => {
  test('opens after five failures in a row, and not after four', async () => {
    const { outcome, provider, guard } = guardedAccount();
    for (const behaviours of [4, 4]) {
      provider.script = [...Array.from({ length: behaviours }, () => fails('tls')), answers];
      for (let call = 0; call <= behaviours; call += 1) await outcome();
      expect(guard.breaker.status().state).toBe('CLOSED');
    }
    provider.does = fails('tls');
    for (let call = 0; call < 5; call += 1) await outcome();
    expect(guard.breaker.status()).toEqual({ state: 'OPEN', retryAfterSeconds: 5 });
  });

  test('opens where half of twenty calls within ten seconds fail', async () => {
    const { outcome, provider, guard, clock } = guardedAccount();
    for (let call = 0; call < 20; call += 1) {
      expect([call, guard.breaker.status().state]).toEqual([call, 'CLOSED']);
      provider.script = [call % 2 === 0 ? answers : fails('tls')];
      await outcome();
      await clock.run(400);
    }
    expect(guard.breaker.status().state).toBe('OPEN');
  });

  test('does not open for a little less than half, nor for fewer than twenty', async () => {
    const { outcome, provider, guard, clock } = guardedAccount();
    for (let call = 0; call < 100; call += 1) {
      provider.script = [call % 3 === 0 ? fails('tls') : answers];
      await outcome();
      await clock.run(100);
    }
    expect(guard.breaker.status().state).toBe('CLOSED');
    await clock.run(20_000);
    for (let call = 0; call < 19; call += 1) {
      provider.script = [call % 2 === 0 ? fails('tls') : answers];
      await outcome();
    }
    expect(guard.breaker.status().state).toBe('CLOSED');
  });

  test('forgets what is older than ten seconds, also where calls are few', async () => {
    const { outcome, provider, guard, clock } = guardedAccount();
    for (let call = 0; call < 200; call += 1) {
      provider.script = [call % 2 === 0 ? fails('tls') : answers];
      await outcome();
      expect([call, guard.breaker.status().state]).toEqual([call, 'CLOSED']);
      // 17 calls in ten seconds.
      await clock.run(600);
    }
  });

  test.each<[string, Behaviour]>([
    ['a payment that does not exist', says(404)],
    ['a request that the provider rejects', says(422)],
    ['an answer that is a state', answers],
    ['a client that leaves', fails('cancelled')],
  ])('does not open for %s', async (_, behaviour) => {
    const { outcome, provider, guard } = guardedAccount();
    provider.does = behaviour;
    for (let call = 0; call < 40; call += 1) await outcome();
    expect(guard.breaker.status().state).toBe('CLOSED');
  });

  test('is not talked out of opening by clients that leave', async () => {
    const { outcome, provider, guard } = guardedAccount();
    for (let call = 0; call < 5; call += 1) {
      provider.script = [fails('tls'), fails('cancelled')];
      await outcome();
      if (call < 4) await outcome();
    }
    expect(guard.breaker.status().state).toBe('OPEN');
  });

  test('when open answers at once, without a call, a token or a log line, and says when to come back', async () => {
    const { outcome, calls, attempts, guard, clock } = await brokenAccount({
      limits: { capacity: 40, refillPerSecond: 2 },
    });
    const { spent } = guard.status().budget;
    const at = clock.monotonic();
    for (let again = 0; again < 100; again += 1) {
      expect(await outcome()).toEqual(problem('PROVIDER_UNAVAILABLE', { retryAfterSeconds: 5 }));
    }
    expect(clock.monotonic()).toBe(at);
    expect([calls, attempts]).toEqual([[], []]);
    expect(guard.status().budget).toMatchObject({ spent, waiting: 0, inFlight: 0 });
  });

  test('is asked before the budget: what is down is not short of calls', async () => {
    const { outcome, guard, calls } = await brokenAccount({ limits: { capacity: 5, refillPerSecond: 0.01 } });
    expect(guard.status().budget.available).toBe(0);
    expect(await outcome({ deadline: 0 })).toEqual(problem('PROVIDER_UNAVAILABLE', { retryAfterSeconds: 5 }));
    expect(calls).toEqual([]);
  });

  test('does not leave those who waited for a token to the broken provider, and gives their token back', async () => {
    const { run, provider, clock, calls, guard } = guardedAccount({ limits: { concurrency: 1 } });
    provider.does = takes(10, fails('tls'));
    const all = Array.from({ length: 20 }, (_, index) => run({}, `PI${index}`));
    await clock.run(1_000);
    await Promise.all(all);
    expect(calls).toHaveLength(5);
    expect(guard.status().budget).toMatchObject({ spent: 5, inFlight: 0, waiting: 0 });
  });

  test('lets one probe through after each pause, and the pauses double up to a minute', async () => {
    const { outcome, calls, clock } = await brokenAccount();
    const start = clock.monotonic();
    for (let second = 0; second < 400; second += 1) {
      await outcome();
      await clock.run(1_000);
    }
    const probes = calls.map((at) => Math.round((at - start) / 1_000));
    const gaps = probes.map((at, index) => at - (probes[index - 1] ?? 0));
    expect(gaps).toEqual([5, 10, 20, 40, 60, 60, 60, 60, 60]);
  });

  test('holds those who come with the probe until it is decided, and they share its fate', async () => {
    const { run, provider, calls, clock, guard } = await brokenAccount();
    await clock.run(5_000);
    expect(guard.status()).toMatchObject({
      health: 'DEGRADED',
      breaker: { state: 'HALF_OPEN', retryAfterSeconds: null },
    });
    provider.does = takes(300, fails('tls'));
    const all = Array.from({ length: 30 }, () => run());
    await clock.run(299);
    expect(calls).toHaveLength(1);
    await clock.run(1);
    for (const result of await Promise.all(all)) expect(result.outcome).toBe('PROVIDER_UNAVAILABLE');
    expect(calls).toHaveLength(1);
    expect(guard.status().budget).toMatchObject({ inFlight: 0 });
  });

  test('makes no call for those who leave while somebody else probes, and gives their token back', async () => {
    const { run, provider, calls, clock, guard } = await brokenAccount();
    await clock.run(5_000);
    provider.does = takes(1_000);
    const probe = run();
    await clock.run(1);
    const before = guard.status().budget;
    const leaving = new AbortController();
    const waiting = Array.from({ length: 20 }, () => run({ signal: leaving.signal }));
    await clock.run(1);
    leaving.abort();
    await clock.run(1_000);
    expect(await probe).toEqual(ANSWERED);
    for (const result of await Promise.all(waiting)) expect(result).toEqual(problem('DEADLINE_EXCEEDED'));
    expect(calls).toHaveLength(1);
    expect(guard.status()).toMatchObject({
      breaker: { state: 'CLOSED' },
      budget: { spent: before.spent, inFlight: 0 },
    });
  });

  test('closes with one probe that is answered, and everybody is served', async () => {
    const { run, provider, calls, clock, guard } = await brokenAccount();
    await clock.run(5_000);
    provider.does = takes(100);
    const all = Array.from({ length: 30 }, () => run());
    await clock.run(99);
    expect(calls).toHaveLength(1);
    await clock.run(101);
    for (const result of await Promise.all(all)) expect(result).toEqual(ANSWERED);
    expect(guard.status()).toMatchObject({ health: 'UP', breaker: { state: 'CLOSED' } });
  });

  test('begins with five seconds again after it has closed', async () => {
    const { outcome, provider, guard, clock } = await brokenAccount();
    await clock.run(5_000);
    await outcome();
    expect(guard.breaker.status()).toEqual({ state: 'OPEN', retryAfterSeconds: 10 });
    await clock.run(10_000);
    provider.script = [answers];
    await outcome();
    for (let failure = 0; failure < 5; failure += 1) await outcome();
    expect(guard.breaker.status()).toEqual({ state: 'OPEN', retryAfterSeconds: 5 });
  });

  test('is not closed by a probe whose client left, and does not pause longer for it', async () => {
    const { run, provider, guard, clock, calls } = await brokenAccount();
    for (let again = 1; again <= 3; again += 1) {
      await clock.run(5_000);
      provider.does = hangs;
      const controller = new AbortController();
      const probe = run({ signal: controller.signal });
      await clock.run(0);
      controller.abort();
      expect(await probe).toEqual(problem('DEADLINE_EXCEEDED'));
      expect(guard.breaker.status()).toEqual({ state: 'OPEN', retryAfterSeconds: 5 });
      expect(calls).toHaveLength(again);
    }
    await clock.run(5_000);
    provider.does = fails('tls');
    await run();
    expect(guard.breaker.status()).toEqual({ state: 'OPEN', retryAfterSeconds: 10 });
  });

  test('keeps its times whatever happens to the wall clock', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2) });
    onTestFinished(() => void vi.useRealTimers());
    const { outcome, provider, clock, calls } = await brokenAccount();
    vi.setSystemTime(Date.UTC(2026, 0, 1));
    await clock.run(5_000);
    provider.script = [answers];
    expect(await outcome()).toEqual(ANSWERED);
    provider.does = fails('tls');
    for (let failure = 0; failure < 5; failure += 1) await outcome();
    calls.length = 0;
    vi.setSystemTime(Date.UTC(2027, 0, 1));
    await outcome();
    expect(calls).toEqual([]);
  });

  test('of a provider that flaps opens at most once in five seconds', async () => {
    const { run, provider, guard, clock } = guardedAccount();
    const openings: number[] = [];
    let before = 'CLOSED';
    for (let tick = 0; tick < 600; tick += 1) {
      provider.does = Math.floor(tick / 10) % 2 === 0 ? fails('tls') : answers;
      void run();
      await clock.run(100);
      const { state } = guard.breaker.status();
      if (state === 'OPEN' && before !== 'OPEN') openings.push(clock.monotonic());
      before = state;
    }
    expect(openings.length).toBeGreaterThan(1);
    const gaps = openings.slice(1).map((at, index) => at - (openings[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('time', () => {
  test('that is too short for a whole attempt starts a call only at once', async () => {
    const { run, provider, clock, calls } = guardedAccount({ limits: { capacity: 1, refillPerSecond: 10 } });
    provider.does = takes(50);
    const first = run({ deadline: 1_000 });
    const second = run({ deadline: 1_000 });
    await clock.run(1_000);
    expect([await first, await second]).toEqual([ANSWERED, problem('RATE_LIMITED', { retryAfterSeconds: 1 })]);
    expect(calls).toEqual([0]);
  });

  test('of a client who leaves while waiting ends the wait, and nothing is spent', async () => {
    const { run, provider, clock, guard, calls } = guardedAccount({ limits: { concurrency: 1 } });
    provider.does = takes(1_000);
    const first = run();
    const controller = new AbortController();
    const second = run({ signal: controller.signal });
    await clock.run(100);
    controller.abort();
    expect(await second).toEqual(problem('DEADLINE_EXCEEDED'));
    await clock.run(900);
    expect(await first).toEqual(ANSWERED);
    expect(calls).toHaveLength(1);
    expect(guard.status().budget).toMatchObject({ spent: 1, waiting: 0, inFlight: 0 });
  });
});

describe('a credential that was refused and is another one by now', () => {
  test('is tried at once with a token of its own, and closes no gate', async () => {
    const { guard, provider, calls, attempts, run, clock } = guardedAccount();
    provider.script.push(fails('credential_renewed'));
    expect((await run()).outcome).toBe('AWAITING_CUSTOMER');
    expect(calls).toEqual([clock.monotonic(), clock.monotonic()]);
    expect(attempts.map(({ number, reason }) => [number, reason])).toEqual([
      [1, 'credential_renewed'],
      [2, 'reply'],
    ]);
    expect(guard.budget.status().spent).toBe(2);
    expect(guard.status().health).toBe('UP');
  });

  test('is tried for every call that met the old one, however many they are', async () => {
    const { provider, calls, run } = guardedAccount();
    provider.script.push(...Array.from({ length: 40 }, () => fails('credential_renewed')));
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, index) => run({}, `PI${index}`)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['AWAITING_CUSTOMER']));
    expect(calls).toHaveLength(80);
  });

  test('and is refused again is denied, once and for the pause', async () => {
    const { guard, provider, calls, run } = guardedAccount();
    provider.script.push(fails('credential_renewed'), says(401));
    expect((await run()).outcome).toBe('PROVIDER_DENIED');
    expect(guard.status().health).toBe('DENIED');
    expect((await run()).outcome).toBe('PROVIDER_DENIED');
    expect(calls).toHaveLength(2);
  });
});

describe('the guard of another endpoint of the account', () => {
  /** One look-up there, with a provider that does `behaviour`. */
  async function besides(account: ReturnType<typeof guardedAccount>, behaviour: Behaviour) {
    const changes: string[] = [];
    const guard = account.guard.beside((state) => changes.push(state));
    const calls: number[] = [];
    const run = async (deadline = account.clock.monotonic() + 100) => {
      let outcome: LookupOutcome | undefined;
      void guard
        .run<LookupOutcome>(
          {
            subject: 'RF1',
            ask: (signal) => {
              calls.push(account.clock.monotonic());
              return behaviour(signal, account.clock);
            },
            read: ({ status }) =>
              status === 200 ? ANSWERED : problem(status === 401 ? 'PROVIDER_DENIED' : 'NOT_FOUND'),
            onStart: () => {},
            onAttempt: () => {},
          },
          lookupContext({ deadline }),
        )
        .then((result) => {
          outcome = result;
        });
      await account.clock.run(0);
      if (outcome === undefined) throw new Error('no outcome at once');
      return outcome;
    };
    return { run, calls, changes };
  }

  test('spends the same calls', async () => {
    const account = guardedAccount({ limits: { capacity: 2, refillPerSecond: 1 } });
    const { run } = await besides(account, answers);
    expect(await account.outcome()).toEqual(ANSWERED);
    expect(await run()).toEqual(ANSWERED);
    expect(account.guard.status().budget).toMatchObject({ available: 0, spent: 2 });
    expect(await run()).toMatchObject({ outcome: 'RATE_LIMITED' });
  });

  test('fails alone: its breaker opens, and that of the account stays closed', async () => {
    const account = guardedAccount();
    const { run, calls, changes } = await besides(account, fails('tls'));
    for (let failure = 0; failure < 6; failure += 1) await run();
    expect([calls.length, changes]).toEqual([5, ['OPEN']]);
    expect(account.guard.status()).toMatchObject({ health: 'UP', breaker: { state: 'CLOSED' } });
    expect(account.breakerChanges).toEqual([]);
    expect(await account.outcome()).toEqual(ANSWERED);
  });

  test('goes on where that of the account is open', async () => {
    const account = await brokenAccount();
    const { run } = await besides(account, answers);
    expect(await run()).toEqual(ANSWERED);
  });

  test('shares the credential: refused for one, it is tried for neither', async () => {
    const account = guardedAccount();
    const { run, calls } = await besides(account, says(401));
    expect(await run()).toEqual(problem('PROVIDER_DENIED'));
    expect(await account.outcome()).toEqual(problem('PROVIDER_DENIED'));
    expect(await run()).toEqual(problem('PROVIDER_DENIED'));
    expect([calls.length, account.calls.length, account.guard.status().health]).toEqual([1, 0, 'DENIED']);
  });
});
