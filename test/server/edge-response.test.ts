import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { closeServer, listen } from '../../src/listen.ts';
import { EdgeResponse } from '../../src/server/edge-response.ts';
import { expectSafe, sendRaw } from './raw-http.ts';

const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';

async function answerTo(write: (response: EdgeResponse) => void) {
  const server = createServer({ ServerResponse: EdgeResponse }, (_request, response) => write(response));
  onTestFinished(() => closeServer(server));
  const [answer] = await sendRaw(await listen(server, { host: '127.0.0.1', port: 0 }), GET);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

test.each<readonly [name: string, write: (response: EdgeResponse) => void]>([
  ['with headers', (response) => response.writeHead(200, { 'content-length': 0 }).end()],
  ['with a reason and headers', (response) => response.writeHead(200, 'Fine', { 'content-length': 0 }).end()],
  ['without headers', (response) => response.writeHead(200).end()],
  ['by nobody', (response) => response.end()],
  ['as a stream begins', (response) => response.flushHeaders()],
  ['beside headers that were set', (response) => response.setHeader('vary', 'origin').end()],
])('a head that is written %s has the standing headers', async (_name, write) => {
  const answer = await answerTo(write);
  expectSafe(answer);
  expect(answer.status).toBe(200);
});

test('who writes the head may say otherwise, and what was set is said, too', async () => {
  const { headers } = await answerTo((response) => {
    response.setHeader('vary', 'origin');
    response.writeHead(200, { 'content-length': 0, 'content-security-policy': "script-src 'self'" }).end();
  });
  expect(headers).toMatchObject({
    vary: 'origin',
    'content-length': '0',
    'content-security-policy': "script-src 'self'",
  });
});

test('each answer has an id of its own', async () => {
  const ids = [];
  for (const _time of [1, 2]) ids.push((await answerTo((response) => response.end())).headers['x-request-id']);
  expect(new Set(ids).size).toBe(2);
});

test('a list of headers is refused: a name in it would be said twice', async () => {
  const { body } = await answerTo((response) => {
    expect(() => response.writeHead(200, ['cache-control', 'private'])).toThrow(TypeError);
    response.end();
  });
  expect(body).toBe('');
});
