import { createServer, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type DrainTimes, drainOf } from '../src/drain.ts';
import { closeServer, listen } from '../src/listen.ts';
import { openConnection, post } from './server/raw-http.ts';

/** Long enough that only what ends early ends. */
const LONG = 120_000;

/** A server that holds every request until the test answers it. */
async function startHolding() {
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume();
    held.push(response);
  });
  const drain = drainOf(server);
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => closeServer(server));
  return {
    url,
    held,
    drain: (times: Partial<DrainTimes> = {}) => drain({ lingerMs: 0, patienceMs: LONG, ...times }),
    untilHeld: (count: number) => expect.poll(() => held.length).toBe(count),
  };
}

const answer = (response: ServerResponse | undefined, text: string) =>
  void response?.setHeader('content-length', text.length).end(text);

test('what is under way is answered, ends its connection, and ends the drain', async () => {
  const { url, held, drain, untilHeld } = await startHolding();
  const connection = openConnection(url);
  connection.write(post());
  await untilHeld(1);
  const drained = drain();
  answer(held[0], 'done');
  expect(await connection.answers(1)).toMatchObject([{ status: 200, body: 'done', headers: { connection: 'close' } }]);
  await connection.closed;
  await drained;
});

test('requests that were sent one behind the other are all answered, and only the last ends their connection', async () => {
  const { url, held, drain, untilHeld } = await startHolding();
  const connection = openConnection(url);
  connection.write(Buffer.concat([post(), post()]));
  await untilHeld(2);
  const drained = drain({ lingerMs: LONG });
  // This one has been sent before anybody could know.
  connection.write(post());
  await untilHeld(3);
  for (const [index, response] of held.entries()) answer(response, String(index));
  const answers = await connection.answers(3);
  expect(answers.map(({ body, headers }) => [body, headers.connection])).toEqual([
    ['0', 'keep-alive'],
    ['1', 'keep-alive'],
    ['2', 'close'],
  ]);
  await connection.closed;
  void drained;
});

test('for a while, whoever has not noticed is answered: on a connection that is kept, and on a new one', async () => {
  const { url, held, drain, untilHeld } = await startHolding();
  const kept = openConnection(url);
  kept.write(post());
  await untilHeld(1);
  answer(held[0], 'before');
  expect(await kept.answers(1)).toMatchObject([{ headers: { connection: 'keep-alive' } }]);
  void drain({ lingerMs: LONG });
  const late = openConnection(url);
  kept.write(post());
  late.write(post());
  await untilHeld(3);
  answer(held[1], 'after');
  answer(held[2], 'after');
  expect((await kept.answers(2)).at(-1)).toMatchObject({ body: 'after', headers: { connection: 'close' } });
  expect(await late.answers(1)).toMatchObject([{ body: 'after', headers: { connection: 'close' } }]);
});

test('what takes too long is cut off', async () => {
  const { url, drain, untilHeld } = await startHolding();
  const connection = openConnection(url);
  connection.write(post());
  await untilHeld(1);
  await drain({ patienceMs: 1 });
  await connection.closed;
  expect(await connection.answers(1)).toEqual([]);
});
