import { expect, test } from 'vitest';
import { shareLookups } from '../../src/cache/shared-lookups.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../../src/domain/freshness.ts';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { Span } from '../../src/domain/span.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { TransactionSource } from '../../src/domain/transaction-source.ts';
import { createLookupLoader } from '../../src/loaders/lookup-loader.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { settled } from '../support/manual-clock.ts';

const key = (account: string, value: string): TransactionKey => ({ provider: 'p', account, kind: 'K', value });
const context = lookupContext();
const saying = (message: string) => problem('NOT_FOUND', { message });
const messageOf = (outcome: LookupOutcome) => ('message' in outcome ? outcome.message : outcome.outcome);
const FORCED: FreshnessDemand = { ...DEFAULT_FRESHNESS, forceRefresh: true };

/** Answers each key with its account and value. */
function echoing(): TransactionSource & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    lookup: async ({ account, value }) => {
      asked.push(value);
      return saying(`${account}:${value}`);
    },
  };
}

/** Look-ups stay under way until a test answers them. */
function pending() {
  const calls = new Map<string, { readonly span: Span | undefined; readonly answer: () => void }>();
  const source: TransactionSource = {
    lookup: ({ value }, { span }) => {
      const { promise, resolve } = Promise.withResolvers<LookupOutcome>();
      calls.set(value, { span, answer: () => resolve(saying(value)) });
      return promise;
    },
  };
  return { source, calls };
}

test('equal keys are asked once, and each row has its own answer, whichever arrives first', async () => {
  const { source, calls } = pending();
  const load = createLookupLoader(() => source, context);
  const rows = ['a', 'b', 'a', 'c', 'b'].map((value) => load(key('x', value), DEFAULT_FRESHNESS));
  await settled();
  expect([...calls.keys()]).toEqual(['a', 'b', 'c']);
  for (const call of [...calls.values()].toReversed()) {
    call.answer();
    await settled();
  }
  expect((await Promise.all(rows)).map(messageOf)).toEqual(['a', 'b', 'a', 'c', 'b']);
});

test('each account is asked for its own keys, and equal values of two accounts stay apart', async () => {
  const sources = { x: echoing(), y: echoing() };
  const load = createLookupLoader((_provider, account) => sources[account as 'x' | 'y'], context);
  const outcomes = await Promise.all([
    load(key('x', 'a'), DEFAULT_FRESHNESS),
    load(key('y', 'a'), DEFAULT_FRESHNESS),
    load(key('x', 'b'), DEFAULT_FRESHNESS),
  ]);
  expect(outcomes.map(messageOf)).toEqual(['x:a', 'y:a', 'x:b']);
  expect([sources.x.asked, sources.y.asked]).toEqual([['a', 'b'], ['a']]);
});

test.each([
  ['traces nothing', undefined],
  ['is traced', notedSpan().span],
])('a source that rejects, throws or does not exist costs its own row only, of a request that %s', async (_, span) => {
  const good = echoing();
  const throws = () => {
    throw new Error('broken');
  };
  const sources: Record<string, TransactionSource> = {
    good,
    rejecting: { lookup: () => Promise.reject(new Error('broken')) },
    throwing: { lookup: throws },
    'throwing at once': { known: throws, lookup: good.lookup },
  };
  const load = createLookupLoader((_provider, account) => sources[account], { ...context, span });
  const accounts = ['good', 'rejecting', 'throwing', 'throwing at once', 'missing', 'good'];
  const outcomes = await Promise.all(
    accounts.map((account, index) => load(key(account, String(index)), DEFAULT_FRESHNESS)),
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'NOT_FOUND',
    'INTERNAL',
    'INTERNAL',
    'INTERNAL',
    'INTERNAL',
    'NOT_FOUND',
  ]);
});

test.each([
  ['traces nothing', undefined],
  ['is traced', notedSpan().span],
])('of a batch, four look-ups begin in a turn of the event loop, in order, in a request that %s', async (_, span) => {
  const { source, calls } = pending();
  const load = createLookupLoader(() => source, { ...context, span });
  const values = Array.from({ length: 10 }, (_each, index) => String(index));
  const rows = values.map((value) => load(key('x', value), DEFAULT_FRESHNESS));
  const begun: number[] = [];
  while (calls.size < values.length) {
    await settled();
    begun.push(calls.size);
  }
  expect(begun).toEqual([4, 8, 10]);
  expect([...calls.keys()]).toEqual(values);
  for (const { answer } of calls.values()) answer();
  expect((await Promise.all(rows)).map(messageOf)).toEqual(values);
});

test.each([
  ['traces nothing', undefined],
  ['is traced', notedSpan().span],
])(
  'a key under several demands begins under all of them in one turn, wherever it stands, in a request that %s',
  async (_, span) => {
    const { promise: stillUnderWay } = Promise.withResolvers<LookupOutcome>();
    const asked: string[] = [];
    const source: TransactionSource = {
      lookup: ({ value }) => {
        asked.push(value);
        return stillUnderWay;
      },
    };
    const load = createLookupLoader(() => source, { ...context, span });
    const values = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const value of values) void load(key('x', value), DEFAULT_FRESHNESS);
    for (const value of values.toReversed()) void load(key('x', value), FORCED);
    await settled();
    expect(asked).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
    await settled();
    expect(asked.slice(8)).toEqual(['e', 'e', 'f', 'f']);
  },
);

test('of a batch whose client leaves, what has not begun asks nobody', async () => {
  const { source, calls } = pending();
  const flying = shareLookups(source);
  const leaving = new AbortController();
  const load = createLookupLoader(() => flying, { ...context, signal: leaving.signal });
  const rows = Array.from({ length: 10 }, (_each, index) => load(key('x', String(index)), DEFAULT_FRESHNESS));
  await settled();
  leaving.abort();
  const outcomes = await Promise.all(rows);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(10).fill('DEADLINE_EXCEEDED'));
  expect(calls.size).toBe(4);
});

test('a demand of freshness is part of what is equal: the same key under another demand is asked again', async () => {
  const asked: FreshnessDemand[] = [];
  const source: TransactionSource = {
    lookup: async (_key, { freshness }) => {
      asked.push(freshness);
      return saying(String(freshness.forceRefresh));
    },
  };
  const load = createLookupLoader(() => source, context);
  const outcomes = await Promise.all([
    load(key('x', 'a'), DEFAULT_FRESHNESS),
    load(key('x', 'a'), FORCED),
    load(key('x', 'a'), { ...FORCED }),
  ]);
  expect(outcomes.map(messageOf)).toEqual(['false', 'true', 'true']);
  expect(asked).toEqual([DEFAULT_FRESHNESS, FORCED]);
});

test('what is known is answered at once, not as a promise, and is not looked up', async () => {
  const { lookup, asked } = echoing();
  const answer = saying('known');
  const demands: FreshnessDemand[] = [];
  const source: TransactionSource = {
    lookup,
    known: ({ value }, { freshness }) => {
      demands.push(freshness);
      return value === 'known' && !freshness.forceRefresh ? answer : undefined;
    },
  };
  const load = createLookupLoader(() => source, context);
  expect(load(key('x', 'known'), DEFAULT_FRESHNESS)).toBe(answer);
  expect(await load(key('x', 'unknown'), DEFAULT_FRESHNESS)).toEqual(saying('x:unknown'));
  expect(await load(key('x', 'known'), FORCED)).toEqual(saying('x:known'));
  expect(demands).toEqual([DEFAULT_FRESHNESS, DEFAULT_FRESHNESS, FORCED]);
  expect(asked).toEqual(['unknown', 'known']);
});

test('an answer once given to a request stays so within it, also where the source knows more by then', async () => {
  const { lookup, asked } = echoing();
  const answers = new Map([['a', saying('known before')]]);
  const source: TransactionSource = { lookup, known: ({ value }) => answers.get(value) };
  const load = createLookupLoader(() => source, context);
  const rows = () => Promise.all(['a', 'b'].map((value) => load(key('x', value), DEFAULT_FRESHNESS)));
  const first = await rows();
  for (const value of ['a', 'b']) answers.set(value, saying('known since'));
  expect((await rows()).map(messageOf)).toEqual(first.map(messageOf));
  expect(first.map(messageOf)).toEqual(['known before', 'x:b']);
  expect(asked).toEqual(['b']);
  // Of this request only.
  const next = createLookupLoader(() => source, context)(key('x', 'a'), DEFAULT_FRESHNESS);
  expect(messageOf(await next)).toBe('known since');
});

test('a traced request has one step for each account, over all that it is asked for, and none for what is known', async () => {
  const { source, calls } = pending();
  const { span, steps } = notedSpan();
  const known = ({ value }: TransactionKey) => (value === 'known' ? saying(value) : undefined);
  const load = createLookupLoader(() => ({ ...source, known }), { ...context, span });
  const rows = [key('x', 'a'), key('y', 'b'), key('x', 'c'), key('x', 'a'), key('z', 'known')].map((each) =>
    load(each, DEFAULT_FRESHNESS),
  );
  await settled();
  expect(steps.map(({ name, facts }) => [name, facts])).toEqual([
    ['load', { provider: 'p', account: 'x', references: 2 }],
    ['load', { provider: 'p', account: 'y', references: 1 }],
  ]);
  // What a look-up does is a step within that of its account.
  expect(['a', 'b', 'c'].map((value) => steps.findIndex((step) => step.span === calls.get(value)?.span))).toEqual([
    0, 1, 0,
  ]);
  const over: boolean[][] = [];
  for (const value of ['b', 'a', 'c']) {
    calls.get(value)?.answer();
    await settled();
    over.push(steps.map(({ isOver }) => isOver));
  }
  expect(over).toEqual([
    [false, true],
    [false, true],
    [true, true],
  ]);
  expect((await Promise.all(rows)).map(messageOf)).toEqual(['a', 'b', 'c', 'a', 'known']);
});

/** An operation that notes its steps, and which of them are over. */
function notedSpan() {
  const steps: { readonly name: string; readonly facts: unknown; readonly span: Span; isOver: boolean }[] = [];
  const span: Span = {
    begin(name, facts) {
      const step = {
        name,
        facts,
        span: {
          ...span,
          end: () => {
            step.isOver = true;
          },
        },
        isOver: false,
      };
      steps.push(step);
      return step.span;
    },
    end: () => {},
    carry: (work) => work(),
  };
  return { span, steps };
}
