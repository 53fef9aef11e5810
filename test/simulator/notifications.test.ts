import { expect, test } from 'vitest';
import { parseYedpayNotification } from '../../src/providers/yedpay/notification.ts';
import type { Delivery } from '../../src/simulator/delivery.ts';
import { type Handler, startServer } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { SIGN_KEY } from '../support/signed-form.ts';
import { GENSTORE, withSimulator, YEDPAY } from './asking.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** When each attempt is made, after the first: documented, with the sum of 24 hours and 4 minutes. */
const DOCUMENTED = [
  0,
  ...[15, 15, 30].map((seconds) => seconds * SECOND),
  ...[3, 10, 20, 30, 30, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 3, 3, 6, 6].map((hours) => hours * HOUR),
];

/** A receiver that keeps the bodies, and answers each request as told. */
async function startReceiver(answer: (number: number) => { readonly status: number; readonly body: string } | null) {
  const bodies: string[] = [];
  const handle: Handler = async (request, response) => {
    const chunks = await request.toArray();
    bodies.push(Buffer.concat(chunks).toString());
    const reply = answer(bodies.length);
    if (reply === null) return response.destroy();
    response.writeHead(reply.status).end(reply.body);
  };
  return { server: await startServer(handle), bodies };
}

/** Moves the clock to each retry, as soon as the attempt before it has ended. */
async function driveToTheEnd(delivery: Delivery, clock: ManualClock): Promise<void> {
  let isOver = false;
  void delivery.finished.then(() => {
    isOver = true;
  });
  for (const [index, delay] of DOCUMENTED.entries()) {
    if (index > 0) clock.advance(delay);
    await expect.poll(() => delivery.attempts.length).toBe(index + 1);
    await Promise.resolve();
    if (isOver) return;
  }
}

test('a notification is signed as Yedpay signs, and says which payment it is about', async () => {
  const { server, bodies } = await startReceiver(() => ({ status: 200, body: 'success' }));
  await using _ = server;
  await withSimulator(YEDPAY, async (simulator) => {
    const sending = { url: server.origin, signKey: SIGN_KEY, clock: new ManualClock() };
    const delivery = simulator.notify('order-refund-full', sending);
    expect(await delivery.finished).toBe('ACKNOWLEDGED');
    expect(delivery.attempts.map(({ status }) => status)).toEqual([200]);
  });
  const [body = ''] = bodies;
  expect(server.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect([...new URLSearchParams(body).keys()]).toEqual([
    'success',
    'request_type',
    'transaction[id]',
    'transaction[transaction_id]',
    'transaction[gateway_code]',
    'transaction[custom_id]',
    'transaction[payment_method]',
    'transaction[currency]',
    'transaction[amount]',
    'transaction[status]',
    'transaction[paid_at]',
    'transaction[refunded_at]',
    'transaction[updated_at]',
    'transaction[refunded]',
    'nonce_str',
    'sign',
    'sign_type',
  ]);
  expect(new URLSearchParams(body).get('nonce_str')).toHaveLength(64);
  expect(parseYedpayNotification(body)?.verify(SIGN_KEY)).toMatchObject({
    reference: { kind: 'CUSTOM_ID', value: 'order-refund-full' },
  });
});

test('a notification that nobody acknowledges is sent again as documented, and then given up', async () => {
  const { server, bodies } = await startReceiver((number) => ANSWERS[number % ANSWERS.length] ?? null);
  await using _ = server;
  await withSimulator(YEDPAY, async (simulator) => {
    const clock = new ManualClock();
    const delivery = simulator.notify('order-paid', { url: server.origin, signKey: SIGN_KEY, clock });
    await driveToTheEnd(delivery, clock);
    expect(await delivery.finished).toBe('GIVEN_UP');
    const [first] = delivery.attempts;
    const times = delivery.attempts.map(({ at }) => at - (first?.at ?? 0));
    let elapsed = 0;
    expect(times).toEqual(DOCUMENTED.map((delay) => (elapsed += delay)));
    expect(times.at(-1)).toBe(86_640 * SECOND);
    expect(clock.pending).toBe(0);
  });
  expect(new Set(bodies).size).toBe(1);
});

/** None of them is an acknowledgement. */
const ANSWERS = [
  { status: 403, body: 'fail' },
  { status: 500, body: 'success' },
  { status: 200, body: 'ok' },
  { status: 200, body: 'success '.repeat(1_000) },
  null,
];

test('the retries end as soon as one is acknowledged', async () => {
  const { server } = await startReceiver((number) =>
    number < 4 ? { status: 429, body: '' } : { status: 200, body: 'success' },
  );
  await using _ = server;
  await withSimulator(YEDPAY, async (simulator) => {
    const clock = new ManualClock();
    const delivery = simulator.notify('order-paid', { url: server.origin, signKey: SIGN_KEY, clock });
    await driveToTheEnd(delivery, clock);
    expect(await delivery.finished).toBe('ACKNOWLEDGED');
    expect(delivery.attempts.map(({ status }) => status)).toEqual([429, 429, 429, 200]);
    expect(clock.pending).toBe(0);
  });
});

test('a reset ends what is on its way', async () => {
  const { server } = await startReceiver(() => ({ status: 500, body: '' }));
  await using _ = server;
  await withSimulator(YEDPAY, async (simulator) => {
    const clock = new ManualClock();
    const delivery = simulator.notify('order-paid', { url: server.origin, signKey: SIGN_KEY, clock });
    await expect.poll(() => clock.pending).toBe(1);
    simulator.reset();
    expect(await delivery.finished).toBe('CANCELLED');
    expect(clock.pending).toBe(0);
  });
});

test.each([
  [YEDPAY, 'order-awaiting'],
  [YEDPAY, 'order-not-found'],
  [GENSTORE, 'PI-PAID'],
])('there is nothing to send where a provider has nothing to tell', async (provider, reference) => {
  await withSimulator(provider, async (simulator) => {
    const sending = { url: 'http://127.0.0.1:9', signKey: SIGN_KEY, clock: new ManualClock() };
    expect(() => simulator.notify(reference, sending)).toThrow(RangeError);
  });
});
