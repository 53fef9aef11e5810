import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { BAD_KEYS, BROKEN_HEADERS } from './bad-keys.ts';
import { badTokens } from './bad-tokens.ts';
import { bearer, CALLERS, type Credential, ISSUERS, KEYS, RSA } from './credentials.ts';
import { goodCredentials } from './good-credentials.ts';
import { goodToken } from './issuer.ts';
import { sendOnWire, type WireAnswer, type WireRequest } from './wire.ts';

/** Asks both providers, so that whoever is let in leaves a trace there. */
const LOOKUP = JSON.stringify({
  query: `{ a: transaction(reference: { genstore: { paymentId: "PI-success" } }) { outcome }
            b: transaction(reference: { yedpay: { customId: "order-paid" } }) { outcome } }`,
});

const POST: WireRequest = { headers: ['Content-Type: application/json'], body: LOOKUP };
const PAGE: WireRequest = { method: 'GET', headers: ['Accept: text/html'] };

/** Where else a credential could be tried, and what is there for everybody. */
const ELSEWHERE: ReadonlyArray<readonly [entry: WireRequest, status: number]> = [
  [{ method: 'GET' }, 405],
  [{ method: 'GET', target: '/graphql?query={__typename}' }, 405],
  [{ method: 'HEAD' }, 405],
  [{ method: 'PUT', body: LOOKUP }, 405],
  [{ method: 'PATCH', body: LOOKUP }, 405],
  [{ method: 'DELETE' }, 405],
  [{ method: 'OPTIONS' }, 405],
  [{ method: 'GET', target: '/' }, 302],
  [{ method: 'POST', target: '/', body: LOOKUP }, 404],
  [{ method: 'GET', target: '/health', headers: ['Accept: text/html'] }, 404],
  [{ method: 'GET', target: '/graphql/health' }, 404],
  [{ method: 'GET', target: '/metrics' }, 404],
  [{ method: 'POST', target: '/graphql/', body: LOOKUP }, 404],
];

async function closedGateway() {
  const gateway = await startTestGateway({ config: { callers: [...CALLERS], issuers: [...ISSUERS] } });
  return {
    ...gateway,
    callCount: () => gateway.genstore.callCount() + gateway.yedpay.callCount(),
    send: (entry: WireRequest, { request }: Credential): Promise<WireAnswer> =>
      sendOnWire(gateway.url, {
        ...entry,
        target: `${entry.target ?? '/graphql'}${request.query ?? ''}`,
        headers: [...(entry.headers ?? []), ...(request.headers ?? [])],
        ...(request.body === undefined || entry.method === 'GET' ? {} : { body: request.body }),
      }),
  };
}

const NO_CREDENTIAL: Credential = { what: 'none', request: {} };

test('there are at least 60 bad credentials, each another', () => {
  const all = [...BAD_KEYS, ...badTokens(Date.now())];
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
});

test('every bad credential gets the same 401, byte for byte, and costs no provider call', async () => {
  const gateway = await closedGateway();
  const expected = await gateway.send(POST, NO_CREDENTIAL);
  expect(expected).toMatchObject({ status: 401, headers: expect.stringMatching(/^WWW-Authenticate: Bearer/im) });
  expect(JSON.parse(expected.body)).toEqual({
    errors: [
      {
        message: 'Send a valid key or token as `Authorization: Bearer …`.',
        extensions: {
          code: 'UNAUTHENTICATED',
          provider: null,
          retryable: false,
          retryAfterSeconds: null,
          requestId: '<request id>',
        },
      },
    ],
  });
  for (const credential of [...BAD_KEYS, ...badTokens(gateway.clock.now())]) {
    expect({ what: credential.what, ...(await gateway.send(POST, credential)) }).toEqual({
      what: credential.what,
      ...expected,
    });
  }
  expect(gateway.callCount()).toBe(0);
  expect(gateway.failures).toEqual([]);
});

test('a browser with a bad credential gets the constant page that asks for one, never GraphiQL', async () => {
  const gateway = await closedGateway();
  const expected = await gateway.send(PAGE, NO_CREDENTIAL);
  expect(expected).toMatchObject({ status: 401, headers: expect.stringMatching(/^WWW-Authenticate: Bearer/im) });
  expect(expected.headers).toMatch(/^content-type: text\/html/im);
  for (const credential of [...BAD_KEYS, ...badTokens(gateway.clock.now())]) {
    expect({ what: credential.what, ...(await gateway.send(PAGE, credential)) }).toEqual({
      what: credential.what,
      ...expected,
    });
  }
  expect(gateway.failures).toEqual([]);
});

test('elsewhere no credential, good or bad, changes what there is', async () => {
  const gateway = await closedGateway();
  const now = gateway.clock.now();
  for (const [entry, status] of ELSEWHERE) {
    const expected = await gateway.send(entry, NO_CREDENTIAL);
    expect([entry, expected.status]).toEqual([entry, status]);
    for (const credential of [...BAD_KEYS, ...badTokens(now), ...goodCredentials(now)]) {
      if (credential.request.body !== undefined) continue;
      const answer = await gateway.send(entry, credential);
      expect({ entry, what: credential.what, ...answer }).toEqual({ entry, what: credential.what, ...expected });
    }
  }
  expect(gateway.callCount()).toBe(0);
});

test('headers that are no HTTP are refused before anybody looks at the key in them', async () => {
  const gateway = await closedGateway();
  for (const [status, credential] of BROKEN_HEADERS) {
    for (const entry of [POST, PAGE]) {
      const answer = await gateway.send(entry, credential);
      expect([credential.what, answer.status]).toEqual([credential.what, status]);
      expect(answer.body).not.toContain('paylens_');
    }
  }
  expect(gateway.callCount()).toBe(0);
});

test('every good credential is let in', async () => {
  const gateway = await closedGateway();
  for (const credential of goodCredentials(gateway.clock.now())) {
    const answer = await gateway.send(POST, credential);
    expect([credential.what, answer.status, JSON.parse(answer.body)]).toEqual([
      credential.what,
      200,
      { data: { a: { outcome: 'FOUND' }, b: { outcome: 'FOUND' } } },
    ]);
  }
  expect(gateway.callCount()).toBe(2);
});

test('a browser with a good key or token gets GraphiQL', async () => {
  const gateway = await closedGateway();
  const token = goodToken(RSA, gateway.clock.now());
  for (const credential of [bearer('a key', KEYS.current.key), bearer('a token', token)]) {
    const { status, headers, body } = await gateway.send(PAGE, credential);
    expect([status, /www-authenticate/i.test(headers), body.includes('graphiql')]).toEqual([200, false, true]);
  }
});

test('each refusal leaves a line that says why in a word of ours, and nothing that was sent', async () => {
  const gateway = await closedGateway();
  const credentials = [...BAD_KEYS, ...badTokens(gateway.clock.now())];
  for (const [index, credential] of credentials.entries()) {
    // Beneath what is bounded for floods.
    if (index % 50 === 0) await gateway.clock.pass(10_000);
    await gateway.send(index % 2 === 0 ? POST : PAGE, credential);
  }
  expect(gateway.refusals).toHaveLength(credentials.length);
  const reasons = new Set(gateway.refusals.map(({ reason }) => reason));
  for (const reason of reasons) expect(reason).toMatch(/^[a-z_]+$|^ERR_[A-Z_]+$/);
  expect(reasons.size).toBeGreaterThan(8);
  expect(new Set(gateway.refusals.map(({ code, caller }) => `${code} ${caller}`))).toEqual(
    new Set(['UNAUTHENTICATED null']),
  );
});
