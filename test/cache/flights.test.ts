import { describe, expect, test } from 'vitest';
import { type Depart, Flights, type Passenger } from '../../src/cache/flights.ts';
import type { CancelSignal } from '../../src/domain/cancellation.ts';
import { type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { Priority } from '../../src/domain/priority.ts';
import { settled } from '../support/manual-clock.ts';

const ANSWER = problem('NOT_FOUND', { message: 'the answer' });
const LEFT = problem('DEADLINE_EXCEEDED');

function passenger(priority: Priority = 'INTERACTIVE') {
  const controller = new AbortController();
  const state = { priority };
  return { signal: controller.signal, priority: () => state.priority, leave: () => controller.abort(), state };
}

/** Calls that stay under way until a test lands them. */
function departures() {
  const calls: (PromiseWithResolvers<LookupOutcome> & { signal: CancelSignal; priority: () => Priority })[] = [];
  const depart: Depart = (signal, priority) => {
    const call = Object.assign(Promise.withResolvers<LookupOutcome>(), { signal, priority });
    calls.push(call);
    return call.promise;
  };
  const flights = new Flights();
  return { flights, calls, join: (who: Passenger, key = 'PI1') => flights.join(key, who, depart) };
}

describe('identical look-ups under way', () => {
  test('are one call, and everybody has its answer', async () => {
    const { flights, calls, join } = departures();
    const all = Array.from({ length: 50 }, () => join(passenger()));
    const other = join(passenger(), 'PI2');
    expect(calls).toHaveLength(2);
    expect(flights.size).toBe(2);
    calls[0]?.resolve(ANSWER);
    expect(await Promise.all(all)).toEqual(Array(50).fill(ANSWER));
    calls[1]?.resolve(LEFT);
    await other;
    await settled();
    expect(flights.size).toBe(0);
  });

  test('after the answer are a new call', async () => {
    const { calls, join } = departures();
    const first = join(passenger());
    calls[0]?.resolve(ANSWER);
    await first;
    await settled();
    void join(passenger());
    expect(calls).toHaveLength(2);
  });

  test('that reject are INTERNAL for everybody, and leave nothing behind', async () => {
    const { flights, calls, join } = departures();
    const all = [join(passenger()), join(passenger())];
    calls[0]?.reject(new TypeError('broken'));
    expect(await Promise.all(all)).toEqual([problem('INTERNAL'), problem('INTERNAL')]);
    await settled();
    expect(flights.size).toBe(0);
  });
});

describe('whoever leaves', () => {
  test('first does not fail the others', async () => {
    const { calls, join } = departures();
    const first = passenger();
    const left = join(first);
    const others = [join(passenger()), join(passenger())];
    first.leave();
    expect(await left).toEqual(LEFT);
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.resolve(ANSWER);
    expect(await Promise.all(others)).toEqual([ANSWER, ANSWER]);
  });

  test('last gives the call up, and not before', async () => {
    const { flights, calls, join } = departures();
    const all = [passenger(), passenger(), passenger()];
    const outcomes = all.map((who) => join(who));
    for (const [index, who] of all.entries()) {
      expect(calls[0]?.signal.aborted).toBe(false);
      who.leave();
      expect(await outcomes[index]).toEqual(LEFT);
    }
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(flights.size).toBe(0);
  });

  test('makes room for a new call: nobody boards one that is given up, and its late end disturbs nobody', async () => {
    const { flights, calls, join } = departures();
    const first = passenger();
    const left = join(first);
    first.leave();
    await left;
    const newcomer = join(passenger());
    expect(calls).toHaveLength(2);
    expect(calls[1]?.signal.aborted).toBe(false);
    calls[0]?.resolve(LEFT);
    await settled();
    expect(flights.size).toBe(1);
    void join(passenger());
    expect(calls).toHaveLength(2);
    calls[1]?.resolve(ANSWER);
    expect(await newcomer).toEqual(ANSWER);
  });

  test('before joining causes no call', async () => {
    const { calls, join } = departures();
    const gone = passenger();
    gone.leave();
    expect(await join(gone)).toEqual(LEFT);
    expect(calls).toHaveLength(0);
  });

  test('after the answer changes nothing', async () => {
    const { calls, join } = departures();
    const one = passenger();
    const outcome = join(one);
    calls[0]?.resolve(ANSWER);
    expect(await outcome).toEqual(ANSWER);
    one.leave();
    await settled();
    expect(calls[0]?.signal.aborted).toBe(false);
  });
});

test('a call is as urgent as the most urgent of those who wait for it at that moment', () => {
  const { calls, join } = departures();
  const background = passenger('BACKGROUND');
  void join(background);
  const urgency = () => calls[0]?.priority();
  expect(urgency()).toBe('BACKGROUND');
  const watch = passenger('WATCH');
  void join(watch);
  expect(urgency()).toBe('WATCH');
  const clerk = passenger('INTERACTIVE');
  void join(clerk);
  expect(urgency()).toBe('INTERACTIVE');
  clerk.leave();
  expect(urgency()).toBe('WATCH');
  watch.leave();
  expect(urgency()).toBe('BACKGROUND');
  background.state.priority = 'INTERACTIVE';
  expect(urgency()).toBe('INTERACTIVE');
});
