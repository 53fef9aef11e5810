import { describe, expect, test } from 'vitest';
import { type DataIssueKind, dataIssue } from '../../src/domain/data-issue.ts';
import { METRICS, type MetricDefinition, PROCESS_METRICS } from '../../src/telemetry/metrics/metric-list.ts';
import { createPrometheus } from '../../src/telemetry/metrics/prometheus.ts';
import type { GaugeSources } from '../../src/telemetry/metrics/recording.ts';
import { guardedAccount } from '../support/guarded-account.ts';
import { ManualClock, settled } from '../support/manual-clock.ts';

const NOTHING: GaugeSources = {
  accounts: () => [],
  watched: () => 0,
  streams: () => 0,
  operationsInFlight: () => 0,
  oldestPendingRefunds: async () => [],
};

/** The lines of a metric, without its help. */
async function linesOf(metrics: { text(): Promise<string> }, { name }: MetricDefinition): Promise<readonly string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => new RegExp(`^${name}(_sum|_count)?[{ ]`).test(line));
}

const CALL = {
  requestId: 'r',
  provider: 'genstore',
  account: 'shop',
  operation: 'payment',
  reference: 'digest',
  attempt: 1,
  priority: 'WATCH',
  queuedMs: 1_500,
  status: 200,
  reason: 'reply',
  outcome: 'FOUND',
  milliseconds: 250,
  bytes: 1,
  breaker: 'CLOSED',
} as const;

describe('the registry', () => {
  test('has exactly the metrics of the list, each with its kind and its help', async () => {
    const text = await createPrometheus(new ManualClock()).text();
    const own = [...text.matchAll(/^# TYPE (paylens_\w+) (\w+)$/gm)].map(([, name, kind]) => [name, kind]);
    expect(own.toSorted()).toEqual(
      Object.values(METRICS)
        .map(({ name, kind }) => [name, kind])
        .toSorted(),
    );
    for (const { name, help } of Object.values(METRICS)) expect(text).toContain(`# HELP ${name} ${help}\n`);
  });

  test('has nothing of the process that the list does not have, and at least what is told everywhere', async () => {
    const text = await createPrometheus(new ManualClock()).text();
    const all = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name);
    const process = all.filter((name) => !name.startsWith('paylens_'));
    expect(process.filter((name) => !(name in PROCESS_METRICS))).toEqual([]);
    expect(process).toEqual(
      expect.arrayContaining([
        'nodejs_eventloop_lag_p99_seconds',
        'nodejs_heap_size_used_bytes',
        'nodejs_gc_duration_seconds',
      ]),
    );
  });

  test('is its own: two gateways of one process count apart', async () => {
    const [one, other] = [createPrometheus(new ManualClock()), createPrometheus(new ManualClock())];
    one.internalError();
    expect(await linesOf(one, METRICS.internalErrors)).toEqual(['paylens_internal_errors_total 1']);
    expect(await linesOf(other, METRICS.internalErrors)).toEqual(['paylens_internal_errors_total 0']);
  });

  test('is read once for all who ask at the same time', async () => {
    let questions = 0;
    const metrics = createPrometheus(new ManualClock());
    metrics.readFrom({
      ...NOTHING,
      oldestPendingRefunds: async () => {
        questions += 1;
        return [];
      },
    });
    await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
    expect(questions).toBe(1);
    await metrics.text();
    expect(questions).toBe(2);
  });
});

describe('counts', () => {
  test('an attempt by account and outcome, with how long it took and had waited', async () => {
    const metrics = createPrometheus(new ManualClock());
    metrics.providerCall(CALL);
    metrics.providerCall({ ...CALL, outcome: 'RATE_LIMITED', milliseconds: 750 });
    expect(await linesOf(metrics, METRICS.providerCalls)).toEqual([
      'paylens_provider_calls_total{provider="genstore",account="shop",outcome="FOUND"} 1',
      'paylens_provider_calls_total{provider="genstore",account="shop",outcome="RATE_LIMITED"} 1',
    ]);
    expect(await linesOf(metrics, METRICS.providerCallSeconds)).toEqual([
      'paylens_provider_call_duration_seconds_sum{provider="genstore",account="shop"} 1',
      'paylens_provider_call_duration_seconds_count{provider="genstore",account="shop"} 2',
    ]);
    expect(await linesOf(metrics, METRICS.queueWaitSeconds)).toEqual([
      'paylens_queue_wait_seconds_sum{provider="genstore",priority="WATCH"} 3',
      'paylens_queue_wait_seconds_count{provider="genstore",priority="WATCH"} 2',
    ]);
  });

  test('look-ups by what the cache was to them, however often somebody looks', async () => {
    const metrics = createPrometheus(new ManualClock());
    for (const state of ['FINAL', 'FINAL', null]) metrics.cacheLookup(state === null ? 'MISS' : 'HIT', state);
    const seen = [
      'paylens_cache_lookups_total{result="HIT",state="FINAL"} 2',
      'paylens_cache_lookups_total{result="MISS",state="UNKNOWN"} 1',
    ];
    expect(await linesOf(metrics, METRICS.cacheLookups)).toEqual(seen);
    expect(await linesOf(metrics, METRICS.cacheLookups)).toEqual(seen);
  });

  test('issues of a record by kind, but none that only says what the reader may not see', async () => {
    const metrics = createPrometheus(new ManualClock());
    const issues = (['NET_MISMATCH', 'UNKNOWN_FIELD', 'UNKNOWN_FIELD', 'WITHHELD'] satisfies DataIssueKind[]).map(
      (kind) => dataIssue(kind, { message: 'Something.' }),
    );
    const key = { provider: 'yedpay', account: 'store', kind: 'CUSTOM_ID', value: 'order' };
    const providerStatus = { code: 'brand_new', label: null, mapped: false, documented: false };
    metrics.recordRead({ provider: 'yedpay', key, providerStatus, issues });
    metrics.recordRead({ provider: 'yedpay', key, providerStatus: { ...providerStatus, mapped: true }, issues: [] });
    expect(await linesOf(metrics, METRICS.dataIssues)).toEqual([
      'paylens_data_issues_total{provider="yedpay",kind="NET_MISMATCH"} 1',
      'paylens_data_issues_total{provider="yedpay",kind="UNKNOWN_FIELD"} 2',
    ]);
    expect(await linesOf(metrics, METRICS.unmappedStatuses)).toEqual([
      'paylens_unmapped_statuses_total{provider="yedpay",account="store"} 1',
    ]);
  });

  test('what may be alerted on from 0, because from absent to 1 is no increase to Prometheus', async () => {
    const metrics = createPrometheus(new ManualClock());
    const { guard } = guardedAccount();
    const accounts = [{ provider: 'yedpay', name: 'store', status: () => guard.status() }];
    metrics.readFrom({ ...NOTHING, accounts: () => accounts });
    expect(await linesOf(metrics, METRICS.providerCalls)).toContain(
      'paylens_provider_calls_total{provider="yedpay",account="store",outcome="PROVIDER_DENIED"} 0',
    );
    expect(await linesOf(metrics, METRICS.unmappedStatuses)).toEqual([
      'paylens_unmapped_statuses_total{provider="yedpay",account="store"} 0',
    ]);
    const issues = await linesOf(metrics, METRICS.dataIssues);
    expect(issues).toContain('paylens_data_issues_total{provider="yedpay",kind="REFUND_EXCEEDS_AMOUNT"} 0');
    expect(issues.join()).not.toContain('WITHHELD');
  });

  test('words beyond a bound, and words that are none of ours, as other', async () => {
    const metrics = createPrometheus(new ManualClock());
    for (let index = 0; index < 500; index += 1) {
      metrics.reconcileOutcome(`OUTCOME_${index}`);
      metrics.refusal(`CODE_${index}`);
      metrics.operation({ operation: `Name${index}`, outcome: `CODE_${index}`, milliseconds: 1 });
    }
    metrics.reconcileOutcome('Ada Lovelace <ada@example.org>');
    const text = await metrics.text();
    for (const { name, most } of [
      { name: METRICS.reconcileOutcomes.name, most: 61 },
      { name: METRICS.requestsRefused.name, most: 61 },
      { name: METRICS.operations.name, most: 101 + 61 },
    ]) {
      const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
      expect(lines.length).toBeLessThanOrEqual(most);
      expect(lines.some((line) => line.includes('"other"'))).toBe(true);
    }
    expect(text).not.toContain('Ada');
  });
});

describe('what is read when somebody looks', () => {
  test('says how each account does, and of one without a published limit nothing about tokens', async () => {
    const limited = guardedAccount({ limits: { capacity: 40, refillPerSecond: 2 } });
    const unlimited = guardedAccount();
    await limited.outcome();
    const metrics = createPrometheus(new ManualClock());
    metrics.readFrom({
      ...NOTHING,
      accounts: () => [
        { provider: 'genstore', name: 'shop', status: () => limited.guard.status() },
        { provider: 'yedpay', name: 'store', status: () => unlimited.guard.status() },
      ],
      watched: () => 3,
    });
    expect(await linesOf(metrics, METRICS.tokensAvailable)).toEqual([
      'paylens_budget_tokens_available{provider="genstore",account="shop"} 39',
    ]);
    expect((await linesOf(metrics, METRICS.breakerState)).filter((line) => line.endsWith(' 1'))).toEqual([
      'paylens_breaker_state{provider="genstore",account="shop",state="CLOSED"} 1',
      'paylens_breaker_state{provider="yedpay",account="store",state="CLOSED"} 1',
    ]);
    expect(await linesOf(metrics, METRICS.watchedReferences)).toEqual(['paylens_watched_references 3']);
    metrics.readFrom(NOTHING);
    expect(await linesOf(metrics, METRICS.accountHealth)).toEqual([]);
  });

  test('tells how long refunds have been pending, of configured accounts only', async () => {
    const clock = new ManualClock();
    const { guard } = guardedAccount();
    const metrics = createPrometheus(clock);
    metrics.readFrom({
      ...NOTHING,
      accounts: () => [{ provider: 'yedpay', name: 'store', status: () => guard.status() }],
      oldestPendingRefunds: async () => [
        { provider: 'yedpay', account: 'store', since: clock.now() - 90_000 },
        { provider: 'yedpay', account: 'sold', since: clock.now() - 90_000 },
      ],
    });
    expect(await linesOf(metrics, METRICS.oldestPendingRefundSeconds)).toEqual([
      'paylens_oldest_pending_refund_seconds{provider="yedpay",account="store"} 90',
    ]);
  });

  test.each<readonly [string, GaugeSources['oldestPendingRefunds']]>([
    ['fails', () => Promise.reject(new Error('away'))],
    ['never answers', () => new Promise(() => {})],
  ])('does without a store that %s, and says the rest', async (_what, oldestPendingRefunds) => {
    const clock = new ManualClock();
    const metrics = createPrometheus(clock);
    metrics.readFrom({ ...NOTHING, streams: () => 2, oldestPendingRefunds });
    const reading = metrics.text();
    await settled();
    clock.advance(1_000);
    expect(await reading).toContain('paylens_streams 2');
    expect(await reading).not.toContain('paylens_oldest_pending_refund_seconds{');
    expect(clock.pending).toBe(0);
  });
});
