import { generateKeyPairSync } from 'node:crypto';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { ConfiguredIssuer } from '../../src/callers/caller-config.ts';
import { loadConfig } from '../../src/config.ts';
import { subscribe, type TestStream } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const WATCH = `subscription Watch($references: [TransactionReference!]!, $until: WatchUntil! = PAYMENT_DECIDED) {
  transactionUpdated(references: $references, until: $until) {
    kind sequence changed intervalSeconds reason
    lookup {
      outcome
      reference { value }
      transaction { status headline settlementState freshness { source } ... on YedpayTransaction { payer } }
    }
    previous { headline }
  }
}`;

const order = (customId: string) => ({ yedpay: { customId } });
const payment = (paymentId: string) => ({ genstore: { paymentId } });

function watch(
  { url }: TestGateway,
  references: readonly unknown[],
  options: {
    readonly until?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly query?: string;
  } = {},
): Promise<TestStream> {
  const { until, headers = {}, query = WATCH } = options;
  return subscribe(url, { query, variables: { references, ...(until === undefined ? {} : { until }) }, headers });
}

// biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
const headlines = (events: readonly any[]) =>
  events.map(({ kind, lookup, reason }) =>
    [kind, lookup?.transaction?.headline ?? lookup?.outcome ?? reason].join(' '),
  );

describe('the stream', () => {
  test('is GraphQL over SSE: a snapshot of each reference, why it ended, and `complete`', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [payment('PI-success'), order('order-paid')]);
    expect(stream.response.status).toBe(200);
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const events = await stream.rest();
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(headlines(events).toSorted()).toEqual(['COMPLETED ALL_REACHED', 'SNAPSHOT PAID', 'SNAPSHOT PAID']);
    expect(events.at(-1)).toMatchObject({ kind: 'COMPLETED', lookup: null, previous: null, changed: [] });
    expect(await stream.next()).toBeUndefined();
  });

  test('shows one payment from nothing to settled', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [order('order-progress')], { until: 'SETTLED' });
    const events = await gateway.drive(stream.rest());
    expect(headlines(events)).toEqual([
      'SNAPSHOT AWAITING_CUSTOMER',
      'CHANGED PENDING',
      'CHANGED PAID',
      'CHANGED SETTLED',
      'COMPLETED ALL_REACHED',
    ]);
    expect(events.map(({ previous }) => previous?.headline ?? null)).toEqual([null, null, 'PENDING', 'PAID', null]);
    expect(events[1].changed).toEqual(['outcome']);
    expect(events[3].changed).toEqual([
      'isBalanceSettled',
      'providerStatus',
      'settledAt',
      'settlementState',
      'updatedAt',
    ]);
  });

  test('withholds in its events what it withholds in answers', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [order('order-personal-data')], { until: 'SETTLED' });
    expect((await stream.event()).lookup.transaction).toMatchObject({ payer: null });
    const open = await startTestGateway({ scopes: ['transactions:read', 'transactions:pii', 'watch'] });
    const shown = await watch(open, [order('order-personal-data')], { until: 'SETTLED' });
    expect((await shown.event()).lookup.transaction.payer).toContain('@example.com');
  });

  test('says of a field that fails what an answer would say, and no more', async () => {
    const gateway = await startTestGateway();
    const query = `subscription ($references: [TransactionReference!]!) {
      transactionUpdated(references: $references) { lookup { transaction { businessDate(timeZone: "Nowhere/Land") } } }
    }`;
    const stream = await watch(gateway, [order('order-paid')], { query });
    const { data } = (await stream.next()) ?? {};
    expect(data.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) } }]);
    expect(Object.keys(data.errors[0].extensions).toSorted()).toEqual(
      ['code', 'provider', 'requestId', 'retryAfterSeconds', 'retryable'].toSorted(),
    );
  });

  test('shows in each event the history as it is then', async () => {
    const gateway = await startTestGateway();
    const query = `subscription ($references: [TransactionReference!]!) {
      transactionUpdated(references: $references, until: SETTLED) {
        kind lookup { transaction { history { status settlementState } } }
      }
    }`;
    const stream = await watch(gateway, [order('order-progress')], { query });
    const events = await gateway.drive(stream.rest());
    const lengths = events.map(({ lookup }) => lookup?.transaction?.history.length);
    expect(lengths).toEqual([undefined, 1, 2, 3, undefined]);
  });

  test('of a foreign account is NOT_FOUND like any other, and nobody is asked', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [{ yedpay: { customId: 'order-paid', account: 'not-mine' } }]);
    const foreign = await stream.event();
    const other = await (await watch(gateway, [order('order-not-found')])).event();
    const { reference: _foreign, ...one } = foreign.lookup;
    const { reference: _other, ...another } = other.lookup;
    expect({ ...foreign, lookup: one }).toEqual({ ...other, lookup: another });
    expect(gateway.yedpay.callCount('order-paid')).toBe(0);
  });

  test('of a reference that is given twice has one event', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [order('order-paid'), order('order-paid')]);
    expect(headlines(await stream.rest())).toEqual(['SNAPSHOT PAID', 'COMPLETED ALL_REACHED']);
  });

  test('is one line of the audit log', async () => {
    const gateway = await startTestGateway();
    await (await watch(gateway, [order('order-paid')])).rest();
    expect(gateway.accesses.map(({ lookups }) => lookups)).toEqual([
      { 'yedpay/demo-store WATCHED': [expect.stringMatching(/^.{16}$/)] },
    ]);
  });

  test('is no operation in flight while it waits', async () => {
    const gateway = await startTestGateway({ limits: { requestsInFlight: 1 } });
    const streams = [await watch(gateway, [order('order-pending')]), await watch(gateway, [order('order-pending')])];
    for (const stream of streams) await stream.event();
    expect((await gateway.query('{ providers { provider } }')).status).toBe(200);
  });

  test('is never silent for long', async () => {
    // Every 12 s by Yoga; in tests, every 0.3 s.
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [order('order-pending')]);
    await stream.event();
    void stream.next().catch(() => {});
    const before = stream.comments;
    await expect.poll(() => stream.comments).toBeGreaterThan(before + 1);
  });
});

describe('before a stream begins, an error is JSON with its status', () => {
  const references = [payment('PI-success')];

  async function refusal(gateway: TestGateway, query: string, variables: unknown, accept = 'text/event-stream') {
    const { status, data, errors } = await gateway.query(query, variables, { accept });
    return [status, data, errors?.map(({ extensions }) => extensions.code)];
  }

  test('for a query that is to be a stream, and for a subscription that is not', async () => {
    const gateway = await startTestGateway();
    expect(await refusal(gateway, '{ providers { provider } }', {})).toEqual([406, undefined, ['NOT_ACCEPTABLE']]);
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect(await refusal(gateway, WATCH, { references }, accept)).toEqual([406, undefined, ['NOT_ACCEPTABLE']]);
    }
    expect(gateway.genstore.callCount()).toBe(0);
  });

  test('but a client that accepts both gets both', async () => {
    const gateway = await startTestGateway();
    const accept = 'application/json, text/event-stream';
    expect((await gateway.query('{ providers { provider } }', {}, { accept })).data.providers).toHaveLength(2);
    const stream = await watch(gateway, references, { headers: { accept } });
    expect(headlines(await stream.rest())).toEqual(['SNAPSHOT PAID', 'COMPLETED ALL_REACHED']);
  });

  test.each([[['transactions:read']], [['watch']]] as const)(
    'for a caller with %s only, and nothing is asked',
    async (scopes) => {
      const gateway = await startTestGateway({ scopes });
      expect(await refusal(gateway, WATCH, { references })).toEqual([403, undefined, ['FORBIDDEN']]);
      expect(gateway.genstore.callCount()).toBe(0);
    },
  );

  test('for more than 200 different references, and not for 200', async () => {
    const gateway = await startTestGateway();
    const many = Array.from({ length: 201 }, (_, index) => payment(`PI-many-${index}`));
    expect(await refusal(gateway, WATCH, { references: many })).toEqual([400, undefined, ['LIMIT_EXCEEDED']]);
    expect(gateway.genstore.callCount()).toBe(0);
    const stream = await watch(gateway, [...many.slice(1), ...many.slice(1)]);
    expect((await stream.event()).kind).toBe('SNAPSHOT');
  });

  test('for one stream too many, which is free again when another ends', async () => {
    const { tracking } = loadConfig({});
    const gateway = await startTestGateway({ config: { tracking: { ...tracking, streams: 1 } } });
    const first = await watch(gateway, [order('order-pending')]);
    await first.event();
    expect(await refusal(gateway, WATCH, { references })).toEqual([400, undefined, ['LIMIT_EXCEEDED']]);
    // A stream that is refused has watched nothing.
    expect(gateway.accesses.at(-1)?.lookups).toEqual({});
    first.leave();
    await expect.poll(async () => (await watch(gateway, references)).response.status).toBe(200);
  });

  test.each([
    ['a document that does not fit', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['no document', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['variables that do not fit', WATCH, { references: 1 }, 'BAD_USER_INPUT'],
    [
      'an interval that is none',
      'subscription { transactionUpdated(references: [], minIntervalSeconds: 0) { kind } }',
      {},
      'BAD_USER_INPUT',
    ],
  ])('for %s', async (_what, query, variables, code) => {
    const gateway = await startTestGateway();
    const [status, , codes] = await refusal(gateway, query, variables);
    expect([status, codes]).toEqual([400, [code]]);
  });
});

describe('a stream ends', () => {
  test('with the token of its caller', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const issuer: ConfiguredIssuer = {
      name: 'issuer',
      issuer: 'https://issuer.example',
      audience: 'paylens',
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      algorithms: ['ES256'],
      scopes: ['transactions:read', 'watch'],
      accounts: ['*'],
    };
    const gateway = await startTestGateway({ config: { issuers: [issuer] } });
    const token = await new SignJWT({ scope: 'transactions:read watch', accounts: ['*'] })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject('somebody')
      .setExpirationTime(Math.floor(gateway.clock.now() / 1000) + 300)
      .sign(privateKey);
    const stream = await watch(gateway, [order('order-pending')], { headers: { authorization: `Bearer ${token}` } });
    await stream.event();
    // The clocks of the issuer and of the gateway may differ by a minute.
    await gateway.clock.pass(290_000);
    await gateway.clock.pass(70_000);
    expect(headlines(await stream.rest())).toEqual(['COMPLETED ACCESS_ENDED']);
  });

  test('when the gateway stops, and so does one that comes then', async () => {
    const gateway = await startTestGateway();
    const streams = [await watch(gateway, [order('order-pending')]), await watch(gateway, [order('order-awaiting')])];
    for (const stream of streams) await stream.event();
    gateway.drain();
    for (const stream of streams) expect(headlines(await stream.rest())).toEqual(['COMPLETED DRAINING']);
    const late = await watch(gateway, [order('order-pending')]);
    expect(headlines(await late.rest())).toEqual(['COMPLETED DRAINING']);
  });

  test('and what was seen before the stop is in it', async () => {
    const gateway = await startTestGateway();
    const stream = await watch(gateway, [order('order-progress')]);
    await stream.event();
    await gateway.clock.pass(20_000);
    // Yedpay answers a payment that exists in one call, and is asked for the second time now.
    await expect.poll(() => gateway.calls.filter(({ outcome }) => outcome === 'FOUND')).not.toEqual([]);
    // What the call has brought is with the watch a few turns later, and on its way to the client.
    for (let turns = 0; turns < 100; turns += 1) await turn();
    gateway.drain();
    expect(headlines(await stream.rest())).toEqual(['CHANGED PENDING', 'COMPLETED DRAINING']);
  });

  test('with its client, and takes its provider call with it', async () => {
    const gateway = await startTestGateway();
    gateway.yedpay.setFault('order-pending', 'hang');
    const stream = await watch(gateway, [order('order-pending')]);
    await expect.poll(() => gateway.yedpay.callCount()).toBe(1);
    stream.leave();
    await expect.poll(() => gateway.calls.map(({ reason }) => reason)).toEqual(['cancelled']);
    const calls = gateway.yedpay.callCount();
    await gateway.clock.pass(60_000);
    expect(gateway.yedpay.callCount()).toBe(calls);
  });

  test('and leaves no timer behind', async () => {
    const gateway = await startTestGateway();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await (await watch(gateway, [order('order-paid')])).rest();
    const before = timers();
    const streams = await Promise.all(Array.from({ length: 50 }, () => watch(gateway, [order('order-pending')])));
    for (const stream of streams) await stream.event();
    expect(timers()).toBeGreaterThan(before + 50);
    for (const stream of streams) stream.leave();
    // Connections that are kept may still have one each.
    await expect.poll(timers).toBeLessThan(before + 10);
  });

  test('with a client that cuts the connection in the middle of its request', async () => {
    const gateway = await startTestGateway({ limits: { requestsInFlight: 1 } });
    const { hostname, port } = new URL(gateway.url);
    const body = JSON.stringify({ query: WATCH, variables: { references: [order('order-pending')] } });
    const head = [
      'POST /graphql HTTP/1.1',
      `host: ${hostname}:${port}`,
      'content-type: application/json',
      'accept: text/event-stream',
      `content-length: ${body.length}`,
    ];
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const socket = connect(Number(port), hostname).on('error', () => {});
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await expect.poll(async () => (await gateway.query('{ providers { provider } }')).status).toBe(200);
    expect(gateway.failures).toEqual([]);
    const calls = () => gateway.yedpay.callCount();
    await expect
      .poll(async () => {
        const before = calls();
        await gateway.clock.pass(10_000);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return calls() - before;
      })
      .toBe(0);
  });
});
