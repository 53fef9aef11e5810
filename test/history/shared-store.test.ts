import { describe, expect, test } from 'vitest';
import type { PaymentStatus } from '../../src/domain/payment-status.ts';
import { historyOf, look, observedIds, observedQuery, START, statusesOf } from './looks.ts';
import { closing, storeKinds } from './stores.ts';

describe.each(storeKinds().filter(({ isShared }) => isShared))('two processes over $name', ({ skip, database }) => {
  const openBoth = async () => {
    const open = await database();
    return [await closing(open()), await closing(open())] as const;
  };
  const it = test.skipIf(skip !== null);

  it('that see the same change remember it once', async () => {
    const [one, other] = await openBoth();
    const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
    // In different orders, by which they would wait for each other for ever.
    await Promise.all([
      one.record(names.map((name) => look(name))),
      other.record(names.toReversed().map((name) => look(name))),
    ]);
    const changed = names.map((name) => look(name, { status: 'FAILED', observedAt: START + 1 }));
    await Promise.all([one.record(changed), other.record(changed.toReversed())]);
    for (const name of names) expect(await statusesOf(one, name)).toEqual(['FAILED', 'PAID']);
    expect(await other.coverage(observedQuery())).toEqual({ since: START, count: 20 });
  });

  it('lose no change that one of them has missed', async () => {
    const [one, other] = await openBoth();
    await one.record([look('a', { status: 'PENDING' })]);
    await other.record([look('a', { status: 'PAID', observedAt: START + 1 })]);
    await other.record([look('a', { status: 'PENDING', observedAt: START + 2 })]);
    // To this one, nothing has changed.
    await one.record([look('a', { status: 'PENDING', observedAt: START + 3 })]);
    await one.record([look('a', { status: 'PAID', observedAt: START + 4 })]);
    const history = await historyOf(other, 'a');
    expect(history.map(({ status, observedAt }) => [status, observedAt - START])).toEqual([
      ['PAID', 4],
      ['PENDING', 2],
      ['PAID', 1],
      ['PENDING', 0],
    ]);
    expect(new Set(history.map(({ id }) => id)).size).toBe(4);
  });

  it('do not go back to what a late look has seen, and do follow a clock that was corrected', async () => {
    const [one, other] = await openBoth();
    const HOUR = 3_600_000;
    await one.record([look('a', { status: 'PENDING' })]);
    await other.record([look('a', { observedAt: START + 1_000 })]);
    await one.record([look('a', { status: 'PENDING', observedAt: START + 999 })]);
    expect(await statusesOf(one, 'a')).toEqual(['PAID', 'PENDING']);
    await one.record([look('a', { status: 'FAILED', observedAt: START - HOUR })]);
    expect(await statusesOf(one, 'a')).toEqual(['FAILED', 'PAID', 'PENDING']);
  });

  it('that start at once make the tables once, and a later start changes nothing', async () => {
    const open = await database();
    const stores = await Promise.all([1, 2, 3, 4].map(() => closing(open())));
    for (const [index, store] of stores.entries()) await store.record([look(`r${index}`)]);
    const later = await closing(open());
    expect((await observedIds(later)).toSorted()).toEqual(['r0', 'r1', 'r2', 'r3']);
  });

  it('write at once without losing a row', async () => {
    const [one, other] = await openBoth();
    const rounds = Array.from({ length: 20 }, (_, round) => round);
    await Promise.all(
      rounds.flatMap((round) => [one, other].map((store, index) => store.record([look(`r${index}-${round}`)]))),
    );
    expect(await one.coverage(observedQuery())).toEqual({ since: START, count: 40 });
  });

  it('agree on what a record is now, whoever writes last', async () => {
    const [one, other] = await openBoth();
    const names = Array.from({ length: 40 }, (_, index) => `r${index}`);
    for (let round = 0; round < 10; round += 1) {
      const at = START + 10 * round;
      const states = (status: PaymentStatus, observedAt: number) =>
        names.map((name) => look(name, { status, observedAt, providerCode: `${round}` }));
      await Promise.all([one.record(states('PAID', at + 1)), other.record(states('FAILED', at + 2))]);
    }
    const now = await one.observed(observedQuery());
    for (const { recordId, status } of now) expect((await historyOf(one, recordId))[0]?.status).toBe(status);
    expect(new Set(now.map(({ status }) => status))).toEqual(new Set(['FAILED']));
  });
});
