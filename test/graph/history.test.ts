import { StatementSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { loadConfig } from '../../src/config.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { SIGN_KEY } from '../support/signed-form.ts';

const HISTORY = `query ($references: [TransactionReference!]!, $freshness: FreshnessInput, $last: Int = 20) {
  transactions(references: $references, freshness: $freshness) {
    transaction {
      status
      history(last: $last) {
        id status refundState settlementState source changed occurredAt precision observedAt
        providerStatus { code } amountRefunded { amount currency }
      }
    }
  }
}`;

const order = (customId: string) => ({ yedpay: { customId } });
const NOW = { maxAgeSeconds: 0 };

// biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
async function historyOf(gateway: TestGateway, reference: object, more: object = {}): Promise<any[]> {
  const { data } = await gateway.query(HISTORY, { references: [reference], freshness: NOW, ...more });
  return data.transactions[0].transaction.history;
}

/** Looks at an order when it is pending, paid and settled. */
async function seeProgress(gateway: TestGateway): Promise<void> {
  for (const wait of [16_000, 15_000, 30_000]) {
    await gateway.clock.pass(wait);
    await historyOf(gateway, order('order-progress'));
  }
}

describe('history', () => {
  test('has this very look, and the earlier ones behind it, each with what has changed', async () => {
    const gateway = await startTestGateway();
    await gateway.clock.pass(16_000);
    const first = await historyOf(gateway, order('order-progress'));
    expect(first).toMatchObject([{ status: 'PENDING', changed: [], precision: 'PROVIDER_TIME', source: 'QUERY' }]);
    await gateway.clock.pass(45_000);
    const [newest, oldest, ...rest] = await historyOf(gateway, order('order-progress'));
    expect([oldest, rest]).toEqual([first[0], []]);
    expect(newest).toMatchObject({
      status: 'PAID',
      settlementState: 'SETTLED',
      refundState: 'NONE',
      providerStatus: { code: 'settled' },
      amountRefunded: { amount: '0.00', currency: 'HKD' },
      changed: ['status', 'settlementState', 'providerStatus'],
      precision: 'PROVIDER_TIME',
    });
  });

  test('adds nothing where nothing has changed', async () => {
    const gateway = await startTestGateway();
    const first = await historyOf(gateway, order('order-paid'));
    await gateway.clock.pass(120_000);
    expect(await historyOf(gateway, order('order-paid'))).toEqual(first);
    expect(gateway.yedpay.callCount()).toBe(2);
  });

  test('is of the record, by whichever reference it is asked', async () => {
    const gateway = await startTestGateway();
    const first = await historyOf(gateway, order('order-paid'));
    expect(await historyOf(gateway, { yedpay: { paymentToken: 'tok-order-paid' } })).toEqual(first);
  });

  test('gives at most `last`, from 1 to 100', async () => {
    const gateway = await startTestGateway();
    await seeProgress(gateway);
    const lengths = [];
    for (const last of [1, 2, 100]) {
      lengths.push((await historyOf(gateway, order('order-progress'), { last })).length);
    }
    expect(lengths).toEqual([1, 2, 3]);
    for (const last of [0, 101, -1]) {
      const { data, errors } = await gateway.query(HISTORY, { references: [order('order-progress')], last });
      expect(errors?.map(({ extensions, path }) => [extensions.code, path?.at(-1)])).toEqual([
        ['BAD_USER_INPUT', 'history'],
      ]);
      // The rest of the row is there.
      expect(data.transactions[0].transaction).toMatchObject({ status: 'PAID', history: null });
    }
  });

  test('is one question to the database for all rows of a request', async () => {
    const gateway = await startTestGateway();
    const references = gateway.yedpay.references.slice(0, 50).map((reference) => ({ yedpay: reference }));
    await gateway.query(HISTORY, { references });
    // Every read of a database is one of these.
    const reads = vi.spyOn(StatementSync.prototype, 'all');
    const { data } = await gateway.query(HISTORY, { references });
    const questions = reads.mock.calls.length;
    reads.mockRestore();
    expect(data.transactions.filter((row: { transaction: object | null }) => row.transaction !== null).length).toBe(50);
    expect(questions).toBe(1);
  });

  test('says what caused each look: a query, a stream, a notification to a stream, or one to nobody', async () => {
    const gateway = await startTestGateway({ accounts: withSignKey });
    const notify = () =>
      gateway.yedpay.notify('order-progress', {
        url: new URL('/webhooks/yedpay/demo-store', gateway.url).href,
        signKey: SIGN_KEY,
        clock: gateway.clock,
      }).finished;
    await gateway.clock.pass(16_000);
    const stream = await subscribe(gateway.url, {
      query:
        'subscription ($references: [TransactionReference!]!) { transactionUpdated(references: $references, until: FINAL, minIntervalSeconds: 300) { kind } }',
      variables: { references: [order('order-progress')] },
    });
    expect(await stream.event()).toEqual({ kind: 'SNAPSHOT' });
    await gateway.clock.pass(15_000);
    expect(await notify()).toBe('ACKNOWLEDGED');
    expect(await stream.event()).toEqual({ kind: 'CHANGED' });
    stream.leave();
    await gateway.clock.pass(30_000);
    expect(await notify()).toBe('ACKNOWLEDGED');
    await expect.poll(() => gateway.yedpay.callCount('order-progress')).toBe(3);
    await historyOf(gateway, { yedpay: { customId: 'order-status-pending' } });
    const sources = async () =>
      (await historyOf(gateway, order('order-progress'), { freshness: null })).map(({ source }) => source);
    await expect.poll(sources).toEqual(['NOTIFICATION', 'NOTIFICATION', 'WATCH']);
    expect(await historyOf(gateway, order('order-status-pending'))).toMatchObject([{ source: 'QUERY' }]);
  });
});

const OBSERVED = `query ($filter: ObservedFilter, $first: Int, $after: String) {
  observedTransactions(filter: $filter, first: $first, after: $after) {
    coverage { since count }
    pageInfo { hasNextPage endCursor }
    edges { cursor node {
      id provider account status headline merchantReference issueKinds firstObservedAt lastChangedAt
      amount { amount } providerStatus { code }
    } }
  }
}`;

async function observed(gateway: TestGateway, variables: object = {}, headers = {}) {
  const { data, errors } = await gateway.query(OBSERVED, variables, headers);
  return { page: data?.observedTransactions, code: errors?.[0]?.extensions.code };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
const references = (page: any): string[] => page.edges.map(({ node }: any) => node.merchantReference);

describe('observedTransactions', () => {
  test('before anything was looked up, it says that nothing is covered', async () => {
    const gateway = await startTestGateway();
    expect((await observed(gateway)).page).toEqual({
      coverage: { since: null, count: 0 },
      pageInfo: { hasNextPage: false, endCursor: null },
      edges: [],
    });
  });

  test('lists what was seen, whose id looks it up again, and asks no provider', async () => {
    const gateway = await startTestGateway();
    await historyOf(gateway, order('order-refund-partial'));
    const calls = gateway.yedpay.callCount();
    const { page } = await observed(gateway);
    expect(page.edges[0].node).toMatchObject({
      provider: 'YEDPAY',
      account: 'demo-store',
      status: 'PAID',
      headline: 'PARTLY_REFUNDED',
      merchantReference: 'order-refund-partial',
      amount: { amount: '100.00' },
      providerStatus: { code: 'refunded' },
    });
    expect(page.coverage).toEqual({ since: page.edges[0].node.firstObservedAt, count: 1 });
    expect(gateway.yedpay.callCount()).toBe(calls);
    const { data } = await gateway.query('query ($id: ID!) { node(id: $id) { ... on Transaction { headline } } }', {
      id: page.edges[0].node.id,
    });
    expect(data.node).toEqual({ headline: 'PARTLY_REFUNDED' });
  });

  test('pages through everything once, the last changed first', async () => {
    const gateway = await startTestGateway();
    const all = gateway.yedpay.references.slice(0, 30).map((reference) => ({ yedpay: reference }));
    await gateway.query(HISTORY, { references: all.slice(0, 15) });
    await gateway.clock.pass(1_000);
    await gateway.query(HISTORY, { references: all.slice(15) });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { page } = await observed(gateway, { first: 7, after });
      expect(page.coverage.count).toBe(30);
      seen.push(...references(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(30);
    const later = new Set(all.slice(15).map(({ yedpay }) => (yedpay as { customId?: string }).customId));
    expect(new Set(seen.slice(0, 15))).toEqual(later);
    expect(new Set(seen).size).toBe(30);
  });

  test('filters by everything that a filter has', async () => {
    const gateway = await startTestGateway();
    await historyOf(gateway, { genstore: { paymentId: 'PI-success' } });
    const names = ['order-paid', 'order-refund-partial', 'order-settled', 'order-status-pending'];
    await gateway.query(HISTORY, { references: names.map(order) });
    const found = async (filter: object) => references((await observed(gateway, { filter })).page).toSorted();
    expect(await found({})).toHaveLength(5);
    expect(await found({ provider: 'YEDPAY' })).toEqual(names);
    expect(await found({ account: 'nobody' })).toEqual([]);
    expect(await found({ status: ['PENDING'] })).toEqual(['order-status-pending']);
    expect(await found({ status: [] })).toEqual([]);
    expect(await found({ refundState: ['PARTIAL'] })).toEqual(['order-refund-partial']);
    expect(await found({ settlementState: ['SETTLED'] })).toEqual(['order-settled']);
    expect(await found({ reference: 'order-paid' })).toEqual(['order-paid']);
    expect(await found({ reference: '\0' })).toEqual([]);
    const later = new Date(gateway.clock.now() + 60_000).toISOString();
    expect(await found({ updatedSince: later })).toEqual([]);
    expect(await found({ updatedSince: '2020-01-01T00:00:00Z', provider: 'YEDPAY', status: ['PAID'] })).toEqual(
      names.slice(0, 3),
    );
  });

  test('takes 1 to 200 at once, and 50 where nothing is said', async () => {
    const gateway = await startTestGateway();
    await gateway.query(HISTORY, { references: gateway.yedpay.references.slice(0, 60).map((yedpay) => ({ yedpay })) });
    const lengths = [];
    for (const first of [1, 200, null]) lengths.push((await observed(gateway, { first })).page.edges.length);
    expect(lengths).toEqual([1, 60, 50]);
    for (const first of [0, 201, -5]) expect((await observed(gateway, { first })).code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('nonsense').toString('base64url')],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['nothing', ''],
    ['a number too large', Buffer.from('[1e300,"a","b","c"]').toString('base64url')],
    ['too much', Buffer.from('[1,"a","b","c","d"]').toString('base64url')],
    ['another kind of thing', Buffer.from('[1,"a",null,"c"]').toString('base64url')],
  ])('refuses a cursor that is %s', async (_name, after) => {
    const gateway = await startTestGateway();
    expect((await observed(gateway, { after })).code).toBe('BAD_USER_INPUT');
    const { errors } = await gateway.query('query ($after: String) { attention(after: $after) { edges { cursor } } }', {
      after,
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a cursor of somebody else only says where a page begins', async () => {
    const gateway = await startTestGateway();
    await historyOf(gateway, order('order-paid'));
    const after = Buffer.from(`[9000000000000000,"yedpay","other\\u0000","x"]`).toString('base64url');
    expect(references((await observed(gateway, { after })).page)).toEqual(['order-paid']);
  });
});

const ATTENTION = `query ($kinds: [AttentionKind!], $first: Int, $after: String) {
  attention(kinds: $kinds, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { kinds ageSeconds lastCheckAt nextCheckAt transaction { merchantReference status } } }
  }
}`;

// biome-ignore lint/suspicious/noExplicitAny: as above
async function attention(gateway: TestGateway, variables: object = {}, headers = {}): Promise<any[]> {
  const { data } = await gateway.query(ATTENTION, variables, headers);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return data.attention.edges.map(({ node }: any) => node);
}

describe('attention', () => {
  test('names what needs somebody, why, for how long, and when it is looked at', async () => {
    const gateway = await startTestGateway();
    await gateway.query(HISTORY, { references: ['order-status-pending', 'order-paid', 'order-absent'].map(order) });
    const names = async (kinds?: string[]) =>
      (await attention(gateway, { kinds })).map(({ transaction }) => transaction.merchantReference);
    expect(await names(['STUCK_PENDING'])).toEqual([]);
    await gateway.clock.pass(59 * 60_000);
    expect(await names(['STUCK_PENDING'])).toEqual([]);
    await gateway.clock.pass(60_000);
    const [stuck, ...rest] = await attention(gateway, { kinds: ['STUCK_PENDING', 'AUTHORIZATION_AGEING'] });
    expect(rest).toEqual([]);
    expect(stuck).toMatchObject({ kinds: ['STUCK_PENDING'], nextCheckAt: null, transaction: { status: 'PENDING' } });
    expect(stuck.ageSeconds).toBeGreaterThanOrEqual(3_600);
    expect(stuck.ageSeconds).toBeLessThan(3_660);
    expect(gateway.yedpay.callCount()).toBe(3);
  });

  test('says when a watched payment is looked at next', async () => {
    const gateway = await startTestGateway();
    const stream = await subscribe(gateway.url, {
      query:
        'subscription ($references: [TransactionReference!]!) { transactionUpdated(references: $references) { kind } }',
      variables: { references: [order('order-unknown-status')] },
    });
    await stream.event();
    const [item] = await attention(gateway);
    expect(item.kinds).toContain('UNMAPPED_STATUS');
    expect(Date.parse(item.nextCheckAt)).toBeGreaterThan(Date.parse(item.lastCheckAt));
  });

  test('pages, the longest unchanged first', async () => {
    const gateway = await startTestGateway();
    for (const name of ['order-unknown-status', 'order-settled-without-date']) {
      await historyOf(gateway, order(name));
      await gateway.clock.pass(1_000);
    }
    const first = await gateway.query(ATTENTION, { first: 1 });
    const { endCursor, hasNextPage } = first.data.attention.pageInfo;
    expect([first.data.attention.edges[0].node.transaction.merchantReference, hasNextPage]).toEqual([
      'order-unknown-status',
      true,
    ]);
    const rest = await attention(gateway, { after: endCursor });
    expect(rest.map(({ transaction }) => transaction.merchantReference)).toEqual(['order-settled-without-date']);
  });

  test('an empty list of kinds asks for none', async () => {
    const gateway = await startTestGateway();
    await historyOf(gateway, order('order-unknown-status'));
    expect(await attention(gateway, { kinds: [] })).toEqual([]);
    expect(await attention(gateway)).toHaveLength(1);
  });
});

test('two tenants see their own records only, whatever they ask', async () => {
  const keys = { north: createApiKey(), south: createApiKey() };
  const caller = (name: 'north' | 'south', account: string) => ({
    name,
    keys: [keys[name].hash],
    scopes: ['transactions:read' as const],
    accounts: [account],
  });
  const gateway = await startTestGateway({
    config: { ...loadConfig({}), callers: [caller('north', 'yedpay/demo-store'), caller('south', 'yedpay/south')] },
    accounts: ({ yedpay = [], ...others }) => ({
      ...others,
      yedpay: [...yedpay, { ...yedpay[0], name: 'south' } as ProviderAccount],
    }),
  });
  const as = (name: 'north' | 'south') => ({ authorization: `Bearer ${keys[name].key}` });
  await gateway.query(HISTORY, { references: [order('order-unknown-status')] }, as('north'));
  await gateway.query(HISTORY, { references: [order('order-paid'), order('order-unknown-status')] }, as('south'));
  const { page } = await observed(gateway, {}, as('north'));
  expect([references(page), page.coverage.count]).toEqual([['order-unknown-status'], 1]);
  for (const filter of [{ account: 'south' }, { reference: 'order-paid' }, { account: 'south', provider: 'YEDPAY' }]) {
    const { page: other } = await observed(gateway, { filter }, as('north'));
    expect(other.edges).toEqual([]);
  }
  const { page: foreign } = await observed(gateway, { filter: { account: 'south' } }, as('north'));
  expect(foreign.coverage).toEqual({ since: null, count: 0 });
  expect((await attention(gateway, {}, as('north'))).length).toBe(1);
  expect((await observed(gateway, {}, as('south'))).page.coverage.count).toBe(2);
});

function withSignKey({ yedpay = [], ...others }: Readonly<Record<string, readonly ProviderAccount[]>>) {
  return { ...others, yedpay: yedpay.map((account) => ({ ...account, signKey: new Secret(SIGN_KEY) })) };
}
