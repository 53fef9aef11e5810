import { expect, test } from 'vitest';
import type { AnswerExtensions } from '../../src/server/answer-extensions.ts';
import type { HandlerParts } from '../../src/server/request-handler.ts';
import { order, payment, rows, startAsked } from '../support/asked-gateway.ts';
import { startEdge } from './edge.ts';
import { openConnection, post, sendRaw } from './raw-http.ts';

const TWO = rows(payment('PI-success'), order('order-paid'));

test('an answer that is given again costs as much of the allowance, and is refused as any other', async () => {
  const { gateway, ask, askAnew } = await startAsked({ limits: { referencesPerMinute: 7 } });
  const answers = [await ask(TWO), await ask(TWO), await ask(TWO)];
  expect(answers.map(({ status, isMade }) => [status, isMade])).toEqual([
    [200, true],
    [200, true],
    [200, false],
  ]);
  // One is left, which is what the request itself takes.
  const refused = await ask(TWO);
  expect([refused.status, refused.code]).toEqual([429, 'RATE_LIMITED']);
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]$/);
  await gateway.clock.pass(9_000);
  expect((await askAnew(TWO)).code).toBe('RATE_LIMITED');
  expect(gateway.accesses).toHaveLength(5);
});

const never: HandlerParts['answer'] = () => Promise.reject(new Error('asked for'));
const known = (body: string | Buffer, extensions?: AnswerExtensions): HandlerParts['recall'] => {
  return () => ({ headers: { 'content-type': 'application/json; charset=utf-8' }, body, extensions });
};

test('an answer that is known is written as it is', async () => {
  const { url, clock, load } = await startEdge(never, 10, known(Buffer.from('{"data":"支付"}')));
  const [answer] = await sendRaw(url, post());
  expect([answer?.status, answer?.body]).toEqual([200, '{"data":"支付"}']);
  expect(answer?.headers).toMatchObject({ 'content-length': '17', 'cache-control': 'no-store' });
  expect([load.inFlight, clock.pending]).toEqual([0, 0]);
});

test.each(['{"data":"支付"}', Buffer.from('{"data":"支付"}')])(
  'what is said beside it stands last: %s',
  async (body) => {
    const { url, clock, load } = await startEdge(never, 10, known(body, { budget: [{ account: '香港', spent: 0 }] }));
    const [answer] = await sendRaw(url, post());
    expect(answer?.body).toBe('{"data":"支付","extensions":{"budget":[{"account":"香港","spent":0}]}}');
    expect(answer?.headers['content-length']).toBe(String(Buffer.byteLength(answer?.body ?? '')));
    expect([load.inFlight, clock.pending]).toEqual([0, 0]);
  },
);

test('a client that does not read it is given up', async () => {
  const { url, clock, connections } = await startEdge(never, 10, known(Buffer.alloc(64_000_000, 'x')));
  openConnection(url, { isReading: false }).write(post());
  await expect.poll(() => clock.pending).toBe(1);
  clock.advance(29_999);
  expect(await connections()).toBe(1);
  clock.advance(1);
  await expect.poll(connections).toBe(0);
});

test('what is refused before it is looked at is refused, whatever is known', async () => {
  const { url } = await startEdge(never, 0, known(Buffer.from('{}')));
  const [answer] = await sendRaw(url, post());
  expect(answer?.status).toBe(503);
  const { url: open } = await startEdge(never, 10, known(Buffer.from('{}')));
  const [put] = await sendRaw(open, String(post()).replace('POST', 'PUT'));
  const [typed] = await sendRaw(open, post('{}', { 'content-type': 'text/plain' }));
  expect([put?.status, typed?.status]).toEqual([405, 415]);
});
