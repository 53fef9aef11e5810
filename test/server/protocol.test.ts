import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, expectSafe, openConnection, post, QUERY, sendRaw } from './raw-http.ts';

const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const get = (url: string, ...lines: readonly string[]) => head(`GET ${url} HTTP/1.1`, 'host: localhost', ...lines);

const refused: ReadonlyArray<readonly [name: string, bytes: string | Buffer, status: number, code: string]> = [
  ['no Host', head('GET /graphql HTTP/1.1'), 400, 'BAD_REQUEST'],
  ['an empty Host', head('GET /graphql HTTP/1.1', 'host:'), 400, 'BAD_REQUEST'],
  ['two Hosts', get('/graphql', 'host: localhost'), 400, 'BAD_REQUEST'],
  ['a malformed Host', post(QUERY, { host: 'a b<>' }), 400, 'BAD_REQUEST'],
  ['a Host with a user', post(QUERY, { host: 'localhost@evil.example' }), 400, 'BAD_REQUEST'],
  ['a Host with a path', post(QUERY, { host: 'localhost/x' }), 400, 'BAD_REQUEST'],
  ['a Host whose port is no number', post(QUERY, { host: 'localhost:x' }), 400, 'BAD_REQUEST'],
  ['a foreign Host', post(QUERY, { host: 'evil.example' }), 421, 'MISDIRECTED_REQUEST'],
  ['a foreign address', post(QUERY, { host: '[fd00::1]:80' }), 421, 'MISDIRECTED_REQUEST'],
  ['a Host that begins like loopback', post(QUERY, { host: '127.0.0.1.evil.example' }), 421, 'MISDIRECTED_REQUEST'],
  ['a Host that ends like loopback', post(QUERY, { host: 'evil.localhost' }), 421, 'MISDIRECTED_REQUEST'],
  ['a URL with a host', get('http://localhost/graphql'), 400, 'BAD_REQUEST'],
  ['a URL with a foreign host', get('http://evil.example/graphql'), 400, 'BAD_REQUEST'],
  ['a path that begins like a host', get('//evil.example/graphql'), 404, 'BAD_REQUEST'],
  [
    'a length and chunks',
    post('0\r\n\r\n', { 'content-length': '5', 'transfer-encoding': 'chunked' }),
    400,
    'BAD_REQUEST',
  ],
  ['two lengths', post(QUERY, { 'content-length': '5\r\ncontent-length: 6' }), 400, 'BAD_REQUEST'],
  ['a length that is no number', post(QUERY, { 'content-length': '0x10' }), 400, 'BAD_REQUEST'],
  ['a length that is too short', post(QUERY, { 'content-length': '10' }), 400, 'BAD_REQUEST'],
  ['a broken chunk', post('zz\r\n', { 'transfer-encoding': 'chunked' }), 400, 'BAD_REQUEST'],
  ['an unknown transfer encoding', post(QUERY, { 'transfer-encoding': 'zip' }), 400, 'BAD_REQUEST'],
  ['a header folded over two lines', get('/graphql', 'x: a', ' b'), 400, 'BAD_REQUEST'],
  ['a blank before the colon', get('/graphql', 'x : a'), 400, 'BAD_REQUEST'],
  ['a NUL in a header', get('/graphql', 'x: a\0b'), 400, 'BAD_REQUEST'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400, 'BAD_REQUEST'],
  ['HTTP/2', head('PRI * HTTP/2.0', '', 'SM'), 400, 'BAD_REQUEST'],
  ['another path', post().toString().replace('/graphql', '/admin'), 404, 'BAD_REQUEST'],
  ['a path below', post().toString().replace('/graphql', '/graphql/x'), 404, 'BAD_REQUEST'],
  ['GET with a query', get('/graphql?query={__typename}'), 405, 'METHOD_NOT_ALLOWED'],
  ['PUT', post().toString().replace('POST', 'PUT'), 405, 'METHOD_NOT_ALLOWED'],
  ['DELETE', post().toString().replace('POST', 'DELETE'), 405, 'METHOD_NOT_ALLOWED'],
  ['TRACE', head('TRACE /graphql HTTP/1.1', 'host: localhost', 'x-secret: echo'), 405, 'METHOD_NOT_ALLOWED'],
  ['CONNECT', head('CONNECT localhost:80 HTTP/1.1', 'host: localhost'), 405, 'METHOD_NOT_ALLOWED'],
  ['HEAD', head('HEAD /graphql HTTP/1.1', 'host: localhost', 'connection: close'), 405, 'METHOD_NOT_ALLOWED'],
  ['OPTIONS', head('OPTIONS /graphql HTTP/1.1', 'host: localhost'), 405, 'METHOD_NOT_ALLOWED'],
  ['OPTIONS of the server', head('OPTIONS * HTTP/1.1', 'host: localhost'), 400, 'BAD_REQUEST'],
  ['Upgrade', get('/graphql', 'connection: upgrade', 'upgrade: websocket'), 405, 'METHOD_NOT_ALLOWED'],
  ['headers beyond 16 KiB', get('/graphql', `x: ${'x'.repeat(17_000)}`), 431, 'HEADERS_TOO_LARGE'],
  ['short headers beyond 16 KiB', get('/graphql', ...Array(9_000).fill('x: y')), 431, 'HEADERS_TOO_LARGE'],
  ['a second Host behind 2,500 headers', get('/graphql', ...Array(2_500).fill('x: y'), 'host: a'), 400, 'BAD_REQUEST'],
];

test.each(refused)('%s is refused with a typed answer', async (_name, bytes, status, code) => {
  const gateway = await startTestGateway();
  const [answer] = await sendRaw(gateway.url, bytes);
  expectRefused(answer, status, code);
  expect(answer?.body ?? '').not.toContain('echo');
  expect(gateway.failures).toEqual([]);
  expect((await gateway.query('{ __typename }')).status).toBe(200);
});

test.each([
  ['HTTP/1.0', post().toString().replace('HTTP/1.1', 'HTTP/1.0')],
  ['an expectation that nobody knows', post(QUERY, { expect: 'x' })],
  ['an Upgrade that is not needed', post(QUERY, { connection: 'upgrade', upgrade: 'h2c' })],
  ['a Host with a port', post(QUERY, { host: 'LOCALHOST:80' })],
  ['a Host that is an IPv6 address', post(QUERY, { host: '[::1]:80' })],
  [
    'chunks',
    post(`5\r\n${QUERY.slice(0, 5)}\r\n${(QUERY.length - 5).toString(16)}\r\n${QUERY.slice(5)}\r\n0\r\n\r\n`, {
      'transfer-encoding': 'chunked',
    }),
  ],
])('%s is answered', async (_name, bytes) => {
  const gateway = await startTestGateway();
  const [answer] = await sendRaw(gateway.url, bytes);
  expect([answer?.status, answer?.body]).toEqual([200, '{"data":{"__typename":"Query"}}']);
});

test('a client that waits for leave to send its body gets it', async () => {
  const gateway = await startTestGateway();
  const [interim, answer] = await sendRaw(gateway.url, post(QUERY, { expect: '100-continue' }), 2);
  expect([interim?.status, answer?.status]).toEqual([100, 200]);
});

test('requests that are sent at once over one connection are answered in their order', async () => {
  const gateway = await startTestGateway();
  const named = (name: string) => post(JSON.stringify({ query: `{ ${name}: __typename }` }));
  const bytes = Buffer.concat([named('first'), post('no JSON'), named('second'), named('third')]);
  const answers = await sendRaw(gateway.url, bytes, 4);
  expect(answers.map(({ status, body }) => [status, Object.keys(JSON.parse(body).data ?? {})[0]])).toEqual([
    [200, 'first'],
    [400, undefined],
    [200, 'second'],
    [200, 'third'],
  ]);
  for (const answer of answers) expectSafe(answer);
  expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
});

test.each(['h2c', 'websocket'])(
  'what comes behind a request that offers %s is not read, not even in part',
  async (protocol) => {
    const gateway = await startTestGateway();
    const named = (name: string) => post(JSON.stringify({ query: `{ ${name}: __typename }` }));
    const offering = post(JSON.stringify({ query: '{ first: __typename }' }), {
      connection: 'upgrade',
      upgrade: protocol,
    });
    const hidden = named('hidden');
    const carrying = post(hidden.toString());
    const connection = openConnection(gateway.url);
    // The head of the second with the first, and its body, which reads as a request, later.
    connection.write(Buffer.concat([offering, carrying.subarray(0, -hidden.length)]));
    const [answer] = await connection.answers(1);
    expect([answer?.status, answer?.body, answer?.headers.connection]).toEqual([
      200,
      '{"data":{"first":"Query"}}',
      'close',
    ]);
    connection.write(hidden);
    await connection.closed;
    expect(await connection.answers(1)).toHaveLength(1);
  },
);

test('a second request that is no HTTP is refused after the first was answered', async () => {
  const gateway = await startTestGateway();
  const connection = openConnection(gateway.url);
  connection.write(post());
  expect((await connection.answers(1))[0]?.status).toBe(200);
  connection.write('no HTTP\r\n\r\n');
  expectRefused((await connection.answers(2))[1], 400, 'BAD_REQUEST');
  await connection.closed;
});

test('an address of its own under which the gateway listens is a Host, with or without brackets', async () => {
  const { server } = loadConfig({});
  const gateway = await startTestGateway({
    config: { server: { ...server, hosts: ['Pay.example', 'x.example:81'], host: 'fd00::1' } },
  });
  const statuses = [
    'pay.example',
    'pay.example:80',
    'x.example:81',
    '[FD00::1]:4000',
    'x.example:82',
    'a.pay.example',
  ].map(async (host) => [host, (await sendRaw(gateway.url, post(QUERY, { host })))[0]?.status]);
  expect(await Promise.all(statuses)).toEqual([
    ['pay.example', 200],
    ['pay.example:80', 200],
    ['x.example:81', 200],
    ['[FD00::1]:4000', 200],
    ['x.example:82', 421],
    ['a.pay.example', 421],
  ]);
});
