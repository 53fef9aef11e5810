import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../../src/config.ts';
import { systemClock } from '../../src/system.ts';
import { createOtlpTracing, type TracingParts } from '../../src/telemetry/tracing/otlp-tracing.ts';
import type { Tracing } from '../../src/telemetry/tracing/tracing.ts';
import { startTestGateway } from '../support/gateway.ts';
import { closedOrigin, type RecordedRequest, sendJson, startServer } from '../support/http-server.ts';
import { startCollector } from '../support/otlp-collector.ts';

const ROWS = `query DashboardTable($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome }
}`;
const references = (...ids: readonly string[]) => ({
  references: ids.map((paymentId) => ({ genstore: { paymentId } })),
});

const CALLER = { trace: '0af7651916cd43dd8448eb211c80319c', step: 'b7ad6b7169203331' };
const TRACEPARENT = `00-${CALLER.trace}-${CALLER.step}-01`;

function trace(endpoint: string, parts: Partial<TracingParts> = {}) {
  const exported: (readonly [string, number])[] = [];
  const tracing = createOtlpTracing({
    endpoint,
    samplePercent: 100,
    clock: systemClock,
    onExport: (result, count) => exported.push([result, count]),
    ...parts,
  });
  onTestFinished(() => tracing.close());
  return { tracing, exported };
}

/** A gateway whose Genstore is a server that notes what it is sent. */
async function startTraced(tracing: Tracing) {
  const provider = await startServer((_request, response) => sendJson(response, '{"code":404}', 404));
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const accounts = (simulated: Config['accounts']) => ({
    ...simulated,
    genstore: (simulated.genstore ?? []).map((account) => ({ ...account, baseUrl: provider.origin })),
  });
  return { gateway: await startTestGateway({ tracing, accounts }), provider };
}

const stepOf = ({ headers }: RecordedRequest) => String(headers.traceparent).split('-')[2];

test('an operation is one trace, from the step of whoever asked down to each attempt, which the provider is told of', async () => {
  const collector = await startCollector();
  const { tracing, exported } = trace(collector.endpoint);
  const { gateway, provider } = await startTraced(tracing);
  await gateway.query(ROWS, references('PI-a', 'PI-b', 'PI-a'), { traceparent: TRACEPARENT });
  await tracing.close();

  const [operation] = collector.named('operation');
  expect(operation).toMatchObject({
    traceId: CALLER.trace,
    parentSpanId: CALLER.step,
    facts: { operation: 'DashboardTable', outcome: 'OK', requestId: expect.any(String) },
  });
  const [load] = collector.named('load');
  expect(load).toMatchObject({
    parentSpanId: operation?.spanId,
    facts: { provider: 'genstore', account: 'demo-shop', references: 2 },
  });
  const [queues, attempts] = [collector.named('queue'), collector.named('attempt')];
  expect(queues.map(({ parentSpanId }) => parentSpanId)).toEqual([load?.spanId, load?.spanId]);
  expect(queues.map(({ facts }) => facts)).toEqual(Array(2).fill({ attempt: 1, priority: 'INTERACTIVE' }));
  expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([load?.spanId, load?.spanId]);
  expect(attempts[0]?.facts).toEqual({
    provider: 'genstore',
    account: 'demo-shop',
    call: 'payment',
    reference: expect.stringMatching(/^[\w-]{16}$/),
    attempt: 1,
    status: 404,
    reason: 'reply',
    outcome: expect.any(String),
  });
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([CALLER.trace]));
  expect(provider.requests.map(stepOf).toSorted()).toEqual(attempts.map(({ spanId }) => spanId).toSorted());
  expect(provider.requests.map(({ headers }) => headers.tracestate)).toEqual([undefined, undefined]);
  expect(exported).toEqual([['sent', collector.spans.length]]);
});

test('both attempts of a look-up are steps of their own, and the failed ones say so', async () => {
  const collector = await startCollector();
  const { tracing } = trace(collector.endpoint);
  const gateway = await startTestGateway({ tracing });
  await gateway.query(ROWS, references('fault-s500'));
  await tracing.close();
  const attempts = collector.named('attempt');
  expect(attempts.map(({ facts }) => [facts.attempt, facts.status, facts.outcome])).toEqual([
    [1, 500, 'PROVIDER_UNAVAILABLE'],
    [2, 500, 'PROVIDER_UNAVAILABLE'],
  ]);
  const ERROR = 2;
  expect(attempts.map(({ status }) => status.code)).toEqual([ERROR, ERROR]);
  expect(collector.named('operation')[0]?.status.code ?? 0).toBe(0);
});

test.each([
  ['no hex', TRACEPARENT.replaceAll('0', 'x')],
  ['zeros', `00-${'0'.repeat(32)}-${CALLER.step}-01`],
  ['two', `${TRACEPARENT}, ${TRACEPARENT}`],
  ['more behind it', `${TRACEPARENT}-${'a'.repeat(4_000)}`],
  ['a person', 'Ada Lovelace, +852 5555 1234'],
])(
  'a traceparent that is none (%s) begins a trace of our own, and none of it is anywhere',
  async (_why, traceparent) => {
    const collector = await startCollector();
    const { tracing } = trace(collector.endpoint);
    const { gateway, provider } = await startTraced(tracing);
    const { data } = await gateway.query(ROWS, references('PI-a'), { traceparent, tracestate: 'vendor=ada' });
    await tracing.close();
    expect(data.transactions).toHaveLength(1);
    const [operation] = collector.named('operation');
    expect(operation?.parentSpanId ?? '').toBe('');
    expect(operation?.traceId).not.toBe(CALLER.trace);
    expect(provider.requests[0]?.headers.traceparent).toMatch(new RegExp(`^00-${operation?.traceId}-[0-9a-f]{16}-01$`));
    expect(provider.requests[0]?.headers.tracestate).toBeUndefined();
  },
);

test('a caller that does not sample is not traced, and the provider is told that, too', async () => {
  const collector = await startCollector();
  const { tracing } = trace(collector.endpoint);
  const { gateway, provider } = await startTraced(tracing);
  await gateway.query(ROWS, references('PI-a'), { traceparent: TRACEPARENT.replace(/01$/, '00') });
  await tracing.close();
  expect(collector.spans).toEqual([]);
  expect(provider.requests[0]?.headers.traceparent).toMatch(new RegExp(`^00-${CALLER.trace}-[0-9a-f]{16}-00$`));
});

test('of a hundred operations that nobody traces, as many are traced as configured', async () => {
  const collector = await startCollector();
  const { tracing } = trace(collector.endpoint, { samplePercent: 0 });
  const { gateway } = await startTraced(tracing);
  await gateway.query(ROWS, references('PI-a'));
  await gateway.query(ROWS, references('PI-b'), { traceparent: TRACEPARENT });
  await tracing.close();
  expect(collector.named('operation').map(({ traceId }) => traceId)).toEqual([CALLER.trace]);
});

test('the operation is named where its name is published, and nothing that a client wrote is in a trace', async () => {
  const collector = await startCollector();
  const { tracing } = trace(collector.endpoint);
  const gateway = await startTestGateway({ tracing });
  await gateway.query(
    'query AdaLovelace { transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome } }',
  );
  await gateway.query('query { transaction(reference: { yedpay: { paymentToken: "pt-very-secret" } }) { outcome } }');
  await gateway.query('{ nonsenseOfAda }');
  await tracing.close();
  expect(collector.named('operation').map(({ facts }) => [facts.operation, facts.outcome])).toEqual([
    ['other', 'OK'],
    ['other', 'OK'],
    ['other', 'GRAPHQL_VALIDATION_FAILED'],
  ]);
  expect(collector.bodies.join()).not.toMatch(/Ada|PI-success|secret|simulated/);
});

test.each([
  ['is not there', async () => `${await closedOrigin()}/v1/traces`],
  ['refuses', async () => (await startCollector((_request, response) => void response.writeHead(400).end())).endpoint],
  ['never answers', async () => (await startCollector(() => {})).endpoint],
  [
    'answers nonsense',
    async () => (await startCollector((_request, response) => void response.end('<html>'))).endpoint,
  ],
])('a collector that %s costs no answer anything', async (_what, collector) => {
  const { tracing } = trace(await collector());
  const gateway = await startTestGateway({ tracing });
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => gateway.query(ROWS, references(`PI-success`, `PI-${index}`))),
  );
  expect(answers.map(({ status, errors }) => [status, errors])).toEqual(Array(30).fill([200, undefined]));
  // It gives up in time, and nothing rejects.
  await tracing.close();
  expect(gateway.failures).toEqual([]);
});

test('spans that nobody takes are dropped beyond a bound', async () => {
  const collector = await startCollector();
  const { tracing, exported } = trace(collector.endpoint);
  for (let index = 0; index < 20_000; index += 1) tracing.operation(null, {}).end();
  await tracing.close();
  expect(exported.filter(([result]) => result !== 'sent')).toEqual([]);
  const handedOver = exported.reduce((sum, [, count]) => sum + count, 0);
  expect(handedOver).toBeGreaterThanOrEqual(4_096);
  expect(handedOver).toBeLessThan(10_000);
});
