import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { Distribution } from '../../src/telemetry/metrics/distribution.ts';

const PARTS = { name: 'waits', labels: ['provider', 'priority'], bounds: [0.1, 1, 2] } as const;

test('says what a histogram of prom-client says of the same values', async () => {
  const distribution = new Distribution(PARTS);
  const histogram = new Histogram({
    name: PARTS.name,
    help: 'what they are compared with',
    labelNames: [...PARTS.labels],
    buckets: [...PARTS.bounds],
    registers: [new Registry()],
  });
  const rows = [
    ['genstore', 'WATCH'],
    ['genstore', 'INTERACTIVE'],
    ['yedpay', 'WATCH'],
  ] as const;
  for (const [provider, priority] of rows) {
    // Beside, upon and beyond each bound.
    for (const value of [0, 0.1, 0.1000001, 1, 1.5, 2, 2.1, 1_000]) {
      distribution.observe(provider, priority, value);
      histogram.observe({ provider, priority }, value);
    }
  }
  const told = (await histogram.get()).values.map(({ metricName, labels, value }) => ({ metricName, labels, value }));
  expect(distribution.samples()).toEqual(told);
});

test('says nothing before the first value', () => {
  expect(new Distribution(PARTS).samples()).toEqual([]);
});
