import { expect, test } from 'vitest';
import { ANONYMOUS_SCOPES } from '../../src/domain/scope.ts';
import { UpstreamTrail } from '../../src/upstream-trail.ts';
import { startTestGateway } from '../support/gateway.ts';

const DEBUG = { 'x-paylens-debug': 'upstream' };
const row = (id: string) => `{ transaction(reference: { genstore: { paymentId: "${id}" } }) { outcome } }`;
const ATTEMPT = {
  provider: 'GENSTORE',
  op: 'payment',
  ms: expect.any(Number),
  status: 200,
  cache: 'MISS',
  attempt: 1,
  queueMs: expect.any(Number),
};
const ANSWERED = { provider: 'GENSTORE', op: null, ms: 0, status: null, cache: 'HIT', attempt: 0, queueMs: 0 };

test('an operator who asks sees each attempt at a provider, and what took none', async () => {
  const gateway = await startTestGateway();
  expect((await gateway.query(row('PI-success'), {}, DEBUG)).extensions.upstream).toEqual([ATTEMPT]);
  expect((await gateway.query(row('PI-success'), {}, DEBUG)).extensions.upstream).toEqual([ANSWERED]);
  const failed = { ...ATTEMPT, status: 500 };
  expect((await gateway.query(row('fault-s500'), {}, DEBUG)).extensions.upstream).toEqual([
    failed,
    { ...failed, attempt: 2 },
  ]);
});

test("who asks while somebody else's call is under way is told that it was shared", async () => {
  const gateway = await startTestGateway();
  const both = await Promise.all([1, 2].map(() => gateway.query(row('fault-slow'), {}, DEBUG)));
  const steps = both.flatMap(({ extensions }) => extensions.upstream).map(({ cache }) => cache);
  expect(steps.toSorted()).toEqual(['MISS', 'SHARED']);
  expect(gateway.genstore.callCount()).toBe(1);
});

test('an operation that looks nothing up has no steps', async () => {
  const gateway = await startTestGateway();
  expect((await gateway.query('{ __typename }', {}, DEBUG)).extensions).toEqual({ upstream: [] });
});

test.each([
  ['does not ask', {}],
  ['asks for something else', { 'x-paylens-debug': 'everything' }],
])('an operator who %s sees no steps', async (_what, headers) => {
  const gateway = await startTestGateway();
  const { extensions } = await gateway.query(row('PI-success'), {}, headers);
  expect(Object.keys(extensions)).toEqual(['budget']);
});

test('who asks without the scope operations gets its answer and nothing beside it', async () => {
  const gateway = await startTestGateway({ scopes: ANONYMOUS_SCOPES.filter((scope) => scope !== 'operations') });
  const { data, errors, extensions } = await gateway.query(row('PI-success'), {}, DEBUG);
  expect([data.transaction.outcome, errors, extensions]).toEqual(['FOUND', undefined, undefined]);
});

test('a long way is shown up to a bound, and the rest is counted', () => {
  const trail = new UpstreamTrail();
  const step = { provider: 'genstore', operation: 'payment', status: 200, cache: 'MISS', attempt: 1 } as const;
  for (let index = 0; index < 230; index += 1) trail.record({ ...step, milliseconds: 1.4, queuedMs: 0.6 });
  const { upstream, upstreamOmitted } = trail.report();
  expect([upstream.length, upstreamOmitted]).toEqual([200, 30]);
  expect(upstream[0]).toMatchObject({ provider: 'GENSTORE', ms: 1, queueMs: 1 });
});
