import { expect, test } from 'vitest';
import type { Transaction } from '../../src/domain/transaction.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import { type PackedLook, unpacked } from '../../src/history/packed-look.ts';
import { type HistoryFailure, ObservationRecorder } from '../../src/history/recorder.ts';
import type { ObservationStore } from '../../src/history/store.ts';
import { customId, record, token } from '../support/known-transactions.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

const GATHER = 50;
const MINUTE = 60_000;

/** Notes what it is given, and does as it is told. */
class NotingStore implements Pick<ObservationStore, 'record' | 'prune' | 'close'> {
  readonly batches: (readonly PackedLook[])[] = [];
  readonly pruned: { readonly before: number; readonly most: number }[] = [];
  isClosed = false;
  answer: () => Promise<void> = async () => {};

  async record(looks: readonly PackedLook[]): Promise<void> {
    this.batches.push(looks);
    await this.answer();
  }

  async prune(limits: { readonly before: number; readonly most: number }): Promise<void> {
    this.pruned.push(limits);
    await this.answer();
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  get recordIds(): string[][] {
    return this.batches.map((looks) => looks.map((look) => unpacked(look).facts.recordId));
  }
}

function setUp() {
  const clock = new ManualClock();
  const store = new NotingStore();
  const failures: HistoryFailure[] = [];
  const recorder = new ObservationRecorder({
    store: store as unknown as ObservationStore,
    clock,
    isSecretKind: ({ kind }) => kind === 'PAYMENT_TOKEN',
    linkableKinds: () => new Set(),
    retention: { maxDays: 10, maxObservations: 7 },
    onFailure: (failure) => failures.push(failure),
  });
  const see = (name: string, changes: Partial<Transaction> = {}, key: TransactionKey = customId(name)) =>
    recorder.remember(record(key, { recordId: name, ...changes }), 'QUERY');
  const seeAll = (names: readonly string[]) => {
    for (const name of names) see(name);
  };
  return { clock, store, failures, recorder, see, seeAll };
}

/** A promise that a test keeps or breaks. */
function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise, open: () => resolve(), fail: (error: unknown) => reject(error) };
}

test('looks are written together, 50 ms after the first of them', async () => {
  const { clock, store, see } = setUp();
  see('a');
  await clock.run(GATHER - 1);
  see('b');
  expect(store.batches).toEqual([]);
  await clock.run(1);
  expect(store.recordIds).toEqual([['a', 'b']]);
  await clock.run(GATHER);
  expect(store.batches).toHaveLength(1);
});

test('the purpose of the look and the time of the answer are kept', async () => {
  const { recorder, store, clock } = setUp();
  recorder.remember(record(customId('a')), 'WATCH');
  await recorder.flush();
  expect(store.batches[0]?.[0]).toMatchObject({ purpose: 'WATCH', observedAt: clock.now() });
});

test('a look at which nothing differs is written once a minute', async () => {
  const { clock, store, recorder, see } = setUp();
  see('a');
  await clock.run(MINUTE - 1);
  see('a');
  await recorder.flush();
  expect(store.recordIds).toEqual([['a']]);
  await clock.run(1);
  see('a');
  see('a');
  await recorder.flush();
  expect(store.recordIds).toEqual([['a'], ['a']]);
});

test.each<[string, Partial<Transaction>]>([
  ['its state', { status: 'FAILED' }],
  ['its issues', { issues: [] }],
  ['its amount', { amount: null }],
  ['a reference', { merchantReference: 'other' }],
])('a look that differs in %s is written at once', async (_name, changes) => {
  const { store, recorder, see } = setUp();
  see('a', { issues: [{ kind: 'DUPLICATE_KEY', severity: 'ERROR' } as never] });
  see('a', { issues: [{ kind: 'DUPLICATE_KEY', severity: 'ERROR' } as never], ...changes });
  await recorder.flush();
  expect(store.recordIds).toEqual([['a', 'a']]);
});

test('a state that comes back before anything is written is three looks', async () => {
  const { store, recorder, see } = setUp();
  for (const status of ['PENDING', 'PAID', 'PENDING', 'PENDING'] as const) see('a', { status });
  await recorder.flush();
  expect(store.batches.map((looks) => looks.map((look) => unpacked(look).facts.status))).toEqual([
    ['PENDING', 'PAID', 'PENDING'],
  ]);
});

test('what waits to be written holds nothing of the record but what is stored, and no token', async () => {
  const { store, recorder, see } = setUp();
  see('a', {}, token('tok-secret'));
  await recorder.flush();
  const text = JSON.stringify(store.batches);
  expect(text).not.toContain('tok-secret');
  expect(text).not.toContain('raw"');
  expect(text).toContain('order-1001');
});

test('a flush writes at once, waits for a write under way, and leaves no timer', async () => {
  const { clock, store, recorder, see } = setUp();
  const timers = clock.pending;
  const first = gate();
  store.answer = () => first.promise;
  see('a');
  const flushed: string[] = [];
  const flushing = recorder.flush().then(() => flushed.push('first'));
  see('b');
  const again = Promise.all([recorder.flush(), recorder.flush()]).then(() => flushed.push('second'));
  await settled();
  expect([store.recordIds, flushed]).toEqual([[['a']], []]);
  store.answer = async () => {};
  first.open();
  await Promise.all([flushing, again]);
  expect([store.recordIds, flushed]).toEqual([
    [['a'], ['b']],
    ['first', 'second'],
  ]);
  expect(clock.pending).toBe(timers);
});

test('a write that fails is tried again after a second, with what came meanwhile, in order', async () => {
  const { clock, store, failures, see } = setUp();
  store.answer = () => Promise.reject(Object.assign(new Error('postgres://u:password@host'), { code: 'ECONNREFUSED' }));
  see('a');
  await clock.run(GATHER);
  expect(failures).toEqual([{ reason: 'ECONNREFUSED', lost: 0 }]);
  see('b');
  store.answer = async () => {};
  await clock.run(999);
  expect(store.recordIds).toEqual([['a']]);
  await clock.run(1);
  expect(store.recordIds).toEqual([['a'], ['a', 'b']]);
  await clock.run(10 * MINUTE);
  expect(store.batches).toHaveLength(2);
});

test('a store that stays away is told of once a minute, and looks are tried every second', async () => {
  const { clock, store, failures, see } = setUp();
  store.answer = () => Promise.reject(new Error('away'));
  see('a');
  // Less than the first hour's pruning, which fails as well.
  await clock.run(GATHER + 59_000);
  expect(store.batches).toHaveLength(60);
  expect(failures).toEqual([{ reason: null, lost: 0 }]);
  await clock.run(2_000);
  expect(failures).toHaveLength(2);
});

test('while a store is away, 10,000 looks are kept, the oldest are lost, and how many is told', async () => {
  const { store, failures, recorder, seeAll } = setUp();
  store.answer = () => Promise.reject(new Error('away'));
  const names = Array.from({ length: 10_003 }, (_, index) => `o${index}`);
  seeAll(names);
  await recorder.flush();
  store.answer = async () => {};
  store.batches.length = 0;
  await recorder.flush();
  expect(failures).toEqual([{ reason: null, lost: 3 }]);
  expect(store.recordIds.flat()).toEqual(names.slice(3));
  // In parts that a database can write within its time.
  expect(Math.max(...store.batches.map((looks) => looks.length))).toBe(1_000);
});

test('what was lost is news when it is seen again', async () => {
  const { store, recorder, see, seeAll } = setUp();
  store.answer = () => Promise.reject(new Error('away'));
  const others = Array.from({ length: 10_000 }, (_, index) => `o${index}`);
  see('a');
  seeAll(others.slice(1));
  // Still known, and nothing new.
  see('a');
  seeAll(others.slice(0, 1));
  store.answer = async () => {};
  await recorder.flush();
  expect(store.recordIds.flat()).not.toContain('a');
  see('a');
  await recorder.flush();
  expect(store.recordIds.at(-1)).toEqual(['a']);
});

test('of a batch in parts, only what was not written is written again', async () => {
  const { store, recorder, seeAll } = setUp();
  seeAll(Array.from({ length: 1_500 }, (_, index) => `o${index}`));
  store.answer = async () => {
    if (store.batches.length === 2) throw new Error('away');
  };
  await recorder.flush();
  await recorder.flush();
  expect(store.batches.map((looks) => looks.length)).toEqual([1_000, 500, 500]);
  expect(store.recordIds[2]).toEqual(store.recordIds[1]);
});

test('closing writes what waits, closes the store, and leaves no timer', async () => {
  const { clock, store, recorder, see } = setUp();
  see('a');
  await recorder.close();
  expect([store.recordIds, store.isClosed, clock.pending]).toEqual([[['a']], true, 0]);
  see('b');
  await recorder.flush();
  expect([store.recordIds, clock.pending]).toEqual([[['a']], 0]);
});

test('closing over a store that refuses says what is lost, and leaves no timer either', async () => {
  const { clock, store, failures, recorder, seeAll } = setUp();
  store.answer = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
  seeAll(['a', 'b']);
  await recorder.flush();
  seeAll(['c']);
  await recorder.close();
  expect([store.isClosed, clock.pending]).toEqual([true, 0]);
  // Also within the minute in which it has been told that the store is away.
  expect(failures).toEqual([
    { reason: 'ECONNREFUSED', lost: 0 },
    { reason: 'ECONNREFUSED', lost: 3 },
  ]);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'what was seen before a flush is stored when it is over, also where another one begins %d microtasks after a write',
  async (ticks) => {
    const { store, recorder, see } = setUp();
    const [first, second] = [gate(), gate()];
    const stored: string[] = [];
    store.answer = () => first.promise;
    see('a');
    void recorder.flush();
    store.answer = () => second.promise.then(() => void stored.push('b'));
    see('b');
    const flushing = recorder.flush().then(() => [...stored]);
    first.open();
    for (let tick = 0; tick < ticks; tick += 1) await null;
    void recorder.flush();
    await settled();
    second.open();
    expect(await flushing).toEqual(['b']);
  },
);

test('what is too old or too much is forgotten after a minute and then every hour, also where that fails once', async () => {
  const { clock, store, failures, recorder } = setUp();
  await clock.run(MINUTE - 1);
  expect(store.pruned).toEqual([]);
  store.answer = () => Promise.reject(Object.assign(new Error(), { code: 'ERR_SQLITE_ERROR', errcode: 13 }));
  await clock.run(1);
  const first = clock.now();
  expect(failures).toEqual([{ reason: 'ERR_SQLITE_ERROR 13', lost: 0 }]);
  store.answer = async () => {};
  await clock.run(60 * MINUTE);
  expect(store.pruned).toEqual([
    { before: first - 10 * 24 * 60 * MINUTE, most: 7 },
    { before: clock.now() - 10 * 24 * 60 * MINUTE, most: 7 },
  ]);
  await recorder.close();
  expect(clock.pending).toBe(0);
});

test('closing while something is being forgotten leaves no timer', async () => {
  const { clock, store, recorder } = setUp();
  const forgetting = gate();
  store.answer = () => forgetting.promise;
  await clock.run(MINUTE);
  await recorder.close();
  forgetting.open();
  await settled();
  expect(clock.pending).toBe(0);
});

test('everybody who waits behind a write waits for one more, however many they are', async () => {
  const { store, recorder, see } = setUp();
  const first = gate();
  store.answer = () => first.promise;
  see('a');
  const flushing = [recorder.flush(), ...Array.from({ length: 50 }, () => recorder.flush())];
  first.fail(new Error('away'));
  store.answer = () => Promise.reject(new Error('away'));
  await Promise.all(flushing);
  expect(store.batches).toHaveLength(2);
});
