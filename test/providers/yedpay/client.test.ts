import { describe, expect, test } from 'vitest';
import { createYedpayClient } from '../../../src/providers/yedpay/client.ts';
import { yedpayAccountSchema } from '../../../src/providers/yedpay/config.ts';
import { connectYedpay } from '../../../src/providers/yedpay/lookup.ts';
import { sendJson, startServer } from '../../support/http-server.ts';
import { lookupContext } from '../../support/lookup-context.ts';
import { upstreamTools } from '../../support/upstream-tools.ts';
import { customIdKey, tokenKey, transaction } from './yedpay-records.ts';

const API_KEY = 'ak/+=never-shown';

function account(baseUrl: string) {
  return yedpayAccountSchema(() => '').parse({ apiKey: API_KEY, baseUrl });
}

const context = () => lookupContext();

describe('the query for an online payment', () => {
  test('by custom id has exactly the documented path, parameter and headers', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = createYedpayClient(account(`${server.origin}/v1`), upstreamTools().http);
    await client.queryOnlinePayment({ name: 'custom_id', value: 'order-1001' }, context().signal);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/v1/online-payment/query?custom_id=order-1001',
      headers: { authorization: `API-KEY ${API_KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  test.each(['a+b&c=d%2e', 'x&custom_id=other', '#fragment', '../../v2', '\'"<>', '=', '~!*()'])(
    'by the token %s sends that token and no other parameter',
    async (token) => {
      await using server = await startServer((_, response) => sendJson(response, '{}'));
      const client = createYedpayClient(account(`${server.origin}/v1/`), upstreamTools().http);
      await client.queryOnlinePayment({ name: 'payment_token', value: token }, context().signal);
      const url = new URL(server.requests[0]?.url ?? '', server.origin);
      expect(url.pathname).toBe('/v1/online-payment/query');
      expect([...url.searchParams]).toEqual([['payment_token', token]]);
    },
  );

  test('goes to the host of its environment', () => {
    const schema = yedpayAccountSchema(() => '');
    expect(schema.parse({ apiKey: API_KEY }).baseUrl).toBe('https://api.yedpay.com/v1');
    expect(schema.parse({ apiKey: API_KEY, environment: 'staging' }).baseUrl).toBe('https://api-staging.yedpay.com/v1');
  });
});

describe('a look-up', () => {
  test('asks by what the key names, and logs neither token nor key', async () => {
    await using server = await startServer((request, response) => {
      const custom_id = new URL(request.url ?? '', 'http://x').searchParams.get('custom_id') ?? 'order-1001';
      sendJson(response, JSON.stringify({ success: true, data: transaction({ custom_id }) }));
    });
    const tools = upstreamTools();
    const source = connectYedpay(account(server.origin), tools);
    const keys = [customIdKey('order-7'), tokenKey('pt_secret')];
    const outcomes = await Promise.all(keys.map((key) => source.lookup(key, context())));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['FOUND', 'FOUND']);
    expect(server.requests.map(({ url }) => url).sort()).toEqual([
      '/online-payment/query?custom_id=order-7',
      '/online-payment/query?payment_token=pt_secret',
    ]);
    const log = JSON.stringify(tools.entries);
    for (const secret of ['pt_secret', 'order-7', API_KEY, server.origin]) expect(log).not.toContain(secret);
  });

  test('that finds a second record under a custom id says so, whichever way it was asked', async () => {
    const ids = ['FIRST', 'SECOND'];
    await using server = await startServer((_, response) => {
      sendJson(
        response,
        JSON.stringify({ success: true, data: transaction({ id: ids.shift(), custom_id: 'order-7' }) }),
      );
    });
    const source = connectYedpay(account(server.origin), upstreamTools());
    const issuesOf = async (key: ReturnType<typeof customIdKey>) => {
      const outcome = await source.lookup(key, context());
      return outcome.outcome === 'FOUND' ? outcome.transaction.issues.map(({ kind }) => kind) : outcome;
    };
    expect(await issuesOf(tokenKey('pt_first'))).toEqual([]);
    expect(await issuesOf(customIdKey('order-7'))).toEqual(['REFERENCE_REUSED']);
  });

  test('reads times in the zone of its account', async () => {
    await using server = await startServer((_, response) =>
      sendJson(response, JSON.stringify({ success: true, data: transaction() })),
    );
    const inUtc = yedpayAccountSchema(() => '').parse({ apiKey: API_KEY, baseUrl: server.origin, timeZone: 'UTC' });
    const outcome = await connectYedpay(inUtc, upstreamTools()).lookup(customIdKey(), context());
    expect(outcome).toMatchObject({
      transaction: { paidAt: { utc: '2018-11-20T14:06:45Z', sourceZone: 'UTC' }, timeZone: 'UTC' },
    });
  });
});
