import { expect, test } from 'vitest';
import { createApiKey } from '../../src/callers/api-key.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, expectSafe, post, QUERY, sendRaw } from './raw-http.ts';

const { key, hash } = createApiKey();
const callers = [{ name: 'dashboard', keys: [hash], scopes: ['transactions:read' as const], accounts: ['*'] }];

const PATHS = [
  '/',
  '/graphql',
  '/graphql?y=/health',
  '/graphql?query={__typename}',
  '/graphql/',
  '/graphql/health',
  '/GraphQL',
  '/%67raphql',
  '/health',
  '/live',
  '/ready',
  '/readiness',
  '/metrics',
  '/favicon.ico',
  '/graphiql',
  '/admin',
  '/../graphql',
  '/.well-known/apollo/server-health',
];
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY'];
const ACCEPTS = ['*/*', 'application/json', 'text/html', 'text/event-stream', 'multipart/mixed'];

test('without a key, no path, method and Accept shows anything but a refusal or the page that asks for a key', async () => {
  const gateway = await startTestGateway({ config: { callers } });
  const seen = new Set<string>();
  for (const path of PATHS) {
    for (const method of METHODS) {
      const each = ACCEPTS.map(async (accept) => {
        const bytes = post(QUERY, { accept }).toString().replace('POST /graphql', `${method} ${path}`);
        const [answer] = await sendRaw(gateway.url, bytes);
        if (answer === undefined) throw new Error(`no answer to ${method} ${path} with ${accept}`);
        expectSafe(answer);
        seen.add(`${answer.status} ${kindOf(answer)}`);
        expect(answer.body).not.toContain('__typename');
      });
      await Promise.all(each);
    }
  }
  expect([...seen].sort()).toEqual([
    '302 nothing',
    '401 page',
    '401 refusal',
    '404 nothing',
    '404 refusal',
    '405 nothing',
    '405 refusal',
  ]);
  expect([gateway.accesses, gateway.failures]).toEqual([[], []]);
});

function kindOf({
  headers,
  body,
}: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}): string {
  if (body === '') return 'nothing';
  return headers['content-type']?.startsWith('text/html') === true ? 'page' : 'refusal';
}

test('the root leads to the endpoint and nowhere else', async () => {
  const gateway = await startTestGateway({ config: { callers } });
  const [answer] = await sendRaw(gateway.url, 'GET /?next=//evil.example HTTP/1.1\r\nhost: localhost\r\n\r\n');
  expect([answer?.status, answer?.headers.location]).toEqual([302, '/graphql']);
});

test('an address that looks like a health check needs a key like any other', async () => {
  const gateway = await startTestGateway({ config: { callers } });
  const asked = (headers: Readonly<Record<string, string>>) =>
    sendRaw(gateway.url, post(QUERY, headers).toString().replace('/graphql', '/graphql?y=/health'));
  expectRefused((await asked({}))[0], 401, 'UNAUTHENTICATED');
  expect((await asked({ authorization: `Bearer ${key}` }))[0]?.status).toBe(200);
});

test('a refused request is in the audit log by its id, with nothing of what was sent', async () => {
  const gateway = await startTestGateway({ config: { callers } });
  const [answer] = await sendRaw(gateway.url, post(QUERY, { authorization: 'Bearer planted' }));
  expect(gateway.refusals).toEqual([
    {
      requestId: answer?.headers['x-request-id'],
      caller: null,
      code: 'UNAUTHENTICATED',
      reason: expect.stringMatching(/^[a-z_]+$/),
    },
  ]);
  expect(JSON.stringify(gateway.refusals)).not.toContain('planted');
});
