import { describe, expect, test } from 'vitest';
import { ATTENTION_KINDS } from '../../src/domain/attention.ts';
import type { ObservedTransaction } from '../../src/domain/observation.ts';
import {
  ACCOUNTS,
  attentionIds,
  attentionQuery,
  historyOf,
  look,
  observedIds,
  observedQuery,
  START,
  statusesOf,
  subject,
  unpackedLook,
} from './looks.ts';
import { closing, storeKinds } from './stores.ts';

const MINUTE = 60_000;

describe.each(storeKinds())('$name', ({ skip, database }) => {
  const openStore = async () => closing((await database())());
  const it = test.skipIf(skip !== null);

  it('gives each history newest first, and of each no more than asked', async () => {
    const store = await openStore();
    for (const [minute, status] of (['PENDING', 'PAID', 'FAILED'] as const).entries()) {
      await store.record([
        look('a', { status, observedAt: START + minute }),
        look('b', { observedAt: START + minute }),
      ]);
    }
    expect(await statusesOf(store, 'a')).toEqual(['FAILED', 'PAID', 'PENDING']);
    const last = await store.historyOf(['a', 'b', 'unknown'].map(subject), 2);
    expect([...last].map(([name, of]) => [name.split('\n')[2], of.map(({ status }) => status)]).toSorted()).toEqual([
      ['a', ['FAILED', 'PAID']],
      ['b', ['PAID']],
    ]);
    expect(await store.historyOf([], 5)).toEqual(new Map());
  });

  it('knows of each account since when its oldest pending refund is so', async () => {
    const store = await openStore();
    expect(await store.oldestPendingRefunds()).toEqual([]);
    await store.record([
      look('a', { refundState: 'PENDING', observedAt: START + 2 }),
      look('b', { refundState: 'PENDING', observedAt: START + 1 }),
      // What else changes later does not make it younger.
      look('b', { refundState: 'PENDING', settlementState: 'SETTLED', observedAt: START + 9 }),
      look('c', { refundState: 'PENDING', observedAt: START }),
      look('c', { refundState: 'FULL', observedAt: START + 5 }),
      look('d', { account: 'other', refundState: 'PENDING', observedAt: START + 3 }),
      look('e', { provider: 'genstore', account: 'shop', refundState: 'NONE', observedAt: START }),
    ]);
    expect((await store.oldestPendingRefunds()).toSorted((one, other) => one.since - other.since)).toEqual([
      { provider: 'yedpay', account: 'default', since: START + 1 },
      { provider: 'yedpay', account: 'other', since: START + 3 },
    ]);
  });

  it('keeps everything that an observation says', async () => {
    const store = await openStore();
    const first = look('a', { status: 'PENDING', providerLabel: null, refunded: null, purpose: 'WATCH' });
    const second = {
      ...look('a', { refunded: { amount: '1.20', rawCurrency: null }, refundState: 'PARTIAL', observedAt: START + 5 }),
      lastRefundedAt: START - 7,
    };
    await store.record([first, second]);
    const [newest, oldest] = await historyOf(store, 'a');
    expect(newest).toEqual({
      id: expect.stringMatching(/^[\w-]{25}$/),
      status: 'PAID',
      refundState: 'PARTIAL',
      settlementState: 'NOT_SETTLED',
      providerCode: 'paid',
      providerLabel: 'Paid',
      isMapped: true,
      isDocumented: true,
      refunded: { amount: '1.20', rawCurrency: null },
      occurredAt: START - 7,
      precision: 'PROVIDER_TIME',
      observedAt: START + 5,
      purpose: 'QUERY',
      changed: ['status', 'refundState', 'amountRefunded'],
    });
    expect(oldest).toMatchObject({
      providerLabel: null,
      refunded: null,
      occurredAt: null,
      precision: 'FIRST_SEEN',
      observedAt: START,
      purpose: 'WATCH',
      changed: [],
    });
  });

  it('keeps everything that is known of a record, with times as numbers', async () => {
    const store = await openStore();
    const facts: Partial<ObservedTransaction> = {
      isMapped: false,
      isDocumented: false,
      amount: { amount: '123456789012345678901.10', rawCurrency: 'RMB' },
      merchantReference: 'order 1',
      processorReference: 'R2DV',
      issues: [
        { kind: 'NET_MISMATCH', severity: 'INFO' },
        { kind: 'DUPLICATE_KEY', severity: 'WARNING' },
      ],
      createdAt: START - 999,
    };
    await store.record([look('a', facts), look('a', { ...facts, status: 'FAILED', observedAt: START + 7 })]);
    const [found] = await store.observed(observedQuery());
    expect(found).toEqual({
      ...unpackedLook('a', { ...facts, status: 'FAILED' }).facts,
      firstObservedAt: START,
      lastObservedAt: START + 7,
      lastChangedAt: START + 7,
      statusSince: START + 7,
      refundSince: START,
      issueSince: START,
    });
  });

  it('adds nothing when the same looks come again', async () => {
    const store = await openStore();
    const looks = [look('a', { status: 'PENDING' }), look('a', { observedAt: START + 1 })];
    await store.record(looks);
    const before = await historyOf(store, 'a');
    await store.record(looks);
    expect(await historyOf(store, 'a')).toEqual(before);
    expect(before).toHaveLength(2);
  });

  it('keeps a state that comes back as a new observation', async () => {
    const store = await openStore();
    const states = (['PENDING', 'PAID', 'PENDING', 'PAID'] as const).map((status, index) =>
      look('a', { status, observedAt: START + index }),
    );
    await store.record(states.slice(0, 2));
    await store.record(states.slice(2));
    expect(await statusesOf(store, 'a')).toEqual(['PAID', 'PENDING', 'PAID', 'PENDING']);
    expect(new Set((await historyOf(store, 'a')).map(({ id }) => id)).size).toBe(4);
  });

  it('writes all of a batch or nothing, and goes on after a batch that failed', async () => {
    const store = await openStore();
    const broken = look('b', { status: null as never });
    await expect(store.record([look('a'), broken])).rejects.toThrow();
    expect(await observedIds(store)).toEqual([]);
    expect(await historyOf(store, 'a')).toEqual([]);
    await store.record([look('a')]);
    expect(await observedIds(store)).toEqual(['a']);
  });

  it('takes 10,000 looks at once', async () => {
    const store = await openStore();
    await store.record(Array.from({ length: 10_000 }, (_, index) => look(`r${index % 5_000}`, stateOf(index))));
    expect(await store.coverage(observedQuery())).toEqual({ since: START, count: 5_000 });
    expect(await statusesOf(store, 'r4999')).toEqual(['PAID', 'PENDING']);
  });

  function stateOf(index: number) {
    return index < 5_000 ? { status: 'PENDING' as const } : { observedAt: START + 1 };
  }

  it('keeps any text, and finds it', async () => {
    const store = await openStore();
    const texts = ["O'Brien; drop table observation; --", '%_"\\', '付款 💳', ' ', 'e\u0301', '1e999'];
    for (const text of texts) {
      await store.record([look(text, { merchantReference: text, providerLabel: text, account: 'default' })]);
    }
    for (const text of texts) {
      expect(await observedIds(store, { reference: text })).toEqual([text]);
      expect((await historyOf(store, text)).map(({ providerLabel }) => providerLabel)).toEqual([text]);
    }
    expect(await observedIds(store, { reference: '\0\uD800' })).toEqual([]);
    expect(await observedIds(store, { account: '\0' })).toEqual([]);
    expect((await store.observed(observedQuery())).length).toBe(texts.length);
  });

  it.each([7, 1, 24, 25, 26])('pages of %i records of one moment leave none out and repeat none', async (first) => {
    const store = await openStore();
    const names = Array.from({ length: 25 }, (_, index) => `r${index}`).toSorted();
    await store.record(names.map((name) => look(name, { status: 'PENDING' })));
    await store.record([look('newer', { status: 'PENDING', observedAt: START + 1 })]);
    type After = Parameters<typeof store.observed>[0]['after'];
    const pagesOf = async (read: (after: After) => Promise<readonly ObservedTransaction[]>) => {
      const seen: string[] = [];
      let after: After = null;
      // Bounded, because a page that repeats itself would never end.
      while (seen.length < 100) {
        const page = await read(after);
        seen.push(...page.map(({ recordId }) => recordId));
        after = page.at(-1) ?? null;
        if (page.length < first) break;
      }
      return seen;
    };
    expect(await pagesOf((after) => store.observed(observedQuery({ first, after })))).toEqual(['newer', ...names]);
    const waiting = { first, pendingBefore: START + 1 };
    expect(await pagesOf((after) => store.attention(attentionQuery({ ...waiting, after })))).toEqual([
      ...names,
      'newer',
    ]);
  });

  it('filters by each condition, by all together, and by nothing but what is asked', async () => {
    const store = await openStore();
    await store.record([
      look('plain'),
      look('shop', { provider: 'genstore', account: 'shop' }),
      look('pending', { status: 'PENDING' }),
      look('refunded', { refundState: 'FULL' }),
      look('settled', { settlementState: 'SETTLED' }),
      look('later', { observedAt: START + 1 }),
      look('merchant', { merchantReference: 'M-1' }),
      look('processor', { processorReference: 'P-1' }),
      look('all', {
        status: 'PENDING',
        refundState: 'FULL',
        settlementState: 'SETTLED',
        observedAt: START + 1,
        merchantReference: 'M-1',
      }),
    ]);
    const found = async (changes: Parameters<typeof observedIds>[1]) => (await observedIds(store, changes)).toSorted();
    expect(await found({})).toHaveLength(9);
    expect(await found({ provider: 'genstore' })).toEqual(['shop']);
    expect(await found({ account: 'shop' })).toEqual(['shop']);
    expect(await found({ status: ['PENDING', 'FAILED'] })).toEqual(['all', 'pending']);
    expect(await found({ refundState: ['FULL'] })).toEqual(['all', 'refunded']);
    expect(await found({ settlementState: ['SETTLED'] })).toEqual(['all', 'settled']);
    expect(await found({ changedSince: START + 1 })).toEqual(['all', 'later']);
    expect(await found({ reference: 'order of plain' })).toEqual(['plain']);
    expect(await found({ reference: 'M-1' })).toEqual(['all', 'merchant']);
    expect(await found({ reference: 'P-1' })).toEqual(['processor']);
    const everything = {
      provider: 'yedpay',
      account: 'default',
      status: ['PENDING'],
      refundState: ['FULL'],
      settlementState: ['SETTLED'],
      changedSince: START + 1,
      reference: 'M-1',
    } as const;
    expect(await found(everything)).toEqual(['all']);
    expect(await found({ ...everything, account: 'shop' })).toEqual([]);
  });

  it.each(['status', 'refundState', 'settlementState'] as const)(
    'an empty list of %s asks for none',
    async (filter) => {
      const store = await openStore();
      await store.record([look('a')]);
      expect(await observedIds(store, { [filter]: [] })).toEqual([]);
    },
  );

  it('reads only the accounts that are given, whatever else is asked', async () => {
    const store = await openStore();
    const ill = { status: 'PENDING', isMapped: false } as const;
    await store.record([
      look('mine', ill),
      look('other account', { ...ill, account: 'other' }),
      look('other provider', { ...ill, provider: 'genstore', account: 'default' }),
      look('shop', { ...ill, provider: 'genstore', account: 'shop' }),
    ]);
    const mine = { accounts: new Map([['yedpay', ['default']]]) };
    expect(await observedIds(store, mine)).toEqual(['mine']);
    expect(await attentionIds(store, mine)).toEqual(['mine']);
    expect(await observedIds(store, { ...mine, account: 'other' })).toEqual([]);
    expect(await observedIds(store, { ...mine, provider: 'genstore' })).toEqual([]);
    expect(await store.coverage(observedQuery(mine))).toEqual({ since: START, count: 1 });
    expect((await attentionIds(store)).toSorted()).toEqual(['mine', 'shop']);
    expect((await store.historyOf([{ ...subject('mine'), account: 'other' }], 5)).size).toBe(0);
  });

  it.each([
    ['no provider', new Map()],
    ['a provider without accounts', new Map([['yedpay', []]])],
    ['no account of any provider', new Map([...ACCOUNTS.keys()].map((provider) => [provider, []]))],
  ])('with %s there is nothing', async (_name, accounts) => {
    const store = await openStore();
    await store.record([look('a', { status: 'PENDING' })]);
    expect(await observedIds(store, { accounts })).toEqual([]);
    expect(await attentionIds(store, { accounts })).toEqual([]);
    expect(await store.coverage(observedQuery({ accounts }))).toEqual({ since: null, count: 0 });
  });

  it('covers what was seen since when, of the accounts asked for and whatever their records are', async () => {
    const store = await openStore();
    expect(await store.coverage(observedQuery())).toEqual({ since: null, count: 0 });
    await store.record([
      look('a', { observedAt: START + 5 }),
      look('b', { provider: 'genstore', account: 'shop', observedAt: START + 3 }),
    ]);
    await store.record([look('a', { status: 'FAILED', observedAt: START + 9 })]);
    expect(await store.coverage(observedQuery())).toEqual({ since: START + 3, count: 2 });
    expect(await store.coverage(observedQuery({ provider: 'yedpay' }))).toEqual({ since: START + 5, count: 1 });
  });

  const WARNING = { issues: [{ kind: 'DUPLICATE_KEY', severity: 'WARNING' }] } as const;

  it.each([
    ['STUCK_PENDING', { status: 'PENDING' }, 'pendingBefore'],
    ['STUCK_PENDING', { status: 'AWAITING_CUSTOMER' }, 'pendingBefore'],
    ['REFUND_PENDING_TOO_LONG', { refundState: 'PENDING' }, 'refundPendingBefore'],
    ['AUTHORIZATION_AGEING', { status: 'AUTHORIZED' }, 'authorizedBefore'],
  ] as const)('%s of %o begins at its threshold', async (kind, state, threshold) => {
    const store = await openStore();
    await store.record([look('a', state), look('other')]);
    const later = { ...state, observedAt: START + MINUTE };
    await store.record([look('a', later)]);
    for (const [before, expected] of [
      [START - 1, []],
      [START, ['a']],
      [START + 1, ['a']],
    ] as const) {
      expect(await attentionIds(store, { ...NEVER, [threshold]: before, kinds: [kind] })).toEqual(expected);
    }
    const others = ATTENTION_KINDS.filter((other) => other !== kind);
    expect(await attentionIds(store, { kinds: others })).toEqual([]);
  });

  const NEVER = { pendingBefore: 0, refundPendingBefore: 0, authorizedBefore: 0 };

  it.each([
    ['DATA_ISSUE', WARNING],
    ['UNMAPPED_STATUS', { isMapped: false, status: 'UNKNOWN' }],
  ] as const)('%s needs attention at once, and no longer than it is so', async (kind, state) => {
    const store = await openStore();
    await store.record([look('a', state), look('other', { issues: [{ kind: 'NET_MISMATCH', severity: 'INFO' }] })]);
    expect(await attentionIds(store, { ...NEVER, kinds: [kind] })).toEqual(['a']);
    expect(await attentionIds(store, { kinds: [] })).toEqual([]);
    await store.record([look('a', { observedAt: START + 1 })]);
    expect(await attentionIds(store)).toEqual([]);
  });

  it('forgets by age: records that nobody looks at, and old observations of the others but for their last', async () => {
    const store = await openStore();
    const DAY = 86_400_000;
    await store.record([look('gone', { status: 'PENDING' }), look('changed', { status: 'PENDING' }), look('same')]);
    await store.record([look('changed', { observedAt: START + DAY }), look('same', { observedAt: START + DAY })]);
    await store.prune({ before: START, most: 1_000 });
    expect(await store.coverage(observedQuery())).toMatchObject({ count: 3 });
    await store.prune({ before: START + 1, most: 1_000 });
    expect((await observedIds(store)).toSorted()).toEqual(['changed', 'same']);
    expect(await statusesOf(store, 'gone')).toEqual([]);
    expect(await statusesOf(store, 'changed')).toEqual(['PAID']);
    expect(await statusesOf(store, 'same')).toEqual(['PAID']);
    // The history goes on where it was.
    await store.record([look('gone'), look('changed', { status: 'FAILED', observedAt: START + DAY + 1 })]);
    expect(await statusesOf(store, 'gone')).toEqual(['PAID']);
    expect(await statusesOf(store, 'changed')).toEqual(['FAILED', 'PAID']);
  });

  it('forgets by count: the oldest observations, and the records looked at longest ago', async () => {
    const store = await openStore();
    const names = Array.from({ length: 1_203 }, (_, index) => `r${index}`);
    await store.record(names.map((name, index) => look(name, { observedAt: START + index })));
    await store.record([look('r0', { status: 'FAILED', observedAt: START + 9_999 })]);
    await store.prune({ before: 0, most: 1_204 });
    expect(await statusesOf(store, 'r0')).toEqual(['FAILED', 'PAID']);
    await store.prune({ before: 0, most: 3 });
    expect((await observedIds(store)).toSorted()).toEqual(['r0', 'r1201', 'r1202']);
    expect(await statusesOf(store, 'r0')).toEqual(['FAILED']);
    expect(await statusesOf(store, 'r1202')).toEqual(['PAID']);
    expect(await statusesOf(store, 'r5')).toEqual([]);
  });

  it('forgets a record with all its observations, so that it begins anew when it is seen again', async () => {
    const store = await openStore();
    const others = ['a', 'b', 'c', 'd'];
    await store.record(others.map((name) => look(name)));
    await store.record([look('x', { observedAt: START + 1 })]);
    await store.record(others.map((name) => look(name, { observedAt: START + 2 })));
    await store.prune({ before: 0, most: 4 });
    expect((await observedIds(store)).toSorted()).toEqual(others);
    await store.record([look('x', { observedAt: START + 3 })]);
    expect((await historyOf(store, 'x')).map(({ observedAt }) => observedAt - START)).toEqual([3]);
  });
});
