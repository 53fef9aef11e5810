import { describe, expect, test } from 'vitest';
import { found, type LookupOutcome, problem } from '../../src/domain/lookup-outcome.ts';
import type { TransactionEvent } from '../../src/tracking/event.ts';
import { customId, record } from '../support/known-transactions.ts';
import { settled } from '../support/manual-clock.ts';
import { echo, MINUTE, type pending, summaries, watchable, watchedAccount } from './watched-account.ts';

const INTERVAL = 10_000;

function statusOf(outcome: LookupOutcome | null): string | null {
  return outcome?.outcome === 'FOUND' ? outcome.transaction.status : (outcome?.outcome ?? null);
}

/** From which status to which, and what is said to differ. */
function steps(events: readonly TransactionEvent[]) {
  return events.map(({ kind, previous, outcome, changed }) => [kind, statusOf(previous), statusOf(outcome), changed]);
}

test('a snapshot of each, then only what changes, then why it ended; numbered', async () => {
  const account = watchedAccount();
  const stream = account.stream(['a', 'b']);
  await settled();
  const events = [...(await stream.read())];
  await account.clock.run(INTERVAL);
  expect(await stream.read()).toEqual([]);
  account.set('a', { status: 'PAID' });
  await account.clock.run(INTERVAL);
  events.push(...(await stream.read()));
  account.set('b', { status: 'CANCELLED' });
  await account.clock.run(INTERVAL);
  events.push(...(await stream.read()));
  expect(summaries(events)).toEqual(['SNAPSHOT a', 'SNAPSHOT b', 'CHANGED a', 'CHANGED b', 'COMPLETED ALL_REACHED']);
  expect(steps(events)[2]).toEqual(['CHANGED', 'PENDING', 'PAID', ['status']]);
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(events.map(({ intervalSeconds }) => intervalSeconds)).toEqual([10, 10, null, null, null]);
  expect(events[4]).toMatchObject({ reference: null, outcome: null, previous: null, changed: [] });
  expect([stream.isOver, account.clock.pending]).toEqual([true, 0]);
});

test('what is reached is looked at no more', async () => {
  const account = watchedAccount();
  account.set('a', { status: 'PAID' });
  const stream = account.stream(['a', 'b']);
  await account.clock.run(60_000);
  expect([account.looks('a'), account.looks('b')]).toEqual([1, 7]);
  expect(account.watches.watched).toBe(1);
  stream.leave();
});

test('what somebody else knows to be decided ends the stream of who joins', async () => {
  const account = watchedAccount();
  account.set('a', { status: 'PAID' });
  const first = account.stream(['a'], { goal: 'SETTLED' });
  await settled();
  const second = account.stream(['a']);
  expect(summaries(await second.read())).toEqual(['SNAPSHOT a', 'COMPLETED ALL_REACHED']);
  expect([account.looks(), account.watches.streams, account.watches.watched]).toEqual([1, 1, 1]);
  first.leave();
  expect(account.clock.pending).toBe(0);
});

test('of two who watch, each sees what has changed since it came', async () => {
  const account = watchedAccount();
  const first = account.stream(['a']);
  await account.clock.run(INTERVAL);
  account.set('a', { status: 'AUTHORIZED' });
  await account.clock.run(INTERVAL);
  const second = account.stream(['a']);
  expect(steps(await first.read())).toEqual([['SNAPSHOT', null, 'AUTHORIZED', []]]);
  expect(steps(await second.read())).toEqual([['SNAPSHOT', null, 'AUTHORIZED', []]]);
  account.set('a', { status: 'PAID' });
  await account.clock.run(INTERVAL);
  for (const stream of [first, second]) {
    expect(steps(await stream.read())[0]).toEqual(['CHANGED', 'AUTHORIZED', 'PAID', ['status']]);
  }
});

describe('for whoever reads late', () => {
  async function late(...states: readonly Parameters<typeof pending>[1][]) {
    const account = watchedAccount();
    const stream = account.stream(['a', 'b'], { goal: 'FINAL' });
    await stream.take(2);
    for (const state of states) {
      account.set('a', state ?? {});
      account.set('b', state ?? {});
      await account.clock.run(INTERVAL);
    }
    return stream.read();
  }

  test('there is one event of each reference, from what was shown to what is now', async () => {
    const events = await late(
      { status: 'AWAITING_CUSTOMER' },
      { status: 'AUTHORIZED', merchantReference: 'new' },
      { status: 'PAID', merchantReference: 'new' },
    );
    const step = ['CHANGED', 'PENDING', 'PAID', ['merchantReference', 'status']];
    expect(steps(events)).toEqual([step, step]);
    expect(events.map(({ sequence }) => sequence)).toEqual([3, 4]);
  });

  test('a field that is again as it was shown has not changed', async () => {
    const there = { merchantReference: 'there' };
    const events = await late({ ...there, status: 'AUTHORIZED' }, { status: 'AUTHORIZED' });
    expect(steps(events)[0]).toEqual(['CHANGED', 'PENDING', 'AUTHORIZED', ['status']]);
    expect(await late(there, {})).toEqual([]);
  });

  test('a snapshot that nobody has read is of now', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a'], { goal: 'SETTLED' });
    await account.clock.run(INTERVAL);
    account.set('a', { status: 'PAID' });
    await account.clock.run(INTERVAL);
    expect(steps(await stream.read())).toEqual([['SNAPSHOT', null, 'PAID', []]]);
  });

  test('no state is lost at the end: it is read before the reason', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a', 'b'], { maxDurationMs: 5 * INTERVAL });
    await stream.take(2);
    account.set('b', { status: 'AUTHORIZED' });
    await account.clock.run(5 * INTERVAL);
    account.set('a', { status: 'PAID' });
    await account.clock.run(MINUTE);
    expect(summaries(await stream.read())).toEqual(['CHANGED b', 'COMPLETED TIME_LIMIT']);
  });
});

describe('a provider that does not answer', () => {
  const down = problem('PROVIDER_UNAVAILABLE');

  test('is said once, and its return is a snapshot', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a']);
    await settled();
    const events = [...(await stream.read())];
    account.answer('a', down);
    for (let look = 0; look < 3; look += 1) {
      await account.clock.run(INTERVAL);
      events.push(...(await stream.read()));
    }
    account.set('a', {});
    await account.clock.run(INTERVAL);
    events.push(...(await stream.read()));
    account.answer('a', down);
    await account.clock.run(INTERVAL);
    events.push(...(await stream.read()));
    expect(steps(events)).toEqual([
      ['SNAPSHOT', null, 'PENDING', []],
      ['PROVIDER_DEGRADED', null, 'PROVIDER_UNAVAILABLE', []],
      ['SNAPSHOT', null, 'PENDING', []],
      ['PROVIDER_DEGRADED', null, 'PROVIDER_UNAVAILABLE', []],
    ]);
    stream.leave();
  });

  test('is nothing to say where it answers again before anybody has read it', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a', 'b'], { goal: 'SETTLED' });
    await stream.take(2);
    account.answer('a', down);
    account.answer('b', down);
    await account.clock.run(INTERVAL);
    account.set('a', {});
    account.set('b', { status: 'PAID' });
    await account.clock.run(INTERVAL);
    expect(steps(await stream.read())).toEqual([['CHANGED', 'PENDING', 'PAID', ['status']]]);
  });

  test('is said after what it had answered before', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a'], { goal: 'SETTLED' });
    await stream.take(1);
    account.set('a', { status: 'PAID' });
    await account.clock.run(INTERVAL);
    account.answer('a', down);
    await account.clock.run(INTERVAL);
    expect(summaries(await stream.read())).toEqual(['CHANGED a', 'PROVIDER_DEGRADED a']);
  });

  test('from the start, is said in the place of a snapshot, which comes when there is one', async () => {
    const account = watchedAccount();
    account.answer('a', down);
    const stream = account.stream(['a']);
    await settled();
    const events = [...(await stream.read())];
    account.set('a', {});
    await account.clock.run(INTERVAL);
    events.push(...(await stream.read()));
    expect(summaries(events)).toEqual(['PROVIDER_DEGRADED a', 'SNAPSHOT a']);
  });

  test('is said again where it goes before its return is read', async () => {
    const account = watchedAccount();
    account.answer('a', down);
    const stream = account.stream(['a']);
    await stream.take(1);
    account.set('a', {});
    await account.clock.run(INTERVAL);
    account.answer('a', down);
    await account.clock.run(INTERVAL);
    expect(summaries(await stream.read())).toEqual(['SNAPSHOT a', 'PROVIDER_DEGRADED a']);
  });
});

describe('a stream ends', () => {
  test('at its time limit', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a'], { maxDurationMs: MINUTE });
    await account.clock.run(MINUTE - 1);
    await stream.read();
    await account.clock.run(1);
    expect(summaries(await stream.read())).toEqual(['COMPLETED TIME_LIMIT']);
    expect([stream.isOver, account.watches.watched, account.clock.pending]).toEqual([true, 0, 0]);
  });

  test('when the access of its caller ends, if that is sooner', async () => {
    const account = watchedAccount();
    const ending = account.stream(['a'], { accessEndsAt: account.clock.now() + 30_000, maxDurationMs: MINUTE });
    const lasting = account.stream(['a'], { accessEndsAt: account.clock.now() + 90_000, maxDurationMs: MINUTE });
    await account.clock.run(MINUTE);
    expect(summaries(await ending.read()).at(-1)).toBe('COMPLETED ACCESS_ENDED');
    expect(summaries(await lasting.read()).at(-1)).toBe('COMPLETED TIME_LIMIT');
    const late = account.stream(['a'], { accessEndsAt: account.clock.now() - 1 });
    await account.clock.run(0);
    expect(summaries(await late.read()).at(-1)).toBe('COMPLETED ACCESS_ENDED');
  });

  test('at once where nothing is watched', async () => {
    const stream = watchedAccount().stream([]);
    expect(summaries(await stream.read())).toEqual(['COMPLETED ALL_REACHED']);
  });

  test.each<LookupOutcome>([{ outcome: 'EXPIRED_UNPAID' }, problem('INVALID_REFERENCE')])(
    'at once after $outcome',
    async (outcome) => {
      const account = watchedAccount();
      account.answer('a', outcome);
      const stream = account.stream(['a']);
      await settled();
      expect(summaries(await stream.read())).toEqual(['SNAPSHOT a', 'COMPLETED ALL_REACHED']);
    },
  );

  test('with the first reason, and says no other', async () => {
    const account = watchedAccount();
    const stream = account.stream(['a']);
    account.watches.drain();
    await account.clock.run(60 * MINUTE);
    expect(summaries(await stream.read())).toEqual(['COMPLETED DRAINING']);
  });
});

describe('what is not found', () => {
  test('is waited for during ten minutes, whether or not the provider was asked', async () => {
    const account = watchedAccount();
    account.answer('asked', problem('NOT_FOUND'));
    const foreign = { reference: echo(customId('foreign')), outcome: problem('NOT_FOUND') };
    const streams = [account.stream(['asked']), account.stream([], { references: [foreign] })];
    await settled();
    const starts = await Promise.all(streams.map((stream) => stream.read()));
    for (const events of starts) {
      expect(events).toMatchObject([{ kind: 'SNAPSHOT', outcome: { outcome: 'NOT_FOUND' }, intervalSeconds: 10 }]);
    }
    await account.clock.run(10 * MINUTE - 1);
    expect(await Promise.all(streams.map((stream) => stream.read()))).toEqual([[], []]);
    await account.clock.run(1);
    for (const stream of streams) expect(summaries(await stream.read())).toEqual(['COMPLETED ALL_REACHED']);
    expect(account.looks('foreign')).toBe(0);
  });

  test('may be found in time', async () => {
    const account = watchedAccount();
    account.answer('a', problem('NOT_FOUND'));
    const stream = account.stream(['a']);
    await account.clock.run(9 * MINUTE);
    await stream.read();
    account.set('a', {});
    await account.clock.run(MINUTE);
    expect(steps(await stream.read())).toEqual([['CHANGED', 'NOT_FOUND', 'PENDING', ['outcome']]]);
    await account.clock.run(9 * MINUTE);
    account.answer('a', problem('NOT_FOUND'));
    await account.clock.run(5 * MINUTE);
    expect(summaries(await stream.read())).toEqual(['CHANGED a', 'COMPLETED ALL_REACHED']);
  });
});

test('an id is judged by its record, now and before', async () => {
  const account = watchedAccount();
  const mine = (outcome: LookupOutcome) =>
    outcome.outcome === 'FOUND' && outcome.transaction.recordId !== 'mine' ? problem('NOT_FOUND') : outcome;
  const stream = account.stream([], { references: [watchable(customId('a'), mine)] });
  await settled();
  const events = [...(await stream.read())];
  const give = async (recordId: string, status: 'PENDING' | 'PAID') => {
    account.answer('a', found(record(customId('a'), { recordId, status }), account.clock.now()));
    await account.clock.run(INTERVAL);
    events.push(...(await stream.read()));
  };
  await give('other', 'PAID');
  await give('mine', 'PENDING');
  await give('mine', 'PAID');
  expect(steps(events)).toEqual([
    ['SNAPSHOT', null, 'NOT_FOUND', []],
    ['CHANGED', 'NOT_FOUND', 'PENDING', ['outcome']],
    ['CHANGED', 'PENDING', 'PAID', ['status']],
    ['COMPLETED', null, null, []],
  ]);
});

describe('a client that leaves', () => {
  test.each(['before the first read', 'while it waits', 'with events unread'])('frees everything: %s', async (when) => {
    const account = watchedAccount();
    const stream = account.stream(['a', 'b']);
    if (when !== 'before the first read') await settled();
    if (when === 'while it waits') await stream.read();
    stream.leave();
    await settled();
    const { watches, clock } = account;
    expect([watches.streams, watches.watched, clock.pending]).toEqual([0, 0, 0]);
    expect(await stream.read()).toEqual([]);
    expect(stream.isOver).toBe(true);
  });

  test('before it could be told anything, watches nothing', () => {
    const account = watchedAccount();
    account.stream(['a'], { signal: AbortSignal.abort() });
    const { watches, clock } = account;
    expect([account.looks(), watches.streams, watches.watched, clock.pending]).toEqual([0, 0, 0, 0]);
  });
});

test('a reader that never reads makes nothing grow', async () => {
  const account = watchedAccount();
  const stream = account.stream(['a'], { goal: 'FINAL' });
  for (let look = 0; look < 50; look += 1) {
    account.set('a', { merchantReference: `${look}` });
    await account.clock.run(INTERVAL);
  }
  const events = await stream.read();
  expect(events).toMatchObject([{ kind: 'SNAPSHOT', outcome: { transaction: { merchantReference: '49' } } }]);
});
