import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const FRESH = `query Fresh($references: [TransactionReference!]!, $freshness: FreshnessInput) {
  transactions(references: $references, freshness: $freshness) {
    outcome
    transaction { headline freshness { source ageSeconds fetchedAt expiresAt refreshDenied } }
    problem { code retryAfterSeconds }
  }
}`;

interface Row {
  readonly outcome: string;
  readonly transaction: { readonly freshness: { readonly source: string; readonly refreshDenied: boolean } } | null;
  readonly problem: { readonly retryAfterSeconds: number | null } | null;
}

const payment = (paymentId: string) => ({ genstore: { paymentId } });
const order = (customId: string) => ({ yedpay: { customId } });

async function rowsOf(gateway: TestGateway, references: unknown, freshness?: unknown): Promise<readonly Row[]> {
  const { data, errors } = await gateway.query(FRESH, { references, freshness });
  expect(errors).toBeUndefined();
  return data.transactions;
}

const sources = (rows: readonly Row[]) => rows.map(({ transaction }) => transaction?.freshness.source ?? null);

test('what is known is answered without a call, and says so', async () => {
  const gateway = await startTestGateway();
  expect(sources(await rowsOf(gateway, [payment('PI-success'), order('order-paid')]))).toEqual(['FETCHED', 'FETCHED']);
  expect(sources(await rowsOf(gateway, [payment('PI-success'), order('order-paid')]))).toEqual(['CACHED', 'CACHED']);
  expect([gateway.genstore.callCount(), gateway.yedpay.callCount()]).toEqual([1, 1]);
});

test('states without a record are known for a while, too, and failures never', async () => {
  const gateway = await startTestGateway();
  const references = [order('order-awaiting'), order('order-expired'), order('order-not-found'), order('fault-s500')];
  await rowsOf(gateway, references);
  const failed = gateway.yedpay.callCount('fault-s500');
  await rowsOf(gateway, references);
  expect(['order-awaiting', 'order-expired', 'order-not-found'].map((id) => gateway.yedpay.callCount(id))).toEqual([
    1, 1, 1,
  ]);
  expect(gateway.yedpay.callCount('fault-s500')).toBeGreaterThan(failed);
});

test('50 identical requests at once cost one call', async () => {
  const gateway = await startTestGateway();
  gateway.genstore.setLatency(50);
  const answers = await Promise.all(Array.from({ length: 50 }, () => rowsOf(gateway, [payment('PI-success')])));
  expect(new Set(answers.map(([row]) => row?.outcome))).toEqual(new Set(['FOUND']));
  expect(gateway.genstore.callCount()).toBe(1);
});

test('maxAgeSeconds 0 asks the provider again', async () => {
  const gateway = await startTestGateway();
  await rowsOf(gateway, [payment('PI-success')]);
  await gateway.clock.pass(10);
  expect(sources(await rowsOf(gateway, [payment('PI-success')], { maxAgeSeconds: 0 }))).toEqual(['FETCHED']);
  expect(gateway.genstore.callCount()).toBe(2);
});

test('forceRefresh of what was just fetched is denied and says so; later it asks', async () => {
  const gateway = await startTestGateway();
  await rowsOf(gateway, [payment('PI-success')]);
  const [denied] = await rowsOf(gateway, [payment('PI-success')], { forceRefresh: true });
  expect(denied?.transaction?.freshness).toMatchObject({ source: 'CACHED', refreshDenied: true });
  await gateway.clock.pass(5_000);
  const [refreshed] = await rowsOf(gateway, [payment('PI-success')], { forceRefresh: true });
  expect(refreshed?.transaction?.freshness).toMatchObject({ source: 'FETCHED', refreshDenied: false });
  expect(gateway.genstore.callCount()).toBe(2);
});

test('a negative maxAgeSeconds is refused', async () => {
  const gateway = await startTestGateway();
  const { errors } = await gateway.query(FRESH, {
    references: [payment('PI-success')],
    freshness: { maxAgeSeconds: -1 },
  });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(gateway.genstore.callCount()).toBe(0);
});

test('a row a little past its time is answered stale and renewed behind the answer', async () => {
  const gateway = await startTestGateway();
  await rowsOf(gateway, [order('order-paid')]);
  await gateway.clock.pass(4 * 60_000 + 1);
  expect(sources(await rowsOf(gateway, [order('order-paid')]))).toEqual(['STALE']);
  await expect.poll(() => gateway.yedpay.callCount()).toBe(2);
  await expect.poll(async () => sources(await rowsOf(gateway, [order('order-paid')]))).toEqual(['CACHED']);
});

test('without allowStale it is asked first', async () => {
  const gateway = await startTestGateway();
  await rowsOf(gateway, [order('order-paid')]);
  await gateway.clock.pass(4 * 60_000 + 1);
  expect(sources(await rowsOf(gateway, [order('order-paid')], { allowStale: false }))).toEqual(['FETCHED']);
});

test('a killed provider still answers known rows, marked; unknown ones say that it is unavailable', async () => {
  const gateway = await startTestGateway();
  await rowsOf(gateway, [order('order-paid'), payment('PI-success')]);
  await gateway.yedpay.close();
  await gateway.clock.pass(60 * 60_000);
  const rows = await rowsOf(gateway, [order('order-paid'), order('order-settled'), payment('PI-success')]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['FOUND', 'PROVIDER_UNAVAILABLE', 'FOUND']);
  expect(sources(rows)).toEqual(['STALE_ON_ERROR', null, 'CACHED']);
  const [refused] = await rowsOf(gateway, [order('order-paid')], { allowStale: false });
  expect(refused?.outcome).toBe('PROVIDER_UNAVAILABLE');
});

test('a change of an open payment is seen within the lifetime of its state', async () => {
  const gateway = await startTestGateway();
  const headline = async () => {
    const [row] = await rowsOf(gateway, [payment('PI-progress')]);
    return (row?.transaction as { headline?: string } | null)?.headline;
  };
  expect(await headline()).toBe('PENDING');
  await gateway.clock.pass(15_000);
  expect(await headline()).toBe('PAID');
});

test('extensions.budget shows what an operation spent and what is left', async () => {
  const gateway = await startTestGateway({ isMetered: true });
  const { extensions } = await gateway.query('{ genstorePayment(paymentId: "PI-success") { id } }');
  expect(extensions).toEqual({
    budget: [{ provider: 'GENSTORE', account: 'demo-shop', spent: 1, capacity: 40, available: 39, refillPerSecond: 2 }],
  });
  const again = await gateway.query('{ genstorePayment(paymentId: "PI-success") { id } }');
  expect(again.extensions.budget[0]).toMatchObject({ spent: 0, available: 39 });
  const none = await gateway.query('{ __typename }');
  expect(none.extensions).toBeUndefined();
});

test('ten dashboards of 100 rows against 40 calls and 2 a second: no 429, every refusal keeps its word', async () => {
  const gateway = await startTestGateway({ isMetered: true });
  // By row: when it may be asked again, on the fake clock.
  let open = Array.from({ length: 10 }, (_dashboard, d) =>
    Array.from({ length: 100 }, (_row, r) => ({ id: `PI-row-${d}-${r}`, at: 0 })),
  ).flat();
  let refusedAgain = 0;
  const started = gateway.clock.monotonic();
  let asked = 0;
  while (open.length > 0) {
    const now = gateway.clock.monotonic() - started;
    const due = open.filter(({ at }) => at <= now);
    const byDashboard = Map.groupBy(due, ({ id }) => id.split('-')[2]);
    const waiting = Promise.all(
      [...byDashboard.values()].map(async (batch) => {
        const rows = await rowsOf(
          gateway,
          batch.map(({ id }) => payment(id)),
        );
        return rows.map((row, index) => ({ row, asked: batch[index] }));
      }),
    );
    const results = (await gateway.drive(waiting)).flat();
    const answeredAt = gateway.clock.monotonic() - started;
    for (const { row, asked: entry } of results) {
      if (entry === undefined) continue;
      asked += 1;
      if (row.outcome === 'NOT_FOUND') open = open.filter((candidate) => candidate !== entry);
      else {
        expect(row.outcome).toBe('RATE_LIMITED');
        if (entry.at > 0) refusedAgain += 1;
        entry.at = answeredAt + (row.problem?.retryAfterSeconds ?? 0) * 1000;
      }
    }
    const next = Math.min(...open.map(({ at }) => at));
    if (open.length > 0 && next > gateway.clock.monotonic() - started) {
      await gateway.clock.pass(next - (gateway.clock.monotonic() - started));
    }
  }
  const seconds = (gateway.clock.monotonic() - started) / 1000;
  expect(gateway.genstore.callCount()).toBe(1_000);
  expect(gateway.genstore.rateLimited).toBe(0);
  // (1,000 - 40) calls at 2 a second take 480 s; telling whole seconds costs a little.
  expect(seconds).toBeLessThan(480 * 1.15);
  expect({ asked, refusedAgain }).toEqual({ asked: expect.any(Number), refusedAgain: expect.any(Number) });
  expect(refusedAgain).toBeLessThan(100);
}, 120_000);

test.each([
  ['of a shop without a limit', 200, false],
  ['of one with 40 calls', 40, true],
])(
  '%s, references under several demands cost a call each, wherever each demand has them',
  async (_, count, isMetered) => {
    const gateway = await startTestGateway({ isMetered });
    const references = Array.from({ length: count }, (_each, index) => payment(`PI-nobody-${index}`));
    const demands = [
      'maxAgeSeconds: 0',
      'maxAgeSeconds: 0, allowStale: false',
      'maxAgeSeconds: 0, forceRefresh: true',
      'maxAgeSeconds: 0, allowStale: false, forceRefresh: true',
    ];
    const turned = demands.map((_demand, quarter) => {
      const first = (quarter * count) / demands.length;
      return [`r${quarter}`, [...references.slice(first), ...references.slice(0, first)]] as const;
    });
    const fields = demands.map((demand, quarter) => {
      return `r${quarter}: transactions(references: $r${quarter}, freshness: { ${demand} }) { outcome }`;
    });
    const parameters = turned.map(([name]) => `$${name}: [TransactionReference!]!`);
    const { errors } = await gateway.query(`query (${parameters}) { ${fields} }`, Object.fromEntries(turned));
    expect(errors).toBeUndefined();
    expect(gateway.genstore.callCount()).toBe(count);
  },
);
