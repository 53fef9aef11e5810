import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRIORITIES, type Priority } from '../../src/domain/priority.ts';
import { Budget, type BudgetLimits } from '../../src/upstream/budget.ts';
import { UpstreamError } from '../../src/upstream/failure.ts';
import type { Permit } from '../../src/upstream/permit.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

const UNLIMITED = { capacity: Number.POSITIVE_INFINITY, refillPerSecond: Number.POSITIVE_INFINITY };

interface Asked {
  state: 'waiting' | 'granted' | 'over_budget' | 'cancelled';
  retryAfterSeconds: number | null;
  at: number | null;
  permit: Permit | null;
  priority: Priority;
  readonly caller: string;
  readonly subject: string;
  readonly latestStart: number;
  readonly leave: () => void;
}

interface Question {
  readonly priority?: Priority;
  readonly caller?: string;
  readonly subject?: string;
  /** How long it can wait, from now. */
  readonly patience?: number;
}

/** Genstore's default bucket, unless told otherwise, and callers whose fate can be seen. */
function budgetOf(limits: Partial<BudgetLimits> = {}) {
  const clock = new ManualClock();
  const budget = new Budget({ capacity: 40, refillPerSecond: 2, concurrency: 64, waiting: 2_000, ...limits }, clock);
  let count = 0;
  const granted: Asked[] = [];

  function ask({ priority = 'INTERACTIVE', caller = 'clerk', subject, patience = 6_000 }: Question = {}): Asked {
    count += 1;
    const controller = new AbortController();
    const asked: Asked = {
      state: 'waiting',
      retryAfterSeconds: null,
      at: null,
      permit: null,
      priority,
      caller,
      subject: subject ?? `subject ${count}`,
      latestStart: clock.monotonic() + patience,
      leave: () => controller.abort(),
    };
    const end = (state: Asked['state']) => {
      asked.state = state;
      asked.at = clock.monotonic();
    };
    budget
      .acquire({
        priority: () => asked.priority,
        caller,
        subject: asked.subject,
        latestStart: asked.latestStart,
        signal: controller.signal,
      })
      .then(
        (permit) => {
          end('granted');
          asked.permit = permit;
          granted.push(asked);
        },
        (error: unknown) => {
          if (!(error instanceof UpstreamError)) throw error;
          end(error.reason as 'over_budget' | 'cancelled');
          asked.retryAfterSeconds = error.retryAfterSeconds;
        },
      );
    return asked;
  }

  return {
    clock,
    budget,
    ask,
    /** In the order in which they were granted. */
    granted,
    async asked(howMany: number, question: Question = {}): Promise<Asked[]> {
      const all = Array.from({ length: howMany }, () => ask(question));
      await settled();
      return all;
    },
    /** Every granted call ends at once from here on, so that places are never the question. */
    releaseAll() {
      for (const { permit } of granted) permit?.release();
    },
  };
}

const statesOf = (asked: readonly Asked[]) => {
  const counts: Record<string, number> = {};
  for (const { state } of asked) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

describe('tokens', () => {
  test('are as many as the bucket holds, and then as fast as it refills', async () => {
    const { asked, clock, budget } = budgetOf();
    const all = await asked(46);
    expect(statesOf(all)).toEqual({ granted: 40, waiting: 6 });
    for (const seconds of [0.5, 1, 1.5, 2, 2.5, 3]) {
      await clock.run(499);
      expect(statesOf(all).granted).toBe(40 + seconds * 2 - 1);
      await clock.run(1);
      expect(statesOf(all).granted).toBe(40 + seconds * 2);
    }
    expect(budget.status()).toMatchObject({ spent: 46, available: 0, waiting: 0, capacity: 40, refillPerSecond: 2 });
    expect(clock.pending).toBe(0);
  });

  test('wake the line also when they come between two looks at the clock', async () => {
    for (let after = 8; after < 10; after += 0.05) {
      const clock = new ManualClock();
      const monotonic = clock.monotonic.bind(clock);
      let reads = 0;
      // As a real clock does, it goes on while somebody decides.
      clock.monotonic = () => {
        reads += 1;
        return monotonic() + reads * 0.05;
      };
      const budget = new Budget({ capacity: 1, refillPerSecond: 100, concurrency: 64, waiting: 2_000 }, clock);
      const acquire = () =>
        budget.acquire({
          priority: () => 'INTERACTIVE',
          caller: 'clerk',
          subject: 'one',
          latestStart: clock.monotonic() + 6_000,
          signal: new AbortController().signal,
        });
      (await acquire()).release();
      clock.advance(after);
      let isGranted = false;
      void acquire().then(() => {
        isGranted = true;
      });
      // Far less than anybody waits for.
      await clock.run(100);
      expect([after, isGranted]).toEqual([after, true]);
    }
  });

  test('are saved up to the capacity and no further', async () => {
    const { asked, clock, budget, releaseAll } = budgetOf();
    await asked(40);
    releaseAll();
    await clock.run(7_250);
    expect(budget.status().available).toBe(14);
    await clock.run(3_600_000);
    expect(budget.status().available).toBe(40);
    expect(statesOf(await asked(41, { patience: 0 }))).toEqual({ granted: 40, over_budget: 1 });
  });

  test('are not given back by a call that was made, whatever became of it', async () => {
    const { asked, budget, releaseAll } = budgetOf();
    await asked(40);
    releaseAll();
    expect(budget.status()).toMatchObject({ available: 0, spent: 40, inFlight: 0 });
  });

  test('are given back by a call that was not made, once, and go to whoever waits', async () => {
    const { asked, budget, granted } = budgetOf();
    const [first, ...rest] = await asked(42);
    expect(statesOf(rest)).toEqual({ granted: 39, waiting: 2 });
    first?.permit?.refund();
    first?.permit?.refund();
    first?.permit?.release();
    await settled();
    expect(statesOf(rest)).toEqual({ granted: 40, waiting: 1 });
    expect(budget.status()).toMatchObject({ spent: 40, inFlight: 40, available: 0 });
    expect(granted).toHaveLength(41);
  });

  test('that are given back never exceed the capacity', async () => {
    const { asked, budget, granted, clock } = budgetOf();
    await asked(5);
    await clock.run(60_000);
    for (const { permit } of granted) permit?.refund();
    expect(budget.status()).toMatchObject({ available: 40, spent: 0 });
  });
});

describe('what a reply says of the count', () => {
  test('lowers ours and never raises it', async () => {
    const { asked, budget } = budgetOf();
    await asked(10);
    budget.observe(25, 40);
    expect(budget.status().available).toBe(15);
    budget.observe(0, 40);
    budget.observe(0, 4_000);
    expect(budget.status()).toMatchObject({ available: 15, capacity: 40 });
    budget.observe(12, 10);
    expect(budget.status()).toMatchObject({ available: 0, capacity: 10 });
  });

  test('refuses at once those who can no longer be served in time, and keeps the others', async () => {
    const { asked, budget, clock } = budgetOf();
    await asked(38);
    const [a, b, c] = [await asked(2, { patience: 600 }), await asked(1, { patience: 1_200 }), await asked(1)];
    expect(statesOf([...a, ...b, ...c])).toEqual({ granted: 2, waiting: 2 });
    const waiting = [...b, ...c];
    budget.observe(40, 40);
    await clock.run(500);
    expect(waiting.map(({ state }) => state)).toEqual(['granted', 'waiting']);
    budget.freeze(1);
    await settled();
    expect(statesOf(waiting)).toEqual({ granted: 1, waiting: 1 });
  });

  test('dismisses a waiter whose turn moved behind its time', async () => {
    const { asked, budget } = budgetOf({ capacity: 40, refillPerSecond: 2 });
    await asked(40, { priority: 'INTERACTIVE' });
    const background = await asked(1, { priority: 'BACKGROUND', patience: 5_500 });
    expect(background[0]).toMatchObject({ state: 'waiting' });
    budget.freeze(1);
    await settled();
    expect(background[0]).toMatchObject({ state: 'over_budget', retryAfterSeconds: 7 });
  });

  test('is not a reason to stop for good where we know of no refill', async () => {
    const { asked, budget } = budgetOf(UNLIMITED);
    await asked(1);
    budget.observe(40, 40);
    expect(statesOf(await asked(10))).toEqual({ granted: 10 });
    expect(budget.status()).toMatchObject({ capacity: null, available: null, refillPerSecond: null, spent: 11 });
  });
});

describe('a freeze', () => {
  test('refuses those who cannot wait so long at once, with the time that it takes; the others wait', async () => {
    const { asked, budget, clock } = budgetOf();
    await asked(40);
    const impatient = await asked(1, { patience: 3_000 });
    const patient = await asked(1, { patience: 12_000 });
    budget.freeze(10);
    await settled();
    expect(impatient[0]).toMatchObject({ state: 'over_budget', at: 0 });
    expect(impatient[0]?.retryAfterSeconds).toBeGreaterThanOrEqual(11);
    expect(impatient[0]?.retryAfterSeconds).toBeLessThanOrEqual(12);
    await clock.run(10_499);
    expect(patient[0]?.state).toBe('waiting');
    await clock.run(1);
    expect(patient[0]).toMatchObject({ state: 'granted', at: 10_500 });
  });

  test('saves nothing up, keeps nothing saved, and is not shortened by a later one', async () => {
    const { asked, budget, clock } = budgetOf();
    budget.freeze(30);
    budget.freeze(1);
    expect(budget.status()).toMatchObject({ available: 0, frozenSeconds: 30 });
    await clock.run(29_999);
    expect(budget.status()).toMatchObject({ available: 0, frozenSeconds: 1 });
    expect(statesOf(await asked(1, { patience: 0 }))).toEqual({ over_budget: 1 });
    await clock.run(1_001);
    expect(budget.status()).toMatchObject({ available: 2, frozenSeconds: 0 });
  });

  test('of an account without a known limit ends by itself and starts everybody who waited', async () => {
    const { asked, budget, clock } = budgetOf(UNLIMITED);
    budget.freeze(2);
    const all = await asked(10);
    expect(statesOf(all)).toEqual({ waiting: 10 });
    await clock.run(2_000);
    expect(statesOf(all)).toEqual({ granted: 10 });
    expect(clock.pending).toBe(0);
  });

  test('moves the promises that were made before it', async () => {
    const { asked, budget, clock } = budgetOf();
    await asked(40);
    const [told] = await asked(1, { patience: 0, subject: 'PI1' });
    expect(told?.retryAfterSeconds).toBe(1);
    budget.freeze(20);
    const [again] = await asked(1, { patience: 0, subject: 'PI1' });
    expect(again?.retryAfterSeconds).toBeGreaterThanOrEqual(21);
    await clock.run((again?.retryAfterSeconds ?? 0) * 1_000);
    expect(statesOf(await asked(1, { patience: 0, subject: 'PI1' }))).toEqual({ granted: 1 });
  });
});

describe('priorities', () => {
  test('go before each other while they wait, whoever came first', async () => {
    const { asked, clock, granted } = budgetOf({ capacity: 4, refillPerSecond: 1 });
    await asked(4);
    await asked(2, { priority: 'BACKGROUND', patience: 60_000 });
    await asked(2, { priority: 'WATCH', patience: 60_000 });
    await asked(2, { priority: 'INTERACTIVE', patience: 60_000 });
    await clock.run(20_000);
    expect(granted.slice(4).map(({ priority }) => priority)).toEqual([
      'INTERACTIVE',
      'INTERACTIVE',
      'WATCH',
      'WATCH',
      'BACKGROUND',
      'BACKGROUND',
    ]);
  });

  test('leave their share of tokens: 500 background rows do not make one clerk wait', async () => {
    const { asked, budget } = budgetOf({ concurrency: 1_000 });
    expect(statesOf(await asked(500, { priority: 'BACKGROUND', caller: 'reconciliation' }))).toEqual({
      granted: 30,
      waiting: 12,
      over_budget: 458,
    });
    expect(budget.status().available).toBe(10);
    expect(statesOf(await asked(10, { patience: 0 }))).toEqual({ granted: 10 });
  });

  test('leave their share of places: 500 background rows do not make one clerk wait', async () => {
    const { asked, budget } = budgetOf(UNLIMITED);
    const rows = await asked(500, { priority: 'BACKGROUND', patience: 60_000 });
    expect(statesOf(rows)).toEqual({ granted: 32, waiting: 468 });
    expect(statesOf(await asked(16, { priority: 'WATCH' }))).toEqual({ granted: 16 });
    expect(statesOf(await asked(16))).toEqual({ granted: 16 });
    expect(budget.status().inFlight).toBe(64);
  });

  test('of the clerk come first for minutes: background work under way does not slow a steady clerk', async () => {
    const { ask, asked, clock, releaseAll } = budgetOf();
    const clerk: Asked[] = [];
    for (let second = 0; second < 120; second += 1) {
      await asked(20, { priority: 'BACKGROUND', caller: 'reconciliation' });
      clerk.push(ask({ patience: 0 }));
      await clock.run(1_000);
      releaseAll();
    }
    expect(statesOf(clerk)).toEqual({ granted: 120 });
  });

  test('fill the line for their like only', async () => {
    const { asked } = budgetOf({ ...UNLIMITED, concurrency: 4, waiting: 10 });
    await asked(4);
    const background = await asked(20, { priority: 'BACKGROUND', patience: 60_000 });
    expect(statesOf(background)).toEqual({ waiting: 10, over_budget: 10 });
    expect(statesOf(await asked(3))).toEqual({ waiting: 3 });
  });

  test('take effect when they are raised while waiting, though no call ends and no token comes', async () => {
    const { asked, clock, budget } = budgetOf();
    const rows = await asked(31, { priority: 'BACKGROUND', patience: 60_000 });
    const last = rows.at(-1);
    expect(last?.state).toBe('waiting');
    expect(budget.status().available).toBe(10);
    (last as Asked).priority = 'INTERACTIVE';
    await clock.run(100);
    expect(last?.state).toBe('granted');
  });
});

describe('a call that is in no hurry any more', () => {
  test('lets those pass who are, though it came first', async () => {
    const { asked, releaseAll, granted } = budgetOf({ ...UNLIMITED, concurrency: 2 });
    await asked(2);
    const [first, second, third] = await asked(3, { patience: 60_000 });
    (first as Asked).priority = 'BACKGROUND';
    releaseAll();
    await settled();
    expect([first?.state, second?.state, third?.state]).toEqual(['waiting', 'granted', 'granted']);
    releaseAll();
    await settled();
    expect(granted.at(-1)).toBe(first);
  });
});

describe('a permit that is taken at once', () => {
  const demand = (caller: string) => ({ priority: () => 'INTERACTIVE' as const, caller });

  test('is a turn of its caller', async () => {
    const { asked, budget, granted } = budgetOf({ ...UNLIMITED, concurrency: 2 });
    const permits = [budget.take(demand('table')), budget.take(demand('table'))];
    await asked(1, { caller: 'table', patience: 60_000 });
    await asked(1, { caller: 'single', patience: 60_000 });
    permits[0]?.release();
    await settled();
    expect(granted.map(({ caller }) => caller)).toEqual(['single']);
    expect(budget.status()).toMatchObject({ spent: 3, inFlight: 2, waiting: 1 });
  });

  test('passes nobody who waits', async () => {
    const { asked, budget } = budgetOf({ ...UNLIMITED, concurrency: 2 });
    await asked(2);
    const [waiting] = await asked(1, { priority: 'BACKGROUND', patience: 60_000 });
    expect(budget.take(demand('clerk'))).toBeNull();
    expect(waiting?.state).toBe('waiting');
  });
});

describe('callers', () => {
  test('of one priority are served in turn: a table of 100 rows does not push out a single look-up', async () => {
    const { asked, clock, granted } = budgetOf({ capacity: 1, refillPerSecond: 1, concurrency: 200 });
    await asked(1, { caller: 'table' });
    await asked(100, { caller: 'table', patience: 120_000 });
    const [single] = await asked(1, { caller: 'single', patience: 2_000 });
    await clock.run(120_000);
    expect(single?.state).toBe('granted');
    expect(single?.at).toBeLessThanOrEqual(2_000);
    expect(granted).toHaveLength(102);
  });

  test('each get the same number of calls, to within one, over any stretch', async () => {
    const { asked, clock, granted } = budgetOf({ capacity: 1, refillPerSecond: 1, concurrency: 200 });
    await asked(1, { caller: 'before' });
    for (const caller of ['a', 'b', 'c']) await asked(30, { caller, patience: 200_000 });
    for (let until = 10; until <= 90; until += 10) {
      await clock.run(10_000);
      const counts = ['a', 'b', 'c'].map((name) => granted.filter(({ caller }) => caller === name).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });
});

describe('admission', () => {
  test('serves what the time allows and refuses the rest at once', async () => {
    const { asked, clock } = budgetOf();
    const rows = await asked(100);
    expect(statesOf(rows)).toEqual({ granted: 40, waiting: 12, over_budget: 48 });
    expect(rows.filter(({ state }) => state === 'over_budget').every(({ at }) => at === 0)).toBe(true);
    await clock.run(6_000);
    expect(statesOf(rows)).toEqual({ granted: 52, over_budget: 48 });
  });

  test('of somebody without any patience is granted where a token is there', async () => {
    const { asked, clock } = budgetOf();
    await clock.run(5_000);
    expect(statesOf(await asked(1, { patience: -1_000 }))).toEqual({ granted: 1 });
  });

  test('dismisses whoever is pushed back by more urgent calls, as soon as that is certain', async () => {
    const { ask, asked, clock, releaseAll } = budgetOf({ capacity: 4, refillPerSecond: 1 });
    await asked(4);
    const [pushed] = await asked(1, { priority: 'BACKGROUND', patience: 3_000 });
    expect(pushed?.state).toBe('waiting');
    for (let second = 0; second < 3; second += 1) {
      ask();
      await clock.run(1_000);
      releaseAll();
    }
    expect(pushed).toMatchObject({ state: 'over_budget', at: 1_000 });
    expect(pushed?.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  });

  test('dismisses at its time whoever was promised a place that did not come free', async () => {
    const { asked, clock } = budgetOf({ ...UNLIMITED, concurrency: 1 });
    const [hanging, waiting] = await asked(2, { patience: 3_000 });
    await clock.run(2_999);
    expect([hanging?.state, waiting?.state]).toEqual(['granted', 'waiting']);
    await clock.run(1);
    expect(waiting).toMatchObject({ state: 'over_budget', retryAfterSeconds: 1 });
    expect(clock.pending).toBe(0);
  });

  test('has a cap on how many wait', async () => {
    const { asked, budget } = budgetOf({ ...UNLIMITED, concurrency: 2, waiting: 3 });
    const all = await asked(7, { patience: 60_000 });
    expect(statesOf(all)).toEqual({ granted: 2, waiting: 3, over_budget: 2 });
    for (const { state, retryAfterSeconds } of all) {
      if (state === 'over_budget') expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
    }
    expect(budget.status().waiting).toBe(3);
  });

  test('where nobody may wait still serves what can start now', async () => {
    const { asked } = budgetOf({ ...UNLIMITED, concurrency: 2, waiting: 0 });
    expect(statesOf(await asked(5))).toEqual({ granted: 2, over_budget: 3 });
  });
});

describe('places', () => {
  test('are the only bound of an account without a known limit', async () => {
    const { asked, budget, releaseAll } = budgetOf({ ...UNLIMITED, concurrency: 64 });
    const all = await asked(200, { patience: 60_000 });
    expect(statesOf(all)).toEqual({ granted: 64, waiting: 136 });
    releaseAll();
    await settled();
    expect(statesOf(all)).toEqual({ granted: 128, waiting: 72 });
    releaseAll();
    await settled();
    releaseAll();
    await settled();
    expect(budget.status()).toMatchObject({ inFlight: 8, waiting: 0, spent: 200 });
  });

  test('are freed once by one call', async () => {
    const { asked, budget } = budgetOf({ ...UNLIMITED, concurrency: 2 });
    const [first] = await asked(2);
    first?.permit?.release();
    first?.permit?.release();
    first?.permit?.refund();
    expect(budget.status().inFlight).toBe(1);
  });
});

describe('whoever leaves', () => {
  test('before asking is not let in', async () => {
    const { budget } = budgetOf();
    const demand = { priority: () => 'INTERACTIVE' as const, caller: 'c', subject: 's', latestStart: 1 };
    const asking = budget.acquire({ ...demand, signal: AbortSignal.abort() });
    await expect(asking).rejects.toMatchObject({ reason: 'cancelled' });
    expect(budget.status().spent).toBe(0);
  });

  test('while waiting makes room, spends nothing and leaves no timer behind', async () => {
    const { asked, budget, clock } = budgetOf();
    await asked(40);
    const waiting = await asked(3);
    for (const { leave } of waiting) leave();
    await settled();
    expect(statesOf(waiting)).toEqual({ cancelled: 3 });
    expect(budget.status()).toMatchObject({ waiting: 0, spent: 40 });
    expect(clock.pending).toBe(0);
    await clock.run(500);
    expect(budget.status().available).toBe(1);
  });

  test('after the grant changes nothing', async () => {
    const { asked, budget } = budgetOf();
    const [first] = await asked(1);
    first?.leave();
    await settled();
    expect(first?.state).toBe('granted');
    expect(budget.status()).toMatchObject({ inFlight: 1, spent: 1 });
  });
});

/** Everybody comes back when told, until everything is granted. */
async function comeBackAsTold(
  { ask, clock, releaseAll }: ReturnType<typeof budgetOf>,
  rows: readonly Asked[],
  patience: number,
) {
  let refusals = 0;
  let open = [...rows];
  const back = new Map<Asked, number>();
  const start = clock.monotonic();
  while (open.length > 0 && clock.monotonic() - start < 3_600_000) {
    await settled();
    releaseAll();
    open = open.filter(({ state }) => state !== 'granted');
    for (const [index, row] of open.entries()) {
      if (row.state !== 'over_budget') continue;
      const due = back.get(row);
      if (due === undefined) {
        back.set(row, clock.monotonic() + (row.retryAfterSeconds ?? 0) * 1_000);
        refusals += 1;
      } else if (due <= clock.monotonic()) {
        open[index] = ask({ caller: row.caller, subject: row.subject, priority: row.priority, patience });
      }
    }
    await clock.run(250);
  }
  return { refusals, seconds: (clock.monotonic() - start) / 1_000, left: open.length };
}

describe('the promise of a time', () => {
  test('is kept for 1,000 refused calls that come back as told, without any patience, at the pace of the bucket', async () => {
    const tools = budgetOf({ concurrency: 1_000 });
    await tools.asked(40);
    const rows = await tools.asked(1_000, { patience: 0 });
    expect(statesOf(rows)).toEqual({ over_budget: 1_000 });
    const times = rows.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    const { refusals, seconds, left } = await comeBackAsTold(tools, rows, 0);
    expect({ refusals, left }).toEqual({ refusals: 1_000, left: 0 });
    expect(seconds).toBeGreaterThanOrEqual(500);
    expect(seconds).toBeLessThanOrEqual(503);
  });

  test('is kept for ten dashboards of 100 rows: nobody is refused twice, and the interactive wait is the deadline at most', async () => {
    const tools = budgetOf();
    const rows = (
      await Promise.all(Array.from({ length: 10 }, (_, index) => tools.asked(100, { caller: `dashboard ${index}` })))
    ).flat();
    expect(statesOf(rows)).toEqual({ granted: 40, waiting: 12, over_budget: 948 });
    expect(rows.filter(({ state, at }) => state === 'over_budget' && at !== 0)).toEqual([]);
    const { refusals, seconds, left } = await comeBackAsTold(tools, rows, 6_000);
    expect({ refusals, left }).toEqual({ refusals: 948, left: 0 });
    expect(seconds).toBeGreaterThanOrEqual(480);
    expect(seconds).toBeLessThanOrEqual(485);
    expect(tools.budget.status().spent).toBe(1_000);
  });

  test('is the same for whoever asks again too early, and takes nobody else further back', async () => {
    const { asked, clock } = budgetOf();
    await asked(40);
    const [first] = await asked(1, { patience: 0, subject: 'PI1' });
    const [second] = await asked(1, { patience: 0, subject: 'PI2' });
    for (let again = 0; again < 50; again += 1) await asked(1, { patience: 0, subject: 'PI1' });
    const [third] = await asked(1, { patience: 0, subject: 'PI3' });
    expect([first, second, third].map((row) => row?.retryAfterSeconds)).toEqual([1, 2, 2]);
    await clock.run(400);
    const [early] = await asked(1, { patience: 0, subject: 'PI1' });
    expect(early?.retryAfterSeconds).toBe(1);
  });

  test('belongs to the caller: the same subject of another one has its own', async () => {
    const { asked } = budgetOf({ refillPerSecond: 0.5 });
    await asked(40);
    const [mine] = await asked(1, { patience: 0, subject: 'PI1', caller: 'a' });
    const [theirs] = await asked(1, { patience: 0, subject: 'PI1', caller: 'b' });
    expect(mine?.retryAfterSeconds).toBeLessThan(theirs?.retryAfterSeconds ?? 0);
  });

  test('lapses when the bucket is full again: those who never came back hold up nobody', async () => {
    const { asked, clock } = budgetOf({ concurrency: 100 });
    await asked(40);
    await asked(1_000, { patience: 0 });
    expect((await asked(1, { patience: 0, subject: 'PI1' }))[0]?.retryAfterSeconds).toBeGreaterThan(500);
    await clock.run(20_000);
    await asked(40);
    for (const subject of ['PI1', 'PI2']) {
      expect((await asked(1, { patience: 0, subject }))[0]?.retryAfterSeconds).toBeLessThanOrEqual(2);
    }
  });

  test('takes a bounded amount of memory', async () => {
    const { budget, clock } = budgetOf();
    const demand = { priority: () => 'INTERACTIVE' as const, latestStart: 0, signal: new AbortController().signal };
    const before = heapAfterCollection();
    for (let index = 0; index < 100_000; index += 1) {
      const asking = budget.acquire({ ...demand, caller: `caller ${index % 5_000}`, subject: `subject ${index}` });
      asking.then(
        (permit) => permit.release(),
        () => {},
      );
      if (index % 1_000 === 0) await settled();
    }
    await settled();
    // 10,000 promises of a hundred bytes or two; 100,000 would take more than this.
    if (before !== null) expect((heapAfterCollection() ?? 0) - before).toBeLessThan(8_000_000);
    expect(budget.status().waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

function heapAfterCollection(): number | null {
  if (globalThis.gc === undefined) return null;
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

type Step =
  | { readonly do: 'ask'; readonly priority: Priority; readonly caller: string; readonly patience: number }
  | { readonly do: 'release' | 'refund' | 'leave' | 'raise'; readonly which: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'observe'; readonly used: number; readonly size: number }
  | { readonly do: 'freeze'; readonly seconds: number };

const which = fc.nat(50);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      priority: fc.constantFrom(...PRIORITIES),
      caller: fc.constantFrom('a', 'b', 'c'),
      patience: fc.integer({ min: -100, max: 8_000 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('refund' as const, 'leave' as const, 'raise' as const), which }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), milliseconds: fc.integer({ min: 0, max: 3_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('observe' as const),
      used: fc.nat(12),
      size: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), seconds: fc.integer({ min: 1, max: 5 }) }) },
);

describe('whatever happens', () => {
  test.each([
    ['a small bucket', { capacity: 8, refillPerSecond: 3, concurrency: 5, waiting: 6 }],
    ['a bucket that refills slowly', { capacity: 3, refillPerSecond: 0.4, concurrency: 2, waiting: 50 }],
    ['no known limit', { ...UNLIMITED, concurrency: 3, waiting: 4 }],
  ])('with %s, no token is spent twice, no place is taken twice, and nobody is lost', async (_, limits) => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 80 }), async (script) => {
        const { ask, budget, clock } = budgetOf(limits);
        const all: Asked[] = [];
        // A bucket that nothing ever lowers: ours may have less, never more.
        const model = {
          tokens: limits.capacity,
          at: 0,
          frozenUntil: 0,
          left: new Set<Asked>(),
          ended: new Set<Asked>(),
        };
        const seen = new Set<Asked>();

        function check(): void {
          const fresh = all.filter((asked) => asked.state === 'granted' && !seen.has(asked));
          for (const asked of fresh.toSorted((left, right) => (left.at ?? 0) - (right.at ?? 0))) {
            seen.add(asked);
            const at = asked.at ?? 0;
            if (at > model.at)
              model.tokens = Math.min(
                limits.capacity,
                model.tokens + ((at - model.at) / 1_000) * limits.refillPerSecond,
              );
            model.at = Math.max(model.at, at);
            model.tokens -= 1;
            expect(model.tokens).toBeGreaterThan(-1e-6);
            expect(at).toBeGreaterThanOrEqual(model.frozenUntil);
          }
          const inFlight = all.filter((asked) => asked.state === 'granted' && !model.ended.has(asked));
          expect(inFlight.length).toBeLessThanOrEqual(limits.concurrency);
          const waiting = all.filter(({ state }) => state === 'waiting');
          expect(budget.status()).toMatchObject({ inFlight: inFlight.length, waiting: waiting.length });
          expect(budget.status().available ?? 0).toBeLessThanOrEqual(Math.min(limits.capacity, 1e9));
          // Three priorities, each with a line of its own at most.
          expect(waiting.length).toBeLessThanOrEqual(limits.waiting * PRIORITIES.length);
          for (const { latestStart } of waiting) expect(latestStart).toBeGreaterThan(clock.monotonic() - 1);
          for (const { state, retryAfterSeconds } of all) {
            if (state === 'over_budget') expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
          }
        }

        const pick = (state: Asked['state'], index: number) => {
          const open = all.filter((asked) => asked.state === state && !model.ended.has(asked));
          return open[index % Math.max(1, open.length)];
        };
        for (const step of script) {
          if (step.do === 'ask') all.push(ask(step));
          if (step.do === 'pass') await clock.run(step.milliseconds);
          if (step.do === 'observe') budget.observe(step.used, step.size);
          if (step.do === 'freeze') {
            await settled();
            check();
            model.frozenUntil = Math.max(model.frozenUntil, clock.monotonic() + step.seconds * 1_000);
            budget.freeze(step.seconds);
          }
          if (step.do === 'release' || step.do === 'refund') {
            const asked = pick('granted', step.which);
            if (asked !== undefined) {
              check();
              model.ended.add(asked);
              if (step.do === 'refund') model.tokens = Math.min(limits.capacity, model.tokens + 1);
              asked.permit?.[step.do]();
            }
          }
          if (step.do === 'leave') {
            const asked = pick('waiting', step.which);
            if (asked !== undefined) model.left.add(asked);
            asked?.leave();
          }
          if (step.do === 'raise') {
            const asked = pick('waiting', step.which);
            if (asked !== undefined) asked.priority = 'INTERACTIVE';
          }
          await settled();
          check();
        }

        for (const asked of all) if (asked.state === 'granted' && !model.ended.has(asked)) asked.permit?.release();
        for (let round = 0; round < 60 && budget.status().waiting > 0; round += 1) {
          await clock.run(1_000);
          for (const asked of all) if (asked.state === 'granted') asked.permit?.release();
        }
        await settled();
        for (const asked of all) asked.permit?.release();
        expect(statesOf(all).waiting).toBeUndefined();
        for (const asked of all) if (asked.state === 'cancelled') expect(model.left.has(asked)).toBe(true);
        expect(budget.status()).toMatchObject({ waiting: 0, inFlight: 0 });
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
