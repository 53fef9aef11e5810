import { describe, expect, test } from 'vitest';
import { createGenstoreClient } from '../../../src/providers/genstore/client.ts';
import { genstoreAccountSchema } from '../../../src/providers/genstore/config.ts';
import { connectGenstore } from '../../../src/providers/genstore/lookup.ts';
import { sendJson, startServer } from '../../support/http-server.ts';
import { lookupContext } from '../../support/lookup-context.ts';
import { openGuard, upstreamTools } from '../../support/upstream-tools.ts';
import { PAYMENT_ID, payment, paymentKey } from './genstore-records.ts';

const TOKEN = 'gst_/+=never-shown';

function account(baseUrl: string, changes: Readonly<Record<string, unknown>> = {}) {
  const schema = genstoreAccountSchema(() => 'token-from-file');
  return schema.parse({ shop: 'my-shop', accessToken: TOKEN, baseUrl, ...changes });
}

const signal = () => new AbortController().signal;

describe('the call for a payment', () => {
  test('has exactly the documented path and header', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const tools = upstreamTools();
    await createGenstoreClient(account(server.origin), tools.http).getPayment(PAYMENT_ID, signal());
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: `/api/202412/payment/${PAYMENT_ID}`,
      headers: { 'x-genstore-access-token': TOKEN, accept: 'application/json' },
    });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('goes to the configured version, also where the base URL ends in a slash', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = createGenstoreClient(account(`${server.origin}/`, { apiVersion: '202512' }), upstreamTools().http);
    await client.getPayment('PI1', signal());
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/202512/payment/PI1']);
  });

  test('stays under its path even for an id that no allow-list would let in', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = createGenstoreClient(account(server.origin), upstreamTools().http);
    for (const id of ['a/b', 'a?b=c', 'a#b', 'a%2fb', '//evil.example/x']) await client.getPayment(id, signal());
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api/202412/payment/a%2Fb',
      '/api/202412/payment/a%3Fb%3Dc',
      '/api/202412/payment/a%23b',
      '/api/202412/payment/a%252fb',
      '/api/202412/payment/%2F%2Fevil.example%2Fx',
    ]);
  });

  test('to the shop of the account goes to its own host', () => {
    const schema = genstoreAccountSchema(() => '');
    expect(schema.parse({ shop: 'my-shop', accessToken: TOKEN }).baseUrl).toBe('https://my-shop.genmystore.com');
  });
});

describe('a look-up', () => {
  test('gives each key its own outcome, with one call each', async () => {
    await using server = await startServer((request, response) => {
      const id = request.url?.split('/').at(-1) ?? '';
      if (id === 'PI404') sendJson(response, '{"error":"not found"}', 404);
      else if (id === 'PIother') sendJson(response, JSON.stringify({ payment: payment({ paymentId: 'PIfound' }) }));
      else if (id === 'PIreset') response.socket?.resetAndDestroy();
      else sendJson(response, JSON.stringify({ payment: payment({ paymentId: id }) }));
    });
    const tools = upstreamTools();
    const keys = ['PIfound', 'PI404', 'PIother', 'PIreset'].map((id) => paymentKey(id));
    const source = connectGenstore(account(server.origin), tools);
    const outcomes = await Promise.all(keys.map((key) => source.lookup(key, lookupContext())));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'FOUND',
      'NOT_FOUND',
      'MALFORMED_RESPONSE',
      'PROVIDER_UNAVAILABLE',
    ]);
    expect(server.requests).toHaveLength(4);
    expect(tools.entries).toHaveLength(4);
    const log = JSON.stringify(tools.entries);
    for (const secret of [TOKEN, 'PIfound', 'PI404', server.origin]) expect(log).not.toContain(secret);
  });

  test('reads a rotated token file again, once', async () => {
    await using server = await startServer((request, response) => {
      const admitted = request.headers['x-genstore-access-token'] === 'second';
      if (admitted) sendJson(response, JSON.stringify({ payment: payment() }));
      else sendJson(response, '{"error":"bad token"}', 401);
    });
    const contents = ['first', 'second', 'third'];
    const schema = genstoreAccountSchema(() => contents.shift() ?? 'last');
    const rotated = schema.parse({
      shop: 'my-shop',
      accessToken: { file: '/run/secrets/token' },
      baseUrl: server.origin,
    });
    const tools = upstreamTools();
    const guard = openGuard(tools.clock, 4_000);
    const { outcome } = await connectGenstore(rotated, { ...tools, guard }).lookup(paymentKey(), lookupContext());
    expect(outcome).toBe('FOUND');
    expect(guard.budget.status().spent).toBe(2);
    expect(tools.entries.map(({ reason }) => reason)).toEqual(['credential_renewed', 'reply']);
    expect(server.requests.map(({ headers }) => headers['x-genstore-access-token'])).toEqual(['first', 'second']);
  });
});
