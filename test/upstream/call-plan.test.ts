import { describe, expect, test } from 'vitest';
import { problem } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { TransactionSource } from '../../src/domain/transaction-source.ts';
import type { CallLogEntry } from '../../src/telemetry/call-log.ts';
import { AccountGuard } from '../../src/upstream/account-guard.ts';
import { type CallPlan, oneCallPerKey } from '../../src/upstream/call-plan.ts';
import { UpstreamError } from '../../src/upstream/failure.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { reply } from '../support/replies.ts';

function keyOf(value: string): TransactionKey {
  return { provider: 'genstore', account: 'my-shop', kind: 'PAYMENT_ID', value };
}

/** A plan whose calls end as `answers` says for their value; every other value is answered. */
function source(
  answers: Readonly<Record<string, () => Promise<never>>> = {},
  { capacity = Number.POSITIVE_INFINITY } = {},
) {
  const log: CallLogEntry[] = [];
  const clock = new ManualClock();
  const asked: string[] = [];
  const plan: CallPlan = {
    operation: 'payment',
    ask: async ({ value }) => {
      asked.push(value);
      clock.advance(7);
      return (await answers[value]?.()) ?? reply(`{"v":"${value}"}`);
    },
    read: (key, { text }) => {
      if (key.value === 'unreadable') throw new RangeError(`cannot read ${text}`);
      return problem('NOT_FOUND', { message: `read ${key.value}` });
    },
  };
  const guard = new AccountGuard({
    limits: { capacity, refillPerSecond: capacity, concurrency: 64, waiting: 100 },
    // A second attempt never fits beside the first.
    deadlines: { providerTimeoutMs: 2_000, attemptTimeoutMs: 2_000 },
    clock,
    random: () => 0,
    onBreakerChange: () => {},
  });
  const tools = {
    http: { get: () => Promise.reject(), close: async () => {} },
    clock,
    guard,
    log: (entry: CallLogEntry) => log.push(entry),
  };
  return {
    log,
    asked,
    guard,
    plan,
    tools,
    lookup: (...values: string[]) => lookUp(oneCallPerKey(plan, tools), values),
  };
}

/** All at once; the outcomes come in the order of the values. */
function lookUp(source: TransactionSource, values: readonly string[], context = lookupContext()) {
  return Promise.all(values.map((value) => source.lookup(keyOf(value), context)));
}

const refuses = () => Promise.reject(new UpstreamError('conn_refused'));

describe('one call for each key', () => {
  test('gives every key its own outcome', async () => {
    const { lookup, asked } = source();
    const outcomes = await lookup('PI1', 'PI2', 'PI3');
    expect(asked.sort()).toEqual(['PI1', 'PI2', 'PI3']);
    expect(outcomes).toMatchObject(['PI1', 'PI2', 'PI3'].map((value) => ({ message: `read ${value}` })));
  });

  test('leaves the neighbours of a failed call alone', async () => {
    const [first, failed, last] = await source({ PI2: refuses }).lookup('PI1', 'PI2', 'PI3');
    expect([first, last]).toMatchObject([{ message: 'read PI1' }, { message: 'read PI3' }]);
    expect(failed).toEqual(problem('PROVIDER_UNAVAILABLE'));
  });

  test('leaves the neighbours of an unreadable reply alone, and shows nothing of the reply', async () => {
    const { lookup, log } = source();
    const [readable, unreadable] = await lookup('PI1', 'unreadable');
    expect(readable).toMatchObject({ message: 'read PI1' });
    expect(unreadable).toEqual(problem('INTERNAL'));
    expect(log.map(({ reason }) => reason).sort()).toEqual(['reader_failed', 'reply']);
  });

  test('never rejects, whatever is thrown', async () => {
    for (const thrown of [new TypeError('x'), 'text', undefined, null]) {
      const outcomes = await source({ PI1: () => Promise.reject(thrown) }).lookup('PI1');
      expect(outcomes).toEqual([problem('PROVIDER_UNAVAILABLE')]);
    }
  });

  test('gives the rows beyond the budget RATE_LIMITED with a time to come back, and serves the others', async () => {
    const { guard, plan, tools, asked } = source({}, { capacity: 2 });
    // No time to wait for a token: an attempt takes all that is left.
    const context = lookupContext({ deadline: 2_000 });
    const outcomes = await lookUp(oneCallPerKey(plan, tools), ['PI1', 'PI2', 'PI3'], context);
    expect(asked).toEqual(['PI1', 'PI2']);
    expect(outcomes[2]).toEqual(problem('RATE_LIMITED', { retryAfterSeconds: 1 }));
    expect(outcomes.slice(0, 2)).toMatchObject([{ message: 'read PI1' }, { message: 'read PI2' }]);
    expect(guard.status().budget.spent).toBe(2);
  });

  test('tells of every call that it makes, and of no other', async () => {
    const { plan, tools } = source({}, { capacity: 2 });
    const told: string[] = [];
    const context = lookupContext({ deadline: 2_000, onCall: ({ value }) => told.push(value) });
    await lookUp(oneCallPerKey(plan, tools), ['PI1', 'PI2', 'PI3'], context);
    expect(told).toEqual(['PI1', 'PI2']);
  });

  test('believes what a reply says of the rate, and only downward', async () => {
    const { plan, tools, guard } = source({}, { capacity: 40 });
    const reports = [{ used: 30, size: 40 }, null, { used: 0, size: 400 }];
    const reporting = { ...plan, rateLimit: () => reports.shift() ?? null };
    const available: (number | null)[] = [];
    for (const value of ['PI1', 'PI2', 'PI3']) {
      await oneCallPerKey(reporting, { ...tools, clock: new ManualClock() }).lookup(keyOf(value), lookupContext());
      available.push(guard.status().budget.available);
    }
    expect(available).toEqual([10, 9, 8]);
    expect(guard.status().budget.capacity).toBe(40);
  });
});

describe('the log of calls', () => {
  test('has one line for each call, with exactly these fields', async () => {
    const { lookup, log } = source();
    await lookup('PI0020241010151755224');
    expect(log).toHaveLength(1);
    expect(log[0]).toStrictEqual({
      requestId: 'request-1',
      provider: 'genstore',
      account: 'my-shop',
      operation: 'payment',
      reference: expect.stringMatching(/^[\w-]{16}$/),
      attempt: 1,
      priority: 'INTERACTIVE',
      queuedMs: 0,
      status: 200,
      reason: 'reply',
      outcome: 'NOT_FOUND',
      milliseconds: 7,
      bytes: 29,
      breaker: 'CLOSED',
    });
  });

  test('never holds the raw id, nor what was thrown', async () => {
    const secret = 'pt_raw-token-4711';
    const { lookup, log } = source({
      [secret]: () => Promise.reject(new TypeError(`GET https://x/?payment_token=${secret}`)),
    });
    await lookup(secret);
    expect(log).toMatchObject([{ status: null, reason: 'network', outcome: 'PROVIDER_UNAVAILABLE', bytes: 0 }]);
    expect(JSON.stringify(log)).not.toContain('4711');
  });

  test('names one reference the same way every time, and two differently', async () => {
    const { lookup, log } = source();
    await lookup('PI1', 'PI2');
    await lookup('PI1');
    const [first, second, again] = log.map(({ reference }) => reference);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  test('has one line for each failure too, with its reason', async () => {
    const { lookup, log } = source({ PI2: refuses });
    await lookup('PI1', 'PI2', 'unreadable');
    expect(log.map(({ reason }) => reason).sort()).toEqual(['conn_refused', 'reader_failed', 'reply']);
  });
});
