import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { closedOrigin } from '../support/http-server.ts';
import { CALLERS, KEYS, RSA } from './credentials.ts';
import { goodToken, issuerOf } from './issuer.ts';
import { sendOnWire } from './wire.ts';

const LOOKUP = JSON.stringify({ query: '{ genstorePayment(paymentId: "PI-success") { paymentId } }' });

test('while the keys of an issuer cannot be had, its tokens are told to come back, and keys of callers work', async () => {
  const jwksUrl = `${await closedOrigin()}/keys.json`;
  const gateway = await startTestGateway({
    config: { callers: [...CALLERS], issuers: [issuerOf({ jwksUrl, algorithms: ['RS256'] })] },
  });
  const ask = (credential: string) =>
    sendOnWire(gateway.url, {
      headers: ['Content-Type: application/json', `Authorization: Bearer ${credential}`],
      body: LOOKUP,
    });
  const token = goodToken(RSA, gateway.clock.now());
  for (const attempt of [1, 2, 3]) {
    const { status, headers, body } = await ask(token);
    expect([attempt, status, JSON.parse(body).errors[0].extensions.code]).toEqual([attempt, 503, 'OVERLOADED']);
    expect(headers).toMatch(/^retry-after: 5$/im);
    expect(headers).not.toMatch(/www-authenticate/i);
  }
  const page = await sendOnWire(gateway.url, {
    method: 'GET',
    headers: ['Accept: text/html', `Authorization: Bearer ${token}`],
  });
  expect(page.status).toBe(503);
  expect(gateway.refusals.map(({ code, reason }) => `${code} ${reason}`)).toEqual(Array(4).fill('OVERLOADED no_keys'));
  expect(gateway.genstore.callCount()).toBe(0);
  expect((await ask(KEYS.current.key)).status).toBe(200);
  expect((await ask(goodToken(RSA, gateway.clock.now(), { iss: 'https://another.example/' }))).status).toBe(401);
});
