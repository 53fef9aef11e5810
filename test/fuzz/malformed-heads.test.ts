import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { expectTyped } from './typed-answer.ts';
import { hostileText } from './vocabulary.ts';
import { writeBytes } from './wire.ts';

const SEED = 20_260_103;
const RUNS = 2_000;
const BODY = '{"query":"{ __typename }"}';

const NAMES = [
  ...[
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'Content-Type',
    'Content-Encoding',
    'Accept',
    'Authorization',
    'Origin',
  ],
  ...[
    'Expect',
    'Connection',
    'Upgrade',
    'X-Forwarded-Host',
    'X-Request-Id',
    'Cookie',
    'X-HTTP-Method-Override',
    '__proto__',
    '',
  ],
];
const VALUES = [
  ...[
    '127.0.0.1',
    'localhost',
    'evil.example',
    'a b',
    '[::1]',
    '0',
    '-1',
    '26',
    '27',
    '1e3',
    '99999999999999999999',
    '0x1a',
    'chunked',
    'gzip, chunked',
  ],
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'application/json;charset="utf-8"',
    'text/plain',
    '*/*;q=0',
    'text/html',
  ],
  ...['Bearer x', 'null', 'https://evil.example', '100-continue', 'close', 'upgrade', 'websocket', 'h2c', 'gzip', ''],
];
const METHODS = ['GET', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'post', 'PRI', 'QUERY', ''];
const TARGETS = [
  '/',
  '/graphql?query={__typename}',
  '/graphql/',
  '//graphql',
  '/../graphql',
  'http://evil.example/graphql',
  '*',
  '/health',
  '',
];

const header = fc
  .tuple(fc.oneof(fc.constantFrom(...NAMES), hostileText), fc.oneof(fc.constantFrom(...VALUES), hostileText))
  .map(([name, value]) => `${name}: ${value}`);

/** Mostly the right one, because two faults at once hide each other. */
function mostly<Value>(right: Value, wrong: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: wrong });
}

/** A request line, headers and a body, each right or wrong. */
const heads = fc
  .record({
    method: mostly('POST', fc.oneof(fc.constantFrom(...METHODS), hostileText)),
    target: mostly(
      '/graphql',
      fc.oneof(
        fc.constantFrom(...TARGETS),
        hostileText.map((text) => `/graphql${text}`),
      ),
    ),
    version: mostly('HTTP/1.1', fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'http/1.1', '')),
    host: mostly('Host: 127.0.0.1', fc.constantFrom('Host: evil.example', 'Host: a b', 'Host:', '')),
    type: mostly('Content-Type: application/json', fc.constantFrom('Content-Type: text/plain', '')),
    length: mostly(`Content-Length: ${BODY.length}`, fc.constantFrom('Content-Length: 5', 'Content-Length: 900', '')),
    others: mostly([], fc.array(header, { minLength: 1, maxLength: 4 })),
    body: mostly(BODY, fc.oneof(fc.constant(`1a\r\n${BODY}\r\n0\r\n\r\n`), hostileText)),
    lineEnd: mostly('\r\n', fc.constantFrom('\n', '\r')),
  })
  .map(({ method, target, version, host, type, length, others, body, lineEnd }) =>
    [`${method} ${target} ${version}`, ...[host, type, length, ...others].filter((line) => line !== ''), '', body].join(
      lineEnd,
    ),
  );

const bytes = fc.oneof(
  { weight: 12, arbitrary: heads },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  // Two requests in one go, the second hidden behind the first.
  { weight: 2, arbitrary: fc.tuple(heads, heads).map(([first, second]) => first + second) },
);

test(`${RUNS} generated heads each get typed answers, or none where there is no request`, async () => {
  const gateway = await startTestGateway({ limits: { referencesPerMinute: 10_000_000 } });
  const statuses = new Map<number, number>();
  const isTyped = fc.asyncProperty(bytes, async (text) => {
    for (const { status, type, body } of await writeBytes(gateway.url, text)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      // GraphiQL's page, the way to it, and a preflight have no JSON.
      if (type.startsWith('text/html')) expect(status).toBe(200);
      else if (body === '') expect([204, 302]).toContain(status);
      else expectTyped(status, body);
    }
  });
  await fc.assert(isTyped, { numRuns: RUNS, seed: SEED });
  for (const status of [200, 400, 405, 415, 421]) expect([...statuses.keys()]).toContain(status);
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  expect(gateway.failures).toEqual([]);
}, 120_000);
