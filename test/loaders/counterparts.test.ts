import { expect, test } from 'vitest';
import type { Caller } from '../../src/domain/caller.ts';
import { DEFAULT_FRESHNESS } from '../../src/domain/freshness.ts';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import type { TransactionSource } from '../../src/domain/transaction-source.ts';
import { createCounterparts } from '../../src/loaders/counterparts.ts';
import { createEventLoader } from '../../src/loaders/event-loader.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { CountingSource, customId, record } from '../support/known-transactions.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { ManualClock } from '../support/manual-clock.ts';

const CALLER: Caller = {
  name: 'caller',
  scopes: new Set(),
  accessEndsAt: null,
  accounts: new Map([
    ['genstore', ['shop']],
    ['yedpay', ['default']],
  ]),
};
const readers = new Map(
  PROVIDERS.map(({ name, label, parseReference, readReference }) => [
    name,
    { name, label, parse: parseReference, read: readReference },
  ]),
);
const carrying = (value: string): Transaction => ({
  ...record(customId('order-1')),
  references: [{ kind: 'CUSTOM_ID', value, queryable: true }],
});

test('a record has one counterpart in one request, whatever state of it a row shows', async () => {
  const asked: TransactionKey[] = [];
  const counterpartOf = createCounterparts({
    rules: linkRules(BY_PAYMENT_ID),
    caller: CALLER,
    readers,
    load: async (key): Promise<LookupOutcome> => {
      asked.push(key);
      return problem('NOT_FOUND');
    },
    loadCarrier: async () => null,
    onAccess: () => {},
  });
  // Two states of one record, of which each would lead to another.
  await Promise.all(['PI-1', 'PI-2', 'PI-1'].map((value) => counterpartOf(carrying(value))));
  expect(asked.map(({ value }) => value)).toEqual(['PI-1']);
});

test('what an event has looked up is looked up again for the next, in the share of streams', async () => {
  const clock = new ManualClock();
  const source = new CountingSource(clock);
  const load = createEventLoader(eventParts(clock, source));
  for (const _ of [1, 2]) await load(customId('order-1'), DEFAULT_FRESHNESS);
  expect(source.calls.map(({ context }) => [context.priority(), context.purpose])).toEqual(
    Array(2).fill(['WATCH', 'WATCH']),
  );
  expect(source.calls.map(({ context }) => context.deadline - clock.monotonic())).toEqual([8_000, 8_000]);
});

test('the look-up of an event is given up after its time, and with its stream', async () => {
  const clock = new ManualClock();
  const source = new CountingSource(clock);
  source.answer = (_key, { signal }) =>
    new Promise((resolve) => {
      const end = () => resolve(problem('DEADLINE_EXCEEDED'));
      if (signal.aborted) end();
      signal.addEventListener('abort', end);
    });
  const stream = new AbortController();
  const load = createEventLoader(eventParts(clock, source, stream.signal));
  const late = load(customId('order-1'), DEFAULT_FRESHNESS);
  await clock.run(8_000);
  const left = load(customId('order-1'), DEFAULT_FRESHNESS);
  stream.abort();
  const after = load(customId('order-1'), DEFAULT_FRESHNESS);
  const outcomes = await Promise.all([late, left, after]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('DEADLINE_EXCEEDED'));
  expect(clock.pending).toBe(0);
});

function eventParts(clock: ManualClock, source: TransactionSource, signal = new AbortController().signal) {
  return { findSource: () => source, clock, timeoutMs: 8_000, call: lookupContext({ signal, deadline: 0 }) };
}
