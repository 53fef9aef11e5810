import { expect, test } from 'vitest';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../../src/domain/freshness.ts';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import { keyText, type TransactionKey } from '../../src/domain/transaction-key.ts';
import type { TransactionSource } from '../../src/domain/transaction-source.ts';
import { createLookupLoader } from '../../src/loaders/lookup-loader.ts';
import { lookupContext } from '../support/lookup-context.ts';

const key = (account: string, value: string): TransactionKey => ({ provider: 'p', account, kind: 'K', value });
const context = lookupContext();

/** Records its batches; answers in reverse, so that only matching by key can be right. */
function reversingSource(
  batches: string[][],
  answer: (value: string) => LookupOutcome = (value) => problem('NOT_FOUND', { message: value }),
): TransactionSource {
  return {
    lookup: async (keys) => {
      batches.push(keys.map(({ value }) => value));
      return new Map(keys.toReversed().map((asked) => [keyText(asked), answer(asked.value)]));
    },
  };
}

const messageOf = (outcome: LookupOutcome) => ('message' in outcome ? outcome.message : outcome.outcome);

test('equal keys are asked once, and answers come back by key whatever their order', async () => {
  const batches: string[][] = [];
  const load = createLookupLoader(() => reversingSource(batches), context);
  const outcomes = await Promise.all(
    ['a', 'b', 'a', 'c', 'b'].map((value) => load(key('x', value), DEFAULT_FRESHNESS)),
  );
  expect(outcomes.map(messageOf)).toEqual(['a', 'b', 'a', 'c', 'b']);
  expect(batches).toEqual([['a', 'b', 'c']]);
});

test('each account gets its own batch, and equal values of two accounts stay apart', async () => {
  const batches = { x: [] as string[][], y: [] as string[][] };
  const load = createLookupLoader(
    (_provider, account) =>
      reversingSource(batches[account as 'x' | 'y'], (value) =>
        problem('NOT_FOUND', { message: `${account}:${value}` }),
      ),
    context,
  );
  const outcomes = await Promise.all([
    load(key('x', 'a'), DEFAULT_FRESHNESS),
    load(key('y', 'a'), DEFAULT_FRESHNESS),
    load(key('x', 'b'), DEFAULT_FRESHNESS),
  ]);
  expect(outcomes.map(messageOf)).toEqual(['x:a', 'y:a', 'x:b']);
  expect(batches).toEqual({ x: [['a', 'b']], y: [['a']] });
});

test('a source that rejects, answers too little or does not exist costs its own rows only', async () => {
  const good = reversingSource([]);
  const sources: Record<string, TransactionSource> = {
    good,
    rejecting: { lookup: () => Promise.reject(new Error('broken')) },
    throwing: {
      lookup: () => {
        throw new Error('broken');
      },
    },
    forgetful: { lookup: async () => new Map() },
  };
  const load = createLookupLoader((_provider, account) => sources[account], context);
  const accounts = ['good', 'rejecting', 'throwing', 'forgetful', 'missing', 'good'];
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

test('a demand of freshness is part of what is equal: the same key under another demand is asked again', async () => {
  const asked: FreshnessDemand[] = [];
  const source: TransactionSource = {
    lookup: async (keys, { freshness }) => {
      asked.push(freshness);
      return new Map(
        keys.map((each) => [keyText(each), problem('NOT_FOUND', { message: String(freshness.forceRefresh) })]),
      );
    },
  };
  const load = createLookupLoader(() => source, context);
  const forced = { ...DEFAULT_FRESHNESS, forceRefresh: true };
  const outcomes = await Promise.all([
    load(key('x', 'a'), DEFAULT_FRESHNESS),
    load(key('x', 'a'), forced),
    load(key('x', 'a'), { ...forced }),
  ]);
  expect(outcomes.map(messageOf)).toEqual(['false', 'true', 'true']);
  expect(asked).toEqual([DEFAULT_FRESHNESS, forced]);
});
