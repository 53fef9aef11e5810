import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, expectSafe, post, QUERY, sendRaw } from './raw-http.ts';

const LISTED = 'https://dashboard.example';
const { server } = loadConfig({});
const withOrigins = (...origins: readonly string[]) =>
  startTestGateway({ config: { server: { ...server, origins: [...origins] } } });

const preflight = (origin: string, method = 'POST') =>
  `OPTIONS /graphql HTTP/1.1\r\nhost: localhost\r\norigin: ${origin}\r\naccess-control-request-method: ${method}\r\naccess-control-request-headers: authorization,content-type,x-other\r\n\r\n`;

test('a page of a listed origin is answered, under its own name and without credentials', async () => {
  const gateway = await withOrigins(LISTED, 'http://127.0.0.1:5173');
  const [answer] = await sendRaw(gateway.url, post(QUERY, { origin: LISTED }));
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      'access-control-allow-origin': LISTED,
      vary: 'origin',
      'access-control-expose-headers': expect.any(String),
    },
  });
  expect(answer?.headers).not.toHaveProperty('access-control-allow-credentials');
});

test('a page of a listed origin may read why it was refused', async () => {
  const gateway = await withOrigins(LISTED);
  const [answer] = await sendRaw(gateway.url, post('no JSON', { origin: LISTED }));
  expectRefused(answer, 400, 'BAD_REQUEST');
  expect(answer?.headers['access-control-allow-origin']).toBe(LISTED);
});

test('the preflight request of a listed origin is allowed what an operation needs, and no more', async () => {
  const gateway = await withOrigins(LISTED);
  const [answer] = await sendRaw(gateway.url, preflight(LISTED, 'DELETE'));
  if (answer === undefined) throw new Error('no answer');
  expectSafe(answer);
  expect(answer).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': LISTED,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      vary: 'origin',
    },
  });
});

test.each([
  'https://evil.example',
  'null',
  '*',
  'https://dashboard.example.evil.example',
  'https://evil.example/https://dashboard.example',
  'https://dashboard.example:444',
  'https://dashboard.example/',
  'https://DASHBOARD.example',
  'http://dashboard.example',
  'https://sub.dashboard.example',
  'http://localhost:9',
  'http://localhost.evil.example',
  'file://',
])('a page of the origin %s is refused, with nothing that lets it read the answer', async (origin) => {
  const gateway = await withOrigins(LISTED);
  for (const bytes of [post(QUERY, { origin }), preflight(origin)]) {
    const [answer] = await sendRaw(gateway.url, bytes);
    expectRefused(answer, 403, 'FORBIDDEN');
    expect(Object.keys(answer?.headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer?.headers.vary).toBe('origin');
  }
  expect(gateway.accesses).toEqual([]);
});

test('where no origin is listed, only the own pages may ask', async () => {
  const gateway = await startTestGateway();
  const statuses = ['http://localhost', 'https://localhost', 'http://localhost:80', LISTED, 'null'].map(
    async (origin) => (await sendRaw(gateway.url, post(QUERY, { origin })))[0]?.status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 403, 403, 403]);
});
