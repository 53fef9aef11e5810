import { expect, test } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { systemClock } from '../../src/system.ts';
import { createPrometheus } from '../../src/telemetry/metrics/prometheus.ts';
import { subscribe } from '../support/event-stream.ts';
import { startTestGateway } from '../support/gateway.ts';

async function startCounted(config: Partial<Config> = {}) {
  const metrics = createPrometheus(systemClock);
  const gateway = await startTestGateway({ metrics, config });
  /** Series of a metric, without those of labels that have not occurred. */
  const seriesOf = async (name: string) => {
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
    return lines.map((line) => line.slice(name.length)).filter((line) => !line.endsWith('} 0'));
  };
  return { gateway, seriesOf };
}

test('operations are counted by a published name and by the code of their first error, refusals by theirs', async () => {
  const { gateway, seriesOf } = await startCounted();
  const published = 'query OnePayment { genstorePayment(paymentId: "PI-success") { id } }';
  for (const query of [published, published, 'query AdaLovelace { __typename }', '{ nonsense }', '{ broken']) {
    await gateway.query(query);
  }
  await gateway.query('query OnePayment { genstorePayment(paymentId: "PI-unknown") { id } }');
  await fetch(gateway.url, { method: 'PUT' });
  expect(await seriesOf('paylens_graphql_operations_total')).toEqual([
    '{operation="OnePayment",outcome="OK"} 2',
    '{operation="OnePayment",outcome="NOT_FOUND"} 1',
    '{operation="other",outcome="OK"} 1',
    '{operation="other",outcome="GRAPHQL_VALIDATION_FAILED"} 1',
    '{operation="other",outcome="GRAPHQL_PARSE_FAILED"} 1',
  ]);
  expect(await seriesOf('paylens_graphql_operation_duration_seconds_count')).toEqual([
    '{operation="OnePayment"} 3',
    '{operation="other"} 3',
  ]);
  expect(await seriesOf('paylens_requests_refused_total')).toEqual(['{code="METHOD_NOT_ALLOWED"} 1']);
});

test('operations of the manifest are counted by their names, and documents that it has not are counted', async () => {
  const trusted = 'query WeeklyReport { __typename }';
  const { documents } = loadConfig({});
  const manifest = new Map([['sha256:of-the-report', trusted]]);
  const { gateway, seriesOf } = await startCounted({ documents: { ...documents, mode: 'log', manifest } });
  await gateway.query(trusted);
  await gateway.query('query AnotherReport { __typename }');
  expect(await seriesOf('paylens_graphql_operations_total')).toEqual([
    '{operation="WeeklyReport",outcome="OK"} 1',
    '{operation="other",outcome="OK"} 1',
  ]);
  expect(await seriesOf('paylens_untrusted_documents_total')).toEqual([' 1']);
});

test('look-ups, attempts and calls that were not made are counted where they happen', async () => {
  const { gateway, seriesOf } = await startCounted();
  const row = (id: string) =>
    gateway.query(`{ transaction(reference: { genstore: { paymentId: "${id}" } }) { outcome } }`);
  for (const id of ['PI-success', 'PI-success', 'fault-s500']) await row(id);
  expect(await seriesOf('paylens_provider_calls_total')).toEqual([
    '{provider="genstore",account="demo-shop",outcome="FOUND"} 1',
    '{provider="genstore",account="demo-shop",outcome="PROVIDER_UNAVAILABLE"} 2',
  ]);
  expect(await seriesOf('paylens_cache_lookups_total')).toEqual([
    '{result="MISS",state="UNKNOWN"} 2',
    '{result="HIT",state="FINAL"} 1',
  ]);
  // The breaker opens at the fifth failure.
  for (let asked = 0; asked < 3; asked += 1) await row('fault-s500');
  expect(await seriesOf('paylens_provider_calls_not_made_total')).toEqual([
    expect.stringMatching(/^\{provider="genstore",account="demo-shop",reason="breaker_open"\} [1-3]$/),
  ]);
  expect(await seriesOf('paylens_breaker_state')).toEqual([
    '{provider="genstore",account="demo-shop",state="OPEN"} 1',
    '{provider="yedpay",account="demo-store",state="CLOSED"} 1',
  ]);
});

test('what is wrong with records that were read is counted, and a pending refund has an age', async () => {
  const { gateway, seriesOf } = await startCounted();
  const ids = ['order-unknown-status', 'XxXxXxXxXxXxXxXxXx', 'order-status-pending-refund'].map(
    (customId) => `{ yedpay: { customId: "${customId}" } }`,
  );
  await gateway.query(`{ transactions(references: [${ids}]) { outcome transaction { issues { kind } } } }`);
  const issues = await seriesOf('paylens_data_issues_total');
  expect(issues).toContain('{provider="yedpay",kind="NET_MISMATCH"} 1');
  expect(issues.join()).not.toContain('WITHHELD');
  expect(await seriesOf('paylens_unmapped_statuses_total')).toEqual(['{provider="yedpay",account="demo-store"} 1']);
  // It is stored a moment later.
  await expect
    .poll(() => seriesOf('paylens_oldest_pending_refund_seconds'))
    .toEqual([expect.stringMatching(/^\{provider="yedpay",account="demo-store"\} \d/)]);
});

test('compared entries are counted by outcome, and streams with what they watch while they live', async () => {
  const { gateway, seriesOf } = await startCounted();
  await gateway.query(
    `{ reconcile(input: { entries: [
      { key: "a", reference: { genstore: { paymentId: "PI-nobody" } }, amount: "1.00", currency: "HKD" }
    ] }) { complete } }`,
  );
  expect(await seriesOf('paylens_reconcile_outcomes_total')).toEqual(['{outcome="MISSING"} 1']);
  const stream = await subscribe(gateway.url, {
    query: 'subscription { transactionUpdated(references: [{ yedpay: { customId: "order-pending" } }]) { kind } }',
  });
  await stream.event();
  expect(await seriesOf('paylens_streams ')).toEqual(['1']);
  expect(await seriesOf('paylens_watched_references ')).toEqual(['1']);
  stream.leave();
  await expect.poll(() => seriesOf('paylens_streams ')).toEqual(['0']);
});
