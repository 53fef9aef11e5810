import { describe, expect, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { openConnection, post } from '../server/raw-http.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const RECONCILE = `query Reconcile($input: ReconcileInput!) {
  reconcile(input: $input) {
    complete upstreamCalls
    counts { outcome count }
    totals { currency entryCount expected recordCount actual difference unverified open }
    entries {
      key outcome explanation
      checks { field expected actual delta verdict rule explanation }
      lookup { outcome reference { value } }
      counterpart { outcome }
    }
    summary { complete byCurrency { currency gross { amount } } excluded { reason count } }
  }
}`;

const payment = (paymentId: string) => ({ genstore: { paymentId } });
const order = (customId: string) => ({ yedpay: { customId } });
const HUNDRED = { amount: '100.00', currency: 'HKD' };
const unknownPayments = (count: number, name = 'PI-none') =>
  Array.from({ length: count }, (_, index) => ({ key: String(index), reference: payment(`${name}-${index}`) }));
const calls = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();

async function report(gateway: TestGateway, entries: readonly object[], rules?: object) {
  const { data, errors } = await gateway.query(RECONCILE, { input: { entries, rules } });
  expect(errors).toBeUndefined();
  return data.reconcile;
}

/** Keys and outcomes, in the order of the entries. */
// biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
const outcomes = ({ entries }: any) => Object.fromEntries(entries.map((row: any) => [row.key, row.outcome]));

test('one report has every outcome, with both sides added up and nothing else read as a match', async () => {
  const gateway = await startTestGateway();
  const all = await report(
    gateway,
    [
      {
        key: 'matched',
        reference: order('order-settled'),
        ...HUNDRED,
        fee: '1.80',
        net: '98.20',
        paidOn: '2025-03-03',
      },
      { key: 'tolerated', reference: order('order-void-after-payment'), amount: '100.05', currency: 'HKD' },
      { key: 'mismatched', reference: order('order-status-captured'), amount: '100.06', currency: 'HKD' },
      { key: 'expected', reference: order('order-awaiting'), ...HUNDRED },
      { key: 'missing', reference: order('order-not-found'), ...HUNDRED, paidOn: '2025-03-03' },
      { key: 'ambiguous', reference: order('order-paid'), ...HUNDRED, merchantReference: 'ORDER-PAID' },
      { key: 'ambiguous too', reference: order('order-not-found'), merchantReference: 'Order-Paid' },
      { key: 'duplicate', reference: order('order-refund-full'), ...HUNDRED },
      { key: 'duplicate too', reference: { yedpay: { paymentToken: 'tok-order-refund-full' } }, ...HUNDRED },
      { key: 'unverifiable', reference: order('order-internal-error'), ...HUNDRED },
    ],
    { tolerances: [{ currency: 'HKD', amount: '0.05' }], normalization: { ignoreCase: true }, paidWithinDays: 366 },
  );
  expect(outcomes(all)).toEqual({
    matched: expect.stringMatching(/^MATCHED/),
    tolerated: 'MATCHED_WITH_TOLERANCE',
    mismatched: 'MISMATCHED',
    expected: 'EXPECTED',
    missing: 'MISSING',
    ambiguous: 'AMBIGUOUS',
    'ambiguous too': 'MISSING',
    duplicate: 'DUPLICATE',
    'duplicate too': 'DUPLICATE',
    unverifiable: 'UNVERIFIABLE',
  });
  expect(all.complete).toBe(false);
  expect(all.totals).toEqual([
    {
      currency: 'HKD',
      entryCount: 9,
      expected: '900.11',
      recordCount: 5,
      actual: '500.00',
      difference: '-400.11',
      unverified: '100.00',
      open: '100.00',
    },
  ]);
  expect(all.summary.complete).toBe(false);
});

test('500 entries fit, one more costs no call; equal references are asked once, and aliases share one bound', async () => {
  const gateway = await startTestGateway();
  const tooMany = await gateway.query(RECONCILE, { input: { entries: unknownPayments(501) } });
  expect([tooMany.errors?.[0]?.extensions.code, calls(gateway)]).toEqual(['LIMIT_EXCEEDED', 0]);
  expect(tooMany.errors?.[0]?.message).toContain('at most 500 entries, and this has 501');

  const twice = `query ($input: ReconcileInput!) { a: reconcile(input: $input) { complete } b: reconcile(input: $input) { complete } c: reconcile(input: $input) { complete } }`;
  const aliased = await gateway.query(twice, { input: { entries: unknownPayments(400) } });
  expect([aliased.errors?.[0]?.extensions.code, calls(gateway)]).toEqual(['LIMIT_EXCEEDED', 0]);

  const entries = unknownPayments(250).flatMap((entry) => [entry, { ...entry, key: `${entry.key} again` }]);
  const full = await report(gateway, entries);
  expect(full.entries).toHaveLength(500);
  expect([full.upstreamCalls, calls(gateway)]).toEqual([250, 250]);
});

test('a counterpart is looked up, compared, and shown beside', async () => {
  const gateway = await startTestGateway();
  const both = await report(gateway, [
    { key: 'agree', reference: order('order-paid'), counterpart: order('order-refund-full'), ...HUNDRED },
    { key: 'differ', reference: order('order-paid-2'), counterpart: payment('PI-success'), ...HUNDRED },
    {
      key: 'cross',
      reference: payment('PI-success'),
      counterpart: order('order-settled'),
      amount: '123.23',
      currency: 'USD',
    },
  ]);
  expect(outcomes(both)).toEqual({ agree: 'UNVERIFIABLE', differ: 'MISSING', cross: 'MISMATCHED' });
  expect(both.entries[2].counterpart).toEqual({ outcome: 'FOUND' });
  // biome-ignore lint/suspicious/noExplicitAny: as above
  expect(both.entries[2].checks.map(({ field, verdict }: any) => [field, verdict])).toEqual([
    ['STATUS', 'PASS'],
    ['CURRENCY', 'PASS'],
    ['AMOUNT', 'PASS'],
    ['COUNTERPART_STATUS', 'PASS'],
    ['COUNTERPART_CURRENCY', 'FAIL'],
    ['COUNTERPART_AMOUNT', 'NOT_COMPARABLE'],
  ]);
});

describe('with 40 calls, and 2 more a second', () => {
  const INTERACTIVE = 'query ($id: String!) { genstorePayment(paymentId: $id) { paymentId } }';
  const asked = ({ genstore }: TestGateway) => genstore.calls.map(({ reference }) => reference);

  test('a report has a time of its own, and what was not asked by then is UNVERIFIABLE', async () => {
    const limits = { operationTimeoutMs: 8_000, reconcileTimeoutMs: 30_000 };
    const gateway = await startTestGateway({ isMetered: true, limits });
    const part = await gateway.drive(report(gateway, unknownPayments(200)));
    const missing = part.counts.find(({ outcome }: { outcome: string }) => outcome === 'MISSING').count;
    expect(part.complete).toBe(false);
    expect(missing).toBe(calls(gateway));
    // What it may take at once is 30; in 8 seconds 16 would have been added.
    expect(missing).toBeGreaterThan(30 + 16);
    expect(missing).toBeLessThanOrEqual(30 + 60);
    const rest = part.entries.filter(({ outcome }: { outcome: string }) => outcome === 'UNVERIFIABLE');
    expect(rest).toHaveLength(200 - missing);
    expect(rest[0].lookup.outcome).toMatch(/^(RATE_LIMITED|DEADLINE_EXCEEDED)$/);
    expect(gateway.genstore.rateLimited).toBe(0);
  });

  test('somebody who waits goes before it', async () => {
    const gateway = await startTestGateway({ isMetered: true });
    const running = report(gateway, unknownPayments(60));
    await expect.poll(() => calls(gateway)).toBe(30);
    expect((await gateway.query(INTERACTIVE, { id: 'PI-success' })).data.genstorePayment).not.toBeNull();
    expect((await gateway.drive(running)).complete).toBe(true);
    expect(asked(gateway).indexOf('PI-success')).toBe(30);
  });

  test('a client that leaves takes what waits with it', async () => {
    const gateway = await startTestGateway({ isMetered: true });
    const connection = openConnection(gateway.url);
    connection.write(
      post(JSON.stringify({ query: RECONCILE, variables: { input: { entries: unknownPayments(60) } } })),
    );
    await expect.poll(() => calls(gateway)).toBe(30);
    connection.reset();
    await expect.poll(() => gateway.accesses.length).toBe(1);
    for (let step = 0; step < 20; step += 1) await gateway.clock.pass(1_000);
    expect(calls(gateway)).toBe(30);
  });
});

test('a record from before an outage passes for no verified one', async () => {
  const gateway = await startTestGateway();
  const entries = [{ key: 'open', reference: payment('PI-process') }];
  expect(outcomes(await report(gateway, entries))).toEqual({ open: 'EXPECTED' });
  await gateway.clock.pass(60_000);
  gateway.genstore.setOutage('s500');
  const stale = `query { transaction(reference: { genstore: { paymentId: "PI-process" } }) { transaction { freshness { source } } } }`;
  const { data } = await gateway.drive(gateway.query(stale));
  expect(data.transaction.transaction.freshness.source).toMatch(/^STALE/);
  expect(outcomes(await gateway.drive(report(gateway, entries)))).toEqual({ open: 'UNVERIFIABLE' });
});

test('what a report saw is remembered as seen by one', async () => {
  const gateway = await startTestGateway();
  await report(gateway, [{ key: 'paid', reference: order('order-paid') }]);
  const history = `query { transaction(reference: { yedpay: { customId: "order-paid" } }) { transaction { history { source } } } }`;
  const { data, errors } = await gateway.query(history);
  expect(errors).toBeUndefined();
  expect(data.transaction.transaction.history).toEqual([{ source: 'RECONCILE' }]);
});

describe('callers', () => {
  const keys = { books: createApiKey(), reader: createApiKey() };
  const callers = [
    { name: 'books', keys: [keys.books.hash], scopes: ['transactions:read', 'reconcile'], accounts: ['yedpay/*'] },
    { name: 'reader', keys: [keys.reader.hash], scopes: ['transactions:read'], accounts: ['*'] },
  ] as const;
  const as = (name: keyof typeof keys) => ({ authorization: `Bearer ${keys[name].key}` });
  const start = (limits = {}) => startTestGateway({ config: { callers: callers as never }, limits });

  test('it takes the scope reconcile, before anything is asked', async () => {
    const gateway = await start();
    const { errors } = await gateway.query(RECONCILE, { input: { entries: unknownPayments(1) } }, as('reader'));
    expect([errors?.[0]?.extensions.code, calls(gateway)]).toEqual(['FORBIDDEN', 0]);
  });

  test('a foreign account is like one that has no such transaction, and is not asked', async () => {
    const gateway = await start();
    const entries = ['demo-shop', 'no-shop'].map((account) => ({
      key: account,
      reference: { genstore: { paymentId: 'PI-success', account } },
      amount: '123.23',
      currency: 'USD',
    }));
    const { data } = await gateway.query(RECONCILE, { input: { entries } }, as('books'));
    expect(outcomes(data.reconcile)).toEqual({ 'demo-shop': 'MISSING', 'no-shop': 'MISSING' });
    const [foreign, unknown] = data.reconcile.entries;
    expect({ ...foreign, key: '' }).toEqual({ ...unknown, key: '' });
    expect(calls(gateway)).toBe(0);
  });

  test('a caller has so many reports under way, and gets the place back at the end of one', async () => {
    const limits = { reportsPerCaller: 2 };
    const gateway = await startTestGateway({ config: { callers: callers as never }, limits });
    gateway.yedpay.setFault('order-paid', 'hang');
    const input = { entries: [{ key: '1', reference: order('order-paid') }] };
    const first = new AbortController();
    const ask = (signal: AbortSignal) =>
      fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...as('books') },
        body: JSON.stringify({ query: RECONCILE, variables: { input } }),
        signal,
      }).catch(() => null);
    const hanging = [ask(first.signal), ask(new AbortController().signal)];
    await expect.poll(() => calls(gateway)).toBe(1);
    const refused = () => gateway.query(RECONCILE, { input: { entries: [] } }, as('books'));
    await expect.poll(async () => (await gateway.query(RECONCILE, { input }, as('books'))).status).toBe(429);
    expect((await refused()).errors).toBeUndefined();
    first.abort();
    await expect
      .poll(
        async () =>
          (
            await gateway.query(
              RECONCILE,
              { input: { entries: [{ key: '2', reference: order('none') }] } },
              as('books'),
            )
          ).status,
      )
      .toBe(200);
    gateway.yedpay.setFault('order-paid', null);
    await gateway.drive(Promise.all(hanging));
  });

  test('its references come out of the allowance', async () => {
    const gateway = await start({ referencesPerMinute: 200 });
    const entries = Array.from({ length: 400 }, (_, index) => ({
      key: String(index),
      reference: order(`none-${index}`),
    }));
    const { status, errors } = await gateway.query(RECONCILE, { input: { entries } }, as('books'));
    expect([status, errors?.[0]?.extensions.code, calls(gateway)]).toEqual([429, 'RATE_LIMITED', 0]);
  });
});

test.each([
  [{ paidWithinDays: 367 }, 'rules.paidWithinDays must be from 0 to 366.'],
  [{ timeZone: 'Mars/Olympus' }, 'rules.timeZone must be an IANA time zone such as "Asia/Hong_Kong".'],
  [{ tolerances: [{ currency: 'HKD', amount: '-1' }] }, 'rules.tolerances must not be negative.'],
  [
    {
      tolerances: [
        { currency: 'HKD', amount: '1' },
        { currency: 'HKD', amount: '2' },
      ],
    },
    'rules.tolerances must name each currency once.',
  ],
])('rules that mean nothing are refused before a call: %o', async (rules, message) => {
  const gateway = await startTestGateway();
  const { errors } = await gateway.query(RECONCILE, { input: { entries: unknownPayments(1), rules } });
  expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
  expect(calls(gateway)).toBe(0);
});

test.each([
  ['amount', 100],
  ['amount', '1e3'],
  ['amount', '1,000.00'],
  ['currency', 'hkd'],
  ['currency', 'RMB'],
  ['paidOn', '2025-02-30'],
  ['paidOn', '03/04/2025'],
])('%s: %j is refused before a call', async (field, value) => {
  const gateway = await startTestGateway();
  const entries = [{ key: '1', reference: order('order-paid'), [field]: value }];
  const { errors } = await gateway.query(RECONCILE, { input: { entries } });
  expect([errors?.[0]?.extensions.code, calls(gateway)]).toEqual(['BAD_USER_INPUT', 0]);
});

test.each([
  ['two with one key', [{ key: '1' }, { key: '1' }], 'Each entry needs a key of its own.'],
  ['a key too long', [{ key: 'k'.repeat(201) }], "An entry's key and references have at most 200 characters."],
  ['a reference too long', [{ key: '1', merchantReference: 'r'.repeat(201) }], /at most 200 characters/],
])('%s is refused before a call', async (_what, lines, message) => {
  const gateway = await startTestGateway();
  const entries = lines.map((line) => ({ ...line, reference: order('order-paid') }));
  const { errors } = await gateway.query(RECONCILE, { input: { entries } });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(errors?.[0]?.message).toMatch(message);
  expect(calls(gateway)).toBe(0);
});

test('a list shown again and again is too much, however few calls it costs', async () => {
  const gateway = await startTestGateway();
  const shown = Array.from({ length: 90 }, (_, index) => `a${index}: entries { key checks { expected } }`).join(' ');
  const document = `query ($input: ReconcileInput!) { reconcile(input: $input) { ${shown} } }`;
  const entries = Array.from({ length: 500 }, (_, index) => ({ key: String(index), reference: order('order-paid') }));
  const { errors } = await gateway.query(document, { input: { entries } });
  expect([errors?.[0]?.extensions.code, calls(gateway)]).toEqual(['OPERATION_TOO_COMPLEX', 0]);
});

test('an empty list is complete, and says so of nothing', async () => {
  const gateway = await startTestGateway();
  expect(await report(gateway, [])).toMatchObject({ complete: true, entries: [], totals: [], upstreamCalls: 0 });
});
