import { expect, test } from 'vitest';
import { systemClock } from '../../src/system.ts';
import { METRICS } from '../../src/telemetry/metrics/metric-list.ts';
import { createPrometheus } from '../../src/telemetry/metrics/prometheus.ts';
import { createOtlpTracing } from '../../src/telemetry/tracing/otlp-tracing.ts';
import { startCollector } from '../support/otlp-collector.ts';
import { kindsIn } from './canaries.ts';
import { leakLoad } from './load.ts';

/** No more than this under whatever load: accounts and our own words, and nothing that comes from outside. */
const MOST_SERIES = 600;

test('under load, no metric and no span holds anything of a credential, a person, a record or a request', async () => {
  const collector = await startCollector();
  const metrics = createPrometheus(systemClock);
  const tracing = createOtlpTracing({
    endpoint: collector.endpoint,
    samplePercent: 100,
    clock: systemClock,
    onExport: metrics.spans,
  });
  const { sightings, answered } = await leakLoad({ requests: 1_200, clients: 16, metrics, tracing });
  const text = await metrics.text();
  await tracing.close();

  expect(sightings.found.slice(0, 5)).toEqual([]);
  expect(answered).toBe(1_200);
  expect(kindsIn(text)).toEqual([]);
  expect(collector.bodies.filter((body) => kindsIn(body).length > 0)).toEqual([]);
  // All of it was met, or this would prove little.
  for (const name of ['operation', 'load', 'queue', 'attempt']) {
    expect(collector.named(name).length).toBeGreaterThan(20);
  }
  const series = text.split('\n').filter((line) => line.startsWith('paylens_'));
  for (const { name } of [METRICS.providerCalls, METRICS.operations, METRICS.requestsRefused, METRICS.dataIssues]) {
    expect(series.filter((line) => line.startsWith(`${name}{`)).length).toBeGreaterThan(2);
  }
  expect(series.length).toBeLessThan(MOST_SERIES);
  // Every label says a word: nothing that names a payment, a person or a place.
  const words = series.flatMap((line) =>
    [...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, word]) => [label, word]),
  );
  expect(words.filter(([label, word = '']) => label !== 'le' && !/^[A-Za-z][A-Za-z_-]{0,40}$/.test(word))).toEqual([]);
}, 120_000);
