import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BY_PAYMENT_ID, linkRules } from '../support/link-rules.ts';
import { post } from '../support/post.ts';
import { operationOf, operationPlans } from './generated-operation.ts';

const RUNS = 1_400;
const LINKED_RUNS = 600;
const SEED = 20_260_101;
const LIMITS = [1, 2, 3, 5, 8, 200];
const ROWS_PER_REFERENCE = 5;

/** What is generated can be larger than the limits on documents, which are not what is tested here. */
const documents = {
  ...loadConfig({}).documents,
  maxFields: 100_000,
  maxAliases: 10_000,
  maxDirectives: 1_000,
  maxRepeats: 10_000,
  maxTokens: 100_000,
  maxDepth: 100,
};

const callsOf = ({ genstore, yedpay }: TestGateway) => genstore.callCount() + yedpay.callCount();

/** Gateways that differ in their limits, and are asked in turn. */
function startGateways(links: ReturnType<typeof linkRules>) {
  const limitsOf = (references: number) => ({ references, referencesPerMinute: 10_000_000 });
  return Promise.all(
    LIMITS.map((references) => startTestGateway({ config: { documents, links }, limits: limitsOf(references) })),
  );
}

/** How often each branch was reached. */
interface Seen {
  refused: number;
  broken: number;
  atLimit: number;
  calls: number;
}

test.each([
  ['a call for each different valid reference', linkRules(), RUNS],
  ['no more than was counted where each record has a counterpart', linkRules(BY_PAYMENT_ID), LINKED_RUNS],
])(
  'generated operations cost %s, and none beyond the limit',
  async (_what, links, runs) => {
    const isLinked = links.length > 0;
    const gateways = await startGateways(links);
    const seen: Seen = { refused: 0, broken: 0, atLimit: 0, calls: 0 };
    let most = 0;
    let run = 0;
    const costsItsPrice = fc.asyncProperty(operationPlans, fc.nat({ max: LIMITS.length - 1 }), async (plan, index) => {
      run += 1;
      const limit = LIMITS[index] ?? 0;
      const gateway = gateways[index];
      if (gateway === undefined) throw new Error('no gateway');
      const { body, rows, distinct, distinctValid, linked, isBroken } = operationOf(plan, run);
      const price = isLinked ? linked : distinct;
      const before = callsOf(gateway);
      const { status, code, body: answer } = await post(gateway.url, body);
      const calls = callsOf(gateway) - before;
      const facts = { document: body.query, limit, rows, price };
      if (isBroken) {
        seen.broken += 1;
        expect({ ...facts, code, calls }).toEqual({ ...facts, code: 'BAD_USER_INPUT', calls: 0 });
      } else if (price > limit || rows > limit * ROWS_PER_REFERENCE) {
        seen.refused += 1;
        expect({ ...facts, status, code, calls }).toEqual({ ...facts, status: 400, code: 'LIMIT_EXCEEDED', calls: 0 });
      } else {
        if (price === limit) seen.atLimit += 1;
        if (calls === price && price > distinct) most += 1;
        seen.calls += calls;
        expect({ ...facts, status }).toEqual({ ...facts, status: 200 });
        expect(answer.data).toBeTypeOf('object');
        if (!isLinked) expect({ ...facts, calls }).toEqual({ ...facts, calls: distinctValid });
        expect({ ...facts, isCounted: calls <= price }).toEqual({ ...facts, isCounted: true });
      }
    });
    await fc.assert(costsItsPrice, { numRuns: runs, seed: SEED });
    expect(Math.min(seen.refused, seen.atLimit)).toBeGreaterThan(runs / 40);
    expect(seen.broken).toBeGreaterThan(runs / 100);
    expect(seen.calls).toBeGreaterThan(runs / 2);
    // The price is no larger than it must be: often, all of it is spent.
    if (isLinked) expect(most).toBeGreaterThan(runs / 100);
    expect(gateways.flatMap(({ failures }) => failures)).toEqual([]);
  },
  180_000,
);
