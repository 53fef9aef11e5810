import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createEntryStore } from '../../src/cache/entry-store.ts';
import { LIFETIMES } from '../../src/cache/lifetime.ts';
import { NOTHING_SHARED, type SharedEntries } from '../../src/cache/shared-entries.ts';
import { cacheTransactions } from '../../src/cache/transaction-cache.ts';
import { AnswerBasis, type Lease } from '../../src/domain/answer-basis.ts';
import { DEFAULT_FRESHNESS, type FreshnessDemand } from '../../src/domain/freshness.ts';
import { instantAt } from '../../src/domain/instant.ts';
import { found } from '../../src/domain/lookup-outcome.ts';
import type { TransactionKey } from '../../src/domain/transaction-key.ts';
import { CountingSource, customId, record, token } from '../support/known-transactions.ts';
import { lookupContext } from '../support/lookup-context.ts';
import { ManualClock } from '../support/manual-clock.ts';

const KEY = customId('order-1');
const { freshMs, staleMs } = LIFETIMES.PAID;

function start({ maxBytes = 10_000_000, shared = NOTHING_SHARED } = {}) {
  const clock = new ManualClock();
  const source = new CountingSource(clock);
  const credential = { fingerprint: 'first' };
  const cache = cacheTransactions({
    source,
    store: createEntryStore(maxBytes),
    shared,
    fingerprint: () => credential.fingerprint,
    clock,
    renewalTimeoutMs: 8_000,
  });
  const look = (key: TransactionKey = KEY, freshness: Partial<FreshnessDemand> = {}) =>
    cache.lookup(key, lookupContext({ freshness: { ...DEFAULT_FRESHNESS, ...freshness } }));

  /** What an answer that shows what is known would rest on. */
  function basisOf(freshness: Partial<FreshnessDemand> = {}, key = KEY): AnswerBasis {
    const basis = new AnswerBasis();
    cache.known?.(key, lookupContext({ basis, freshness: { ...DEFAULT_FRESHNESS, ...freshness } }));
    return basis;
  }
  return { clock, source, cache, credential, look, basisOf, leaseOf: () => only(basisOf()) };
}

function only({ isFirm, leases }: AnswerBasis): Lease {
  expect([isFirm, leases.length]).toEqual([true, 1]);
  return leases[0] as Lease;
}

test('what is not known gives nothing to rest on', () => {
  expect(start().basisOf().isFirm).toBe(false);
});

test('what is fresh is leased until it is stale, with its state', async () => {
  const { clock, look, leaseOf } = start();
  clock.advance(500);
  await look();
  clock.advance(1_000);
  const lease = leaseOf();
  expect([lease.until, lease.state, lease.isOver()]).toEqual([500 + freshMs, 'PAID', false]);
});

test('a demand of a highest age ends the lease at that age', async () => {
  const { clock, look, basisOf } = start();
  await look();
  clock.advance(1_000);
  expect(only(basisOf({ maxAgeSeconds: 7 })).until).toBe(7_000);
  expect(only(basisOf({ maxAgeSeconds: 100_000 })).until).toBe(freshMs);
  expect(basisOf({ maxAgeSeconds: 0 }).isFirm).toBe(false);
});

test('a change that the provider has announced ends the lease', async () => {
  const { clock, source, look, leaseOf } = start();
  source.answer = (key) => found(record(key, { expectedChangeAt: instantAt(clock.now() + 2_500) }), clock.now());
  await look();
  expect(leaseOf().until).toBe(2_500);
});

test('what is stale, and what was asked for by force, is nothing to rest on', async () => {
  const { clock, look, basisOf } = start();
  await look();
  expect(basisOf({ forceRefresh: true }).isFirm).toBe(false);
  clock.advance(freshMs);
  expect(basisOf().isFirm).toBe(false);
  clock.advance(staleMs);
  expect(basisOf().isFirm).toBe(false);
});

test('a lease is over once another request has asked anew', async () => {
  const { clock, look, leaseOf } = start();
  await look();
  const lease = leaseOf();
  clock.advance(5_000);
  await look(KEY, { forceRefresh: true });
  expect(lease.isOver()).toBe(true);
  expect(leaseOf().isOver()).toBe(false);
});

test('a lease is over once the record has come under another of its keys', async () => {
  const { source, clock, look, leaseOf } = start();
  source.answer = (key) => found(record(key, { recordId: 'one' }), clock.now());
  await look();
  const lease = leaseOf();
  await look(token('order-1'));
  expect(lease.isOver()).toBe(true);
});

test('a lease is over with the payment being said to have changed, whoever is told', async () => {
  let tell: Parameters<SharedEntries['onChange']>[0] = () => {};
  const onChange: SharedEntries['onChange'] = (listener) => {
    tell = listener;
  };
  const { cache, look, leaseOf } = start({ shared: { ...NOTHING_SHARED, onChange } });
  await look();
  const here = leaseOf();
  cache.expire({ key: KEY, recordId: null });
  expect(here.isOver()).toBe(true);

  await look();
  const elsewhere = leaseOf();
  tell({ key: null, recordId: 'record of order-1' }, []);
  expect(elsewhere.isOver()).toBe(true);
});

test('a lease is over with the credential, and with the place of the record in the store', async () => {
  const { credential, look, leaseOf } = start({ maxBytes: 20_000 });
  await look();
  const lease = leaseOf();
  credential.fingerprint = 'second';
  expect(lease.isOver()).toBe(true);
  credential.fingerprint = 'first';
  expect(lease.isOver()).toBe(false);
  for (let n = 0; n < 20; n += 1) await look(customId(`other-${n}`));
  expect(lease.isOver()).toBe(true);
});

test('a lease keeps no record alive that the store has dropped', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { source, clock, look, leaseOf } = start({ maxBytes: 20_000 });
  const dropped: WeakRef<object>[] = [];
  source.answer = (key) => {
    const transaction = record(key);
    if (key.value === KEY.value) dropped.push(new WeakRef(transaction));
    return found(transaction, clock.now());
  };
  await look();
  const lease = leaseOf();
  for (let n = 0; n < 20; n += 1) await look(customId(`other-${n}`));
  // What was counted holds what was under way.
  source.calls.length = 0;
  await expect
    .poll(async () => {
      await wait(0);
      collect();
      return dropped.map((record) => record.deref() === undefined);
    })
    .toEqual([true]);
  expect(lease.isOver()).toBe(true);
});
