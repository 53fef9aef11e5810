import { expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startEdge } from './edge.ts';
import { expectRefused, openConnection, post, QUERY, type RawConnection } from './raw-http.ts';

/** Short, because being closed by them is what these tests wait for. */
const SHORT = { headersTimeoutMs: 200, requestTimeoutMs: 400, idleTimeoutMs: 200 };

/** A byte now and then: what has arrived last says nothing about the limit. */
function drip(connection: RawConnection): () => void {
  const timer = setInterval(() => connection.write('x'), 50);
  return () => clearInterval(timer);
}

const slow: ReadonlyArray<readonly [name: string, start: string, isDripping: boolean]> = [
  ['a connection that says nothing', '', false],
  ['headers that come byte by byte', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\nx: ', true],
  ['headers that end in the middle', 'POST /graphql HTTP/1.1\r\nhost', false],
  ['a body that comes byte by byte', post(QUERY, { 'content-length': '50000' }).toString(), true],
  ['a body that is shorter than its length', post(QUERY, { 'content-length': '50000' }).toString(), false],
  ['chunks that do not end', post('5\r\n{"que\r\n', { 'transfer-encoding': 'chunked' }).toString(), false],
];

test.each(slow)('%s has an end, and others are answered meanwhile', async (_name, start, isDripping) => {
  const gateway = await startTestGateway({ limits: SHORT });
  const connection = openConnection(gateway.url);
  connection.write(start);
  const stop = isDripping ? drip(connection) : () => {};
  expect((await gateway.query('{ __typename }')).status).toBe(200);
  await connection.closed;
  stop();
  expectRefused((await connection.answers(1))[0], 408, 'REQUEST_TIMEOUT');
  expect(gateway.failures).toEqual([]);
});

test('a body that goes on after its refusal ends with the connection, without a second answer', async () => {
  const gateway = await startTestGateway({ limits: SHORT });
  const connection = openConnection(gateway.url);
  connection.write(post(QUERY, { 'content-length': '600000' }));
  const stop = drip(connection);
  await connection.closed;
  stop();
  const answers = await connection.answers(2);
  expectRefused(answers[0], 413, 'REQUEST_TOO_LARGE');
  expect(answers.length).toBe(1);
});

test('a connection that is kept for a next request is closed where none comes', async () => {
  const gateway = await startTestGateway({ limits: SHORT });
  const connection = openConnection(gateway.url);
  connection.write(post());
  await connection.closed;
  expect((await connection.answers(2)).map(({ status }) => status)).toEqual([200]);
});

test('a connection beyond the limit is closed at once, and has its place when another has left', async () => {
  const gateway = await startTestGateway({ limits: { connections: 2 } });
  const [first, second] = [openConnection(gateway.url), openConnection(gateway.url)];
  for (const connection of [first, second]) {
    connection.write(post());
    expect((await connection.answers(1))[0]?.status).toBe(200);
  }
  const third = openConnection(gateway.url);
  third.write(post());
  expect(await third.answers(1)).toEqual([]);
  first.reset();
  await expect.poll(() => isAnswered(gateway)).toBe(true);
});

test('a client that stays after it was refused for good holds no connection', async () => {
  const { url, connections } = await startEdge(async () => new Response());
  const connection = openConnection(url);
  connection.write('no HTTP\r\n\r\n');
  expectRefused((await connection.answers(1))[0], 400, 'BAD_REQUEST');
  await expect.poll(connections).toBe(0);
});

async function isAnswered({ url }: TestGateway): Promise<boolean> {
  const connection = openConnection(url);
  connection.write(post());
  return (await connection.answers(1)).length === 1;
}
