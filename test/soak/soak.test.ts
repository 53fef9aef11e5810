import { expect, test } from 'vitest';
import { soak } from './soak.ts';

test('2,000 mixed requests with 5 % faults: none lost, none wrong, and sockets within the pool', async () => {
  const report = await soak({ requests: 2_000, concurrency: 16, faultShare: 0.05 });
  expect(report.lost).toBe(0);
  expect(report.wrong).toBe(0);
  expect(report.found).toBeGreaterThan(report.rows * 0.8);
  expect(Object.keys(report.problems).length).toBeGreaterThan(0);
  for (const { sockets } of report.samples) expect(sockets).toBeLessThanOrEqual(128);
}, 120_000);
