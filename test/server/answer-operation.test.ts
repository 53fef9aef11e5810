import { expect, test } from 'vitest';
import { settled } from '../support/manual-clock.ts';
import { startEdge } from './edge.ts';
import { expectRefused, openConnection, post, sendRaw } from './raw-http.ts';

const never = () => new Promise<never>(() => {});

test('an answer that is never ready is given up a second after the deadline of its rows', async () => {
  const { url, clock, failures, load } = await startEdge(never, 1);
  const connection = openConnection(url);
  connection.write(post());
  await expect.poll(() => load.isFull).toBe(true);
  await clock.run(8_999);
  expect([load.isFull, await Promise.race([connection.answers(1), settled()])]).toEqual([true, undefined]);
  await clock.run(1);
  expectRefused((await connection.answers(1))[0], 504, 'DEADLINE_EXCEEDED');
  await expect.poll(() => load.isFull).toBe(false);
  expect([clock.pending, failures]).toEqual([0, []]);
});

test('at the deadline, what the operation waits for is told to end', async () => {
  const signals: AbortSignal[] = [];
  const { url, clock } = await startEdge((_request, { signal, deadline }) => {
    expect(deadline).toBe(8_000);
    signals.push(signal);
    return never();
  });
  openConnection(url).write(post());
  await expect.poll(() => signals.length).toBe(1);
  await clock.run(7_999);
  expect(signals[0]?.aborted).toBe(false);
  await clock.run(1);
  expect(signals[0]?.aborted).toBe(true);
});

test.each([
  ['throws', () => Promise.reject(new TypeError('secret detail'))],
  ['answers 500', async () => new Response('a stack', { status: 500 })],
  [
    'throws at once',
    () => {
      throw new TypeError('secret detail');
    },
  ],
])('where what answers %s, the client gets the contract and the log the reason', async (_name, answer) => {
  const { url, failures, load } = await startEdge(answer, 1);
  const [received] = await sendRaw(url, post());
  expectRefused(received, 500, 'INTERNAL');
  expect(received?.body).not.toMatch(/secret|stack/);
  expect(failures).toEqual([{ requestId: received?.headers['x-request-id'], error: expect.any(Error) }]);
  expect(load.isFull).toBe(false);
});

test('where the page is broken, the client gets the contract, too', async () => {
  const { url, failures } = await startEdge(never);
  const [received] = await sendRaw(url, 'GET /graphql HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\r\n');
  expectRefused(received, 500, 'INTERNAL');
  expect(failures.length).toBe(1);
});

test('beyond the limit an operation is refused before its body is read, and told when to come back', async () => {
  const { url, load } = await startEdge(never, 1);
  openConnection(url).write(post());
  await expect.poll(() => load.isFull).toBe(true);
  const [refusal] = await sendRaw(url, post('no JSON', { 'content-length': '50000' }));
  expectRefused(refusal, 503, 'OVERLOADED');
  expect(refusal?.headers['retry-after']).toBe('1');
});

test('a client that leaves before its answer is there frees its place, and ends what it waited for', async () => {
  const signals: AbortSignal[] = [];
  const { url, load, failures } = await startEdge((_request, { signal }) => {
    signals.push(signal);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }, 1);
  const connection = openConnection(url);
  connection.write(post());
  await expect.poll(() => load.isFull).toBe(true);
  connection.reset();
  await expect.poll(() => load.isFull).toBe(false);
  expect([signals[0]?.aborted, failures]).toEqual([true, []]);
});

test('a client that does not read its answer is given up, and holds no place meanwhile', async () => {
  const { url, clock, load, connections } = await startEdge(async () => new Response('x'.repeat(64_000_000)), 1);
  const connection = openConnection(url, { isReading: false });
  connection.write(post());
  // The only timer that is left: how long it may take to read.
  await expect.poll(() => clock.pending).toBe(1);
  expect(load.isFull).toBe(false);
  clock.advance(29_999);
  expect(await connections()).toBe(1);
  clock.advance(1);
  await expect.poll(connections).toBe(0);
});
