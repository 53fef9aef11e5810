import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { SIGN_KEY, signatureOf, signedForm } from '../support/signed-form.ts';

const FORM = 'application/x-www-form-urlencoded';
const STATE = `query ($references: [TransactionReference!]!) {
  transactions(references: $references) { outcome transaction { status settlementState freshness { source } } }
}`;
const CHANGES = `subscription ($references: [TransactionReference!]!) {
  transactionUpdated(references: $references, until: FINAL, minIntervalSeconds: 300) {
    kind changed lookup { transaction { settlementState } }
  }
}`;

interface Yedpay extends ProviderAccount {
  readonly signKey?: Secret;
}

/** Yedpay accounts with a key that the test knows, without one, and with one that stands in a file. */
function startGateway({ fileKey = (): string => SIGN_KEY } = {}): Promise<TestGateway> {
  return startTestGateway({
    accounts: ({ yedpay = [], ...others }) => {
      const { signKey: _own, ...keyless } = { ...yedpay[0] } as Yedpay;
      return {
        ...others,
        yedpay: [
          { ...keyless, name: 'shop', signKey: new Secret(SIGN_KEY) } as Yedpay,
          { ...keyless, name: 'keyless' },
          { ...keyless, name: 'by-file', signKey: new Secret(fileKey(), fileKey) } as Yedpay,
        ],
      };
    },
  });
}

function webhookOf({ url }: TestGateway, account = 'shop'): string {
  return new URL(`/webhooks/yedpay/${account}`, url).href;
}

async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': FORM, ...headers }, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function codeOf({ text }: { readonly text: string }): string {
  return JSON.parse(text).errors[0].extensions.code;
}

/** About the payment of a custom id; the nonce makes each another one. */
function about(customId: string, { nonce = 'n', key = SIGN_KEY, more = '' } = {}): string {
  const text = `nonce_str=${nonce}&transaction[custom_id]=${customId}${more}`;
  return signedForm(text, text, key);
}

const reference = (customId: string) => ({ yedpay: { customId, account: 'shop' } });

async function ask(gateway: TestGateway, ...references: object[]) {
  const { data } = await gateway.query(STATE, { references });
  return data.transactions.map(
    ({ outcome, transaction }: { outcome: string; transaction: { settlementState: string } | null }) =>
      transaction?.settlementState ?? outcome,
  );
}

/** A payment that the gateway knows as paid, after which it was settled. */
async function knowTheOldState(gateway: TestGateway): Promise<void> {
  await gateway.clock.pass(31_000);
  expect(await ask(gateway, reference('order-progress'))).toEqual(['NOT_SETTLED']);
  await gateway.clock.pass(30_000);
  expect(await ask(gateway, reference('order-progress'))).toEqual(['NOT_SETTLED']);
  expect(gateway.yedpay.callCount()).toBe(1);
}

describe('a notification', () => {
  test('is acknowledged, and causes one look, whose answer is what is shown then', async () => {
    const gateway = await startGateway();
    await knowTheOldState(gateway);
    const delivery = gateway.yedpay.notify('order-progress', {
      url: webhookOf(gateway),
      signKey: SIGN_KEY,
      clock: gateway.clock,
    });
    expect(await delivery.finished).toBe('ACKNOWLEDGED');
    expect(await ask(gateway, reference('order-progress'))).toEqual(['SETTLED']);
    expect(await ask(gateway, reference('order-progress'))).toEqual(['SETTLED']);
    expect(gateway.yedpay.callCount('order-progress')).toBe(2);
    expect(gateway.calls[1]?.requestId).toMatch(/^notification-/);
  });

  test('is answered with the plain text that Yedpay waits for', async () => {
    const gateway = await startGateway();
    const answer = await post(webhookOf(gateway), about('order-paid'));
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      200,
      'success',
      'text/plain; charset=utf-8',
    ]);
  });

  test('that comes again causes nothing, also with another nonce or with its signature in upper case', async () => {
    const gateway = await startGateway();
    const more = '&transaction[id]=A&transaction[status]=paid&transaction[updated_at]=2026-01-02 03:04:05';
    const first = about('order-paid', { more });
    const upper = first.replace(/(?<=&sign=)[0-9a-f]+/, (sign) => sign.toUpperCase());
    const bodies = [first, first, upper, about('order-paid', { more, nonce: 'another' })];
    for (const body of bodies) expect((await post(webhookOf(gateway), body)).text).toBe('success');
    await ask(gateway, reference('order-paid'));
    expect(gateway.yedpay.callCount()).toBe(1);
    const changed = about('order-paid', { more: more.replace('=paid', '=refunded') });
    expect((await post(webhookOf(gateway), changed)).text).toBe('success');
    await ask(gateway, reference('order-paid'));
    expect(gateway.yedpay.callCount()).toBe(2);
  });

  test('says where to look and nothing else: its own values are neither shown nor logged', async () => {
    const gateway = await startGateway();
    const more = '&transaction[status]=canary&transaction[amount]=31337.00&transaction[canary]=canary';
    expect((await post(webhookOf(gateway), about('order-paid', { more }))).text).toBe('success');
    await expect.poll(() => gateway.calls.length).toBe(1);
    const { data } = await gateway.query(
      '{ yedpayTransaction(customId: "order-paid", account: "shop") { providerStatus { code } amount { amount } } }',
    );
    expect(data.yedpayTransaction).toEqual({ providerStatus: { code: 'paid' }, amount: { amount: '100.00' } });
    const { calls, failures, accesses, refusals } = gateway;
    expect(JSON.stringify([calls, failures, accesses, refusals])).not.toMatch(/canary|31337/);
  });

  test('expires what is known under the other references of the payment, too', async () => {
    const gateway = await startGateway();
    await knowTheOldState(gateway);
    const token = { yedpay: { paymentToken: 'tok-order-progress', account: 'shop' } };
    const { data } = await gateway.query(
      '{ yedpayTransaction(customId: "order-progress", account: "shop") { yedpayId } }',
    );
    await gateway.query(STATE, { references: [token] });
    const before = gateway.calls.length;
    const text = `transaction[id]=${data.yedpayTransaction.yedpayId}`;
    expect((await post(webhookOf(gateway), signedForm(text, text))).text).toBe('success');
    expect(await ask(gateway, reference('order-progress'), token)).toEqual(['SETTLED', 'SETTLED']);
    expect(gateway.calls.length - before).toBeLessThanOrEqual(2);
  });

  test('about nothing that can be looked up is acknowledged, and costs no call', async () => {
    const gateway = await startGateway();
    for (const text of ['success=1', 'transaction[id]=UNKNOWN', 'transaction[custom_id]=../x']) {
      expect((await post(webhookOf(gateway), signedForm(text, text))).text).toBe('success');
    }
    expect(await ask(gateway, reference('order-paid'))).toEqual(['NOT_SETTLED']);
    expect(gateway.yedpay.callCount()).toBe(1);
  });

  test.each([
    ['the custom id', reference('order-progress')],
    ['a payment token', { yedpay: { paymentToken: 'tok-order-progress', account: 'shop' } }],
  ])('lets a live stream by %s see the change at once, with one look', async (_, watched) => {
    const gateway = await startGateway();
    await gateway.clock.pass(31_000);
    await ask(gateway, reference('order-progress'));
    const leaving = new AbortController();
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: CHANGES, variables: { references: [watched] } }),
      signal: leaving.signal,
    });
    const events = eventsOf(response);
    expect((await events.next()).value).toMatchObject({ kind: 'SNAPSHOT' });
    await gateway.clock.pass(30_000);
    const before = gateway.yedpay.callCount();
    gateway.yedpay.notify('order-progress', { url: webhookOf(gateway), signKey: SIGN_KEY, clock: gateway.clock });
    expect((await events.next()).value).toMatchObject({
      kind: 'CHANGED',
      lookup: { transaction: { settlementState: 'SETTLED' } },
    });
    expect(gateway.yedpay.callCount()).toBe(before + 1);
    leaving.abort();
  });
});

async function* eventsOf({ body }: Response) {
  let text = '';
  for await (const chunk of (body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data !== undefined) yield JSON.parse(data).data.transactionUpdated;
    }
  }
}

describe('a refused notification', () => {
  test('with a bad signature costs no call, leaves what is known, and is a line of the audit log', async () => {
    const gateway = await startGateway();
    await ask(gateway, reference('order-paid'));
    const answer = await post(webhookOf(gateway), about('order-paid', { key: SIGN_KEY.replace('1', '2') }));
    expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
    expect(gateway.refusals).toEqual([
      { requestId: expect.any(String), caller: null, code: 'FORBIDDEN', reason: 'bad_signature' },
    ]);
    await ask(gateway, reference('order-paid'));
    expect(gateway.yedpay.callCount()).toBe(1);
  });

  test('does not tell which accounts there are, and which of them have a key', async () => {
    const gateway = await startGateway();
    const body = about('order-paid', { key: 'x'.repeat(32) });
    const answers = [];
    for (const account of ['shop', 'keyless', 'nobody']) {
      const { status, text, headers } = await post(webhookOf(gateway, account), body);
      const id = headers.get('x-request-id') ?? '';
      answers.push([status, text.replace(id, ''), [...headers.keys()]]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test.each(['keyless', 'nobody', '__proto__'])(
    'is also one that somebody signs for the account %s',
    async (account) => {
      const gateway = await startGateway();
      for (const key of [SIGN_KEY, '', 'a key that no account has: 32 ch', 'undefined']) {
        expect((await post(webhookOf(gateway, account), about('order-paid', { key }))).status).toBe(403);
      }
      expect(gateway.yedpay.callCount()).toBe(0);
    },
  );

  test.each<readonly [string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
    ['no form', '{"a":1', {}, 403, 'FORBIDDEN'],
    ['an empty body', '', {}, 403, 'FORBIDDEN'],
    ['a name twice', signedForm('a=1&a=2', 'a=2'), {}, 400, 'BAD_REQUEST'],
    ['the signature twice', `${about('x')}&sign=${signatureOf('')}`, {}, 400, 'BAD_REQUEST'],
    ['a broken escape', 'a=%zz', {}, 400, 'BAD_REQUEST'],
    ['endless nesting', `a${'[a]'.repeat(20_000)}=1`, {}, 400, 'BAD_REQUEST'],
    ['bytes that are no UTF-8', new Uint8Array([0x61, 0x3d, 0xff]), {}, 400, 'BAD_REQUEST'],
    ['more than 64 KiB', `a=${'x'.repeat(65_536)}`, {}, 413, 'REQUEST_TOO_LARGE'],
    ['JSON', '{}', { 'content-type': 'application/json' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a type that only begins like a form', 'a=1', { 'content-type': `${FORM}x` }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a compressed body', 'a=1', { 'content-encoding': 'gzip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', 'a=1', { 'content-type': `${FORM}; charset=latin1` }, 400, 'BAD_REQUEST'],
    ['the origin of a page', about('x'), { origin: 'https://evil.example' }, 403, 'FORBIDDEN'],
  ])('with %s gets a typed answer', async (_, body, headers, status, code) => {
    const gateway = await startGateway();
    const answer = await post(webhookOf(gateway), body, headers);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect([gateway.failures, gateway.yedpay.callCount()]).toEqual([[], 0]);
  });

  test('may say that it is UTF-8 and carry a query, and is none then', async () => {
    const gateway = await startGateway();
    const type = { 'content-type': `${FORM}; charset=UTF-8` };
    expect((await post(`${webhookOf(gateway)}?from=yedpay`, about('order-paid'), type)).text).toBe('success');
  });

  test.each(['GET', 'PUT', 'DELETE'])('by %s is told how to send it', async (method) => {
    const gateway = await startGateway();
    const response = await fetch(webhookOf(gateway), { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test.each(['genstore/demo-shop', 'yedpay', 'yedpay/', 'yedpay/a/b', 'YEDPAY/shop', 'acme/shop', 'yedpay/a%2fb'])(
    'to the path %s finds nothing',
    async (path) => {
      const gateway = await startGateway();
      const answer = await post(new URL(`/webhooks/${path}`, gateway.url).href, about('order-paid'));
      expect(answer.status).toBe(404);
    },
  );

  test.each(['shop', 'nobody'])('is one of too many for the account %s, and of no other', async (account) => {
    const gateway = await startGateway();
    let answer = await post(webhookOf(gateway, account), 'a=1');
    for (let sent = 1; sent < 2_000 && answer.status === 403; sent += 1) {
      answer = await post(webhookOf(gateway, account), 'a=1');
    }
    expect([answer.status, codeOf(answer), answer.headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '1']);
    expect((await post(webhookOf(gateway, 'keyless'), 'a=1')).status).toBe(403);
    await gateway.clock.pass(60_000);
    expect((await post(webhookOf(gateway, account), 'a=1')).status).toBe(403);
  });
});

test('a sign key that was replaced in its file is read again, but not for each piece of garbage', async () => {
  let key = SIGN_KEY;
  let reads = 0;
  const gateway = await startGateway({
    fileKey: () => {
      reads += 1;
      return key;
    },
  });
  const url = webhookOf(gateway, 'by-file');
  key = 'k'.repeat(32);
  reads = 0;
  expect((await post(url, about('order-paid', { key }))).text).toBe('success');
  expect((await post(url, about('order-paid', { key: SIGN_KEY }))).status).toBe(403);
  expect((await post(url, about('order-paid', { key: SIGN_KEY }))).status).toBe(403);
  expect(reads).toBe(1);
  await gateway.clock.pass(60_000);
  expect((await post(url, about('order-paid', { key: SIGN_KEY }))).status).toBe(403);
  expect(reads).toBe(2);
});
