import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';
import { operationOf, operationPlans } from './generated-operation.ts';

const RUNS = 2_000;
const SEED = 20_260_101;
const LIMITS = [1, 2, 3, 5, 8, 200];
const ROWS_PER_REFERENCE = 5;

/** What is generated can be larger than the limits on documents, which are not what is tested here. */
const documents = { ...loadConfig({}).documents, maxFields: 10_000, maxAliases: 1_000, maxDirectives: 1_000 };

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();

test(`${RUNS} generated operations cost a call for each different valid reference, and none beyond the limit`, async () => {
  const gateways = await Promise.all(
    LIMITS.map((references) =>
      startTestGateway({ config: { documents }, limits: { references, referencesPerMinute: 10_000_000 } }),
    ),
  );
  const seen = { refused: 0, broken: 0, atLimit: 0, calls: 0 };
  let run = 0;
  const costsItsPrice = fc.asyncProperty(operationPlans, fc.nat({ max: LIMITS.length - 1 }), async (plan, index) => {
    run += 1;
    const limit = LIMITS[index] ?? 0;
    const gateway = gateways[index];
    if (gateway === undefined) throw new Error('no gateway');
    const { body, rows, distinct, distinctValid, isBroken } = operationOf(plan, run);
    const before = callsOf(gateway);
    const { status, code, body: answer } = await post(gateway.url, body);
    const calls = callsOf(gateway) - before;
    const facts = { document: body.query, limit, rows, distinct };
    if (isBroken) {
      seen.broken += 1;
      expect({ ...facts, code, calls }).toEqual({ ...facts, code: 'BAD_USER_INPUT', calls: 0 });
    } else if (distinct > limit || rows > limit * ROWS_PER_REFERENCE) {
      seen.refused += 1;
      expect({ ...facts, status, code, calls }).toEqual({ ...facts, status: 400, code: 'LIMIT_EXCEEDED', calls: 0 });
    } else {
      if (distinct === limit) seen.atLimit += 1;
      seen.calls += calls;
      expect({ ...facts, status, calls }).toEqual({ ...facts, status: 200, calls: distinctValid });
      expect(answer.data).toBeTypeOf('object');
      expect(calls).toBeLessThanOrEqual(distinct);
    }
  });
  await fc.assert(costsItsPrice, { numRuns: RUNS, seed: SEED });
  // What was generated reaches every branch, often.
  expect(Math.min(seen.refused, seen.atLimit)).toBeGreaterThan(100);
  expect(seen.broken).toBeGreaterThan(20);
  expect(seen.calls).toBeGreaterThan(RUNS / 2);
  expect(gateways.flatMap(({ failures }) => failures)).toEqual([]);
}, 180_000);
