import { describe, expect, test } from 'vitest';
import type { ObservedFacts } from '../../src/domain/observation.ts';
import { packed } from '../../src/history/packed-look.ts';
import { type CarrierQuestion, questionText } from '../../src/history/store.ts';
import { look, START, unpackedLook } from './looks.ts';
import { closing, storeKinds } from './stores.ts';

const question = (value: string, changes: Partial<CarrierQuestion> = {}): CarrierQuestion => ({
  provider: 'yedpay',
  accounts: ['default'],
  kind: 'TRANSACTION_ID',
  value,
  ...changes,
});

const carrying = (recordId: string, value: string, facts: Partial<ObservedFacts & { observedAt: number }> = {}) =>
  packed({ ...unpackedLook(recordId, facts), linkable: [{ kind: 'TRANSACTION_ID', value }] });

const alone = (value: string, account = 'default') => ({
  isUnique: true,
  account,
  reference: { kind: 'CUSTOM_ID', value },
});

describe.each(storeKinds())('$name', ({ skip, database }) => {
  const openStore = async () => closing((await database())());
  const it = test.skipIf(skip !== null);

  it('gives the reference of the record that carries an identifier, and nothing for what none carries', async () => {
    const store = await openStore();
    await store.record([carrying('a', '1'), carrying('b', '2'), look('c')]);
    const questions = [question('2'), question('1'), question('3'), question('1', { kind: 'YEDPAY_ID' })];
    const carriers = await store.carriersOf(questions);
    expect(questions.map((each) => carriers.get(questionText(each)))).toEqual([
      alone('order of b'),
      alone('order of a'),
      undefined,
      undefined,
    ]);
    expect(await store.carriersOf([])).toEqual(new Map());
  });

  it('reads the accounts and the provider that are asked for, and no other', async () => {
    const store = await openStore();
    await store.record([carrying('a', '1'), carrying('b', '1', { account: 'other' })]);
    const asked = async (changes: Partial<CarrierQuestion>) => [
      ...(await store.carriersOf([question('1', changes)])).values(),
    ];
    expect(await asked({})).toEqual([alone('order of a')]);
    expect(await asked({ accounts: ['other'] })).toEqual([alone('order of b', 'other')]);
    expect(await asked({ accounts: ['default', 'other'] })).toEqual([{ isUnique: false }]);
    expect(await asked({ accounts: [] })).toEqual([]);
    expect(await asked({ provider: 'genstore' })).toEqual([]);
  });

  it('says where several records carry it, unless one reference finds them all', async () => {
    const store = await openStore();
    const reference = { kind: 'CUSTOM_ID', value: 'of both' };
    await store.record([
      carrying('a', '1'),
      carrying('b', '1'),
      carrying('c', '2', { reference }),
      carrying('d', '2', { reference }),
    ]);
    const carriers = await store.carriersOf([question('1'), question('2')]);
    expect([...carriers.values()]).toEqual([{ isUnique: false }, alone('of both')]);
  });

  it('keeps what a record carries now, and forgets it with the record', async () => {
    const store = await openStore();
    await store.record([carrying('a', '1')]);
    await store.record([carrying('a', '2', { observedAt: START + 1, status: 'FAILED' })]);
    const both = [question('1'), question('2')];
    expect([...(await store.carriersOf(both)).keys()]).toEqual([questionText(question('2'))]);
    await store.prune({ before: START + 10, most: 10 });
    expect(await store.carriersOf(both)).toEqual(new Map());
  });

  it('leads to no record that nothing finds again', async () => {
    const store = await openStore();
    await store.record([carrying('a', '1', { reference: null })]);
    expect(await store.carriersOf([question('1')])).toEqual(new Map());
  });
});
