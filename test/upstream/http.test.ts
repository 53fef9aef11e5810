import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UpstreamError } from '../../src/upstream/failure.ts';
import { createHttp, type Http, type HttpLimits, type Reply } from '../../src/upstream/http.ts';
import { DEFAULT_HTTP_LIMITS } from '../support/http-limits.ts';
import { closedOrigin, type Handler, sendJson, startServer, type TestServer } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';

const TOKEN = 'tok_3f8a1c-never-shown';

function http(limits: Partial<HttpLimits> = {}, clock = new ManualClock()): Http {
  const client = createHttp({ clock, limits: { ...DEFAULT_HTTP_LIMITS, ...limits } });
  onTestFinished(() => client.close());
  return client;
}

function get(client: Http, url: string, signal: AbortSignal = new AbortController().signal): Promise<Reply> {
  return client.get({ url, headers: { 'X-Genstore-Access-Token': TOKEN }, signal });
}

/** The failure of a call that must fail with one of our own errors. */
async function failure(call: Promise<Reply>): Promise<UpstreamError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  return error as UpstreamError;
}

/** undici's own timers then come too late to close a connection that we forgot. */
const NO_BACKSTOP: Partial<HttpLimits> = { attemptTimeoutMs: 60_000 };

/** `before` is awaited while the server and the client still stand. */
async function failureFrom(
  handler: Handler,
  limits: Partial<HttpLimits> = {},
  before: Promise<void> = Promise.resolve(),
): Promise<UpstreamError> {
  await using server = await startServer(handler);
  const error = await failure(get(http(limits), `${server.origin}/api/payment/PI1?secret=query`));
  expect(server.requests, 'calls').toHaveLength(1);
  await before;
  return error;
}

/** A peer that answers every connection with these bytes and then closes it: for replies that node:http refuses to send. */
async function rawServer(bytes: string): Promise<{ origin: string; connections: () => number }> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.once('data', () => socket.end(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections };
}

describe('a whole reply', () => {
  test('carries status, headers, text and the number of decoded bytes', async () => {
    await using server = await startServer((_, response) =>
      sendJson(response, '{"é":1.20}', 418, { 'retry-after': '7' }),
    );
    const reply = await get(http(), `${server.origin}/x`);
    expect(reply).toMatchObject({ status: 418, isJson: true, text: '{"é":1.20}', bytes: 11 });
    expect(reply.header('Retry-After')).toBe('7');
    expect(reply.header('absent')).toBeNull();
  });

  test('asks for JSON, once, with the given headers and GET', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    await get(http(), `${server.origin}/x?a=b%20c`);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/x?a=b%20c',
      headers: { accept: 'application/json', 'x-genstore-access-token': TOKEN, 'user-agent': 'paylens' },
    });
  });

  test.each([429, 500, 502, 503])('is not asked for again after status %i', async (status) => {
    await using server = await startServer((_, response) => sendJson(response, '{}', status, { 'retry-after': '0' }));
    const reply = await get(http(), server.origin);
    expect(reply.status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test('is empty text for 204', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(204).end();
    });
    expect(await get(http(), server.origin)).toMatchObject({ status: 204, text: '', bytes: 0, isJson: false });
  });

  test.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['APPLICATION/JSON', true],
    ['application/problem+json', true],
    ['text/html', false],
    ['text/plain', false],
    ['application/jsonp', false],
    ['text/html; a=application/json', false],
  ])('with content type %s is JSON: %s', async (contentType, isJson) => {
    await using server = await startServer((_, response) =>
      sendJson(response, '{}', 200, { 'content-type': contentType }),
    );
    expect((await get(http(), server.origin)).isJson).toBe(isJson);
  });

  test('without a content type is not JSON', async () => {
    await using server = await startServer((_, response) => void response.end('{}'));
    expect((await get(http(), server.origin)).isJson).toBe(false);
  });

  test('loses its byte order mark and nothing else', async () => {
    await using server = await startServer((_, response) => sendJson(response, '\uFEFF{"a":"\uFEFFb"}'));
    expect((await get(http(), server.origin)).text).toBe('{"a":"\uFEFFb"}');
  });

  test('keeps a character that is split over two chunks', async () => {
    const [first, second] = [Buffer.from('{"a":"漢').subarray(0, 7), Buffer.from('{"a":"漢"}').subarray(7)];
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(first, () => setImmediate(() => response.end(second)));
    });
    expect((await get(http(), server.origin)).text).toBe('{"a":"漢"}');
  });

  test.each<[string, (body: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['deflate, gzip', (body) => gzipSync(deflateSync(body))],
    ['identity', Buffer.from],
  ])('packed as %s is unpacked, and counted as it came out', async (encoding, pack) => {
    const body = `{"a":"${'漢'.repeat(2_000)}"}`;
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
      response.end(pack(body));
    });
    expect(await get(http(), server.origin)).toMatchObject({ text: body, bytes: Buffer.byteLength(body) });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('br, gzip, deflate');
  });

  test('without a body is not packed, whatever it says', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(204, { 'content-encoding': 'gzip' }).end();
    });
    expect((await get(http(), server.origin)).text).toBe('');
  });

  test('has headers that came twice as one', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}', 200, { a: ['1', '2'] as never }));
    expect((await get(http(), server.origin)).header('A')).toBe('1, 2');
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i is a failure, and the other host never hears of the token',
    async (status) => {
      await using other = await startServer((_, response) => sendJson(response, '{"payment":{}}'));
      await using server = await startServer((_, response) => {
        response.writeHead(status, { location: `${other.origin}/stolen` }).end('moved');
      });
      const error = await failure(get(http(), server.origin));
      expect(error).toMatchObject({ reason: 'redirect', outcome: 'MALFORMED_RESPONSE' });
      expect(other.requests).toEqual([]);
      expect(other.sockets).toEqual([]);
      expect(server.requests).toHaveLength(1);
    },
  );

  test('within the same host are not followed either', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
      else sendJson(response, '{}');
    });
    expect((await failure(get(http(), `${server.origin}/a`))).reason).toBe('redirect');
    expect(server.requests.map(({ url }) => url)).toEqual(['/a']);
  });

  test('do not hold their connection: the rest of the body is not waited for', async () => {
    const closed = Promise.withResolvers<void>();
    const error = await failureFrom(
      (_, response) => {
        response.on('close', closed.resolve);
        response.writeHead(302, { location: '/b' });
        response.write('moved, and never ending');
      },
      NO_BACKSTOP,
      closed.promise,
    );
    expect(error.reason).toBe('redirect');
  });

  test('304 is no answer to a call that asked for no condition', async () => {
    const error = await failureFrom((_, response) => void response.writeHead(304).end());
    expect(error.reason).toBe('redirect');
  });
});

describe('the byte cap', () => {
  const limits = { maxReplyBytes: 1_000 };

  test('admits exactly as many bytes as it says', async () => {
    await using server = await startServer((_, response) => sendJson(response, 'x'.repeat(1_000)));
    expect((await get(http(limits), server.origin)).bytes).toBe(1_000);
  });

  test('counts bytes, not characters', async () => {
    const error = await failureFrom((_, response) => sendJson(response, '漢'.repeat(334)), limits);
    expect(error.reason).toBe('too_large');
  });

  test('refuses a declared length before it reads a byte, and closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    // Only 10 bytes ever come: a reader that waited for the rest would hang until the test times out.
    const error = await failureFrom(
      (_, response) => {
        response.on('close', closed.resolve);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000000' });
        response.write('0123456789');
      },
      { ...limits, ...NO_BACKSTOP },
      closed.promise,
    );
    expect(error).toMatchObject({ reason: 'too_large', outcome: 'MALFORMED_RESPONSE' });
  });

  test('stops a body that declares no length, and closes its connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    await using server = await startServer((_, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'application/json' });
      const pump = () => {
        while (!response.destroyed && response.write('x'.repeat(600)));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    expect((await failure(get(http(limits), server.origin))).reason).toBe('too_large');
    await closed;
  });

  test('stops a gzip bomb, whose compressed length is under the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(800_000, 'x'), { level: 9 });
    expect(bomb.byteLength).toBeLessThan(1_000);
    const error = await failureFrom((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': String(bomb.byteLength),
      });
      response.end(bomb);
    }, limits);
    expect(error.reason).toBe('too_large');
  });

  test('stops a bomb in a bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(5_000_000, 'x'), { level: 9 }), { level: 9 });
    const error = await failureFrom((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip, gzip' });
      response.end(bomb);
    }, limits);
    expect(error.reason).toBe('too_large');
  });
});

describe('the deadline of an attempt', () => {
  const limits = { attemptTimeoutMs: 2_000 };

  /** Calls a server that goes silent at some point, and moves the clock when it has. */
  async function silent(handler: (response: ServerResponse, reached: () => void) => void) {
    const clock = new ManualClock();
    const reached = Promise.withResolvers<void>();
    let closed: Promise<unknown> = Promise.resolve();
    const server = await startServer((_, response) => {
      closed = once(response, 'close');
      handler(response, reached.resolve);
    });
    onTestFinished(() => server[Symbol.asyncDispose]());
    const call = failure(get(http(limits, clock), server.origin));
    await reached.promise;
    return { clock, call, server, closed: () => closed };
  }

  test('ends a call that gets no headers', async () => {
    const { clock, call, closed } = await silent((_, reached) => reached());
    clock.advance(2_000);
    expect(await call).toMatchObject({ reason: 'ttfb', outcome: 'PROVIDER_UNAVAILABLE' });
    await closed();
  });

  test('ends a call whose body stops half-way, and closes the connection', async () => {
    const clock = new ManualClock();
    const closed = Promise.withResolvers<void>();
    await using server = await startServer((_, response) => {
      response.on('close', closed.resolve);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"payment":');
    });
    // The read position of the client cannot be seen from here, so it is asked of undici.
    const { promise: begun, resolve: begin } = Promise.withResolvers<unknown>();
    subscribe('undici:request:headers', begin);
    onTestFinished(() => void unsubscribe('undici:request:headers', begin));
    const call = failure(get(http(limits, clock), server.origin));
    await begun;
    clock.advance(2_000);
    expect(await call).toMatchObject({ reason: 'body_timeout', outcome: 'PROVIDER_UNAVAILABLE' });
    await closed.promise;
  });

  test('does not end a call a millisecond early', async () => {
    const clock = new ManualClock();
    const arrived = Promise.withResolvers<ServerResponse>();
    await using server = await startServer((_, response) => arrived.resolve(response));
    const call = get(http(limits, clock), server.origin);
    const response = await arrived.promise;
    clock.advance(1_999);
    sendJson(response, '{}');
    expect((await call).text).toBe('{}');
  });

  test('leaves no timer behind, whether the call succeeds or fails', async () => {
    const clock = new ManualClock();
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = http(limits, clock);
    await get(client, server.origin);
    await failure(get(client, await closedOrigin()));
    expect(clock.pending).toBe(0);
  });
});

describe('a caller who leaves', () => {
  test('closes the connection at the provider', async () => {
    const arrived = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    await using server = await startServer((_, response) => {
      response.on('close', closed.resolve);
      arrived.resolve();
    });
    const caller = new AbortController();
    const call = failure(get(http(), server.origin, caller.signal));
    await arrived.promise;
    caller.abort(new Error(`with ${TOKEN} in its reason`));
    const error = await call;
    expect(error).toMatchObject({ reason: 'cancelled', outcome: 'DEADLINE_EXCEEDED' });
    expect(inspect(error, { depth: 10 })).not.toContain(TOKEN);
    await closed.promise;
  });

  test('while all connections are taken never makes the call, and does not wait for one', async () => {
    const arrived = Promise.withResolvers<ServerResponse>();
    await using server = await startServer((request, response) => {
      if (request.url === '/first') arrived.resolve(response);
      else sendJson(response, '{}');
    });
    const client = http({ connectionsPerOrigin: 1 });
    const first = get(client, `${server.origin}/first`);
    const response = await arrived.promise;
    const caller = new AbortController();
    const call = failure(get(client, `${server.origin}/second`, caller.signal));
    setImmediate(() => caller.abort());
    expect((await call).reason).toBe('cancelled');
    sendJson(response, '{}');
    await first;
    await get(client, `${server.origin}/third`);
    expect(server.requests.map(({ url }) => url)).toEqual(['/first', '/third']);
  });

  test('before the call makes no call', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    expect((await failure(get(http(), server.origin, AbortSignal.abort()))).reason).toBe('cancelled');
    expect(server.sockets).toHaveLength(0);
  });

  test('after the reply changes nothing, and leaves no listener on the signal', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const caller = new AbortController();
    const removed = vi.spyOn(caller.signal, 'removeEventListener');
    const reply = await get(http(), server.origin, caller.signal);
    caller.abort();
    expect(reply.text).toBe('{}');
    expect(removed).toHaveBeenCalledTimes(1);
  });
});

describe('connections', () => {
  test('are kept alive: ten calls one after the other do not make ten', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = http();
    for (let call = 0; call < 10; call += 1) await get(client, server.origin);
    expect(server.requests).toHaveLength(10);
    // Two, where the pool has not yet noticed that the first one is free again.
    expect(server.sockets.length).toBeLessThanOrEqual(2);
  });

  test('are bounded for each origin', async () => {
    await using server = await startServer((_, response) => void setImmediate(() => sendJson(response, '{}')));
    const client = http({ connectionsPerOrigin: 2 });
    await Promise.all(Array.from({ length: 12 }, () => get(client, server.origin)));
    expect(server.requests).toHaveLength(12);
    expect(server.sockets).toHaveLength(2);
  });

  test('are closed with the client', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const client = createHttp({ clock: new ManualClock(), limits: DEFAULT_HTTP_LIMITS });
    await get(client, server.origin);
    const [socket] = server.sockets;
    const closed = socket === undefined ? Promise.reject(new Error('no socket')) : once(socket, 'close');
    await client.close();
    await closed;
  });
});

describe('a broken exchange', () => {
  test('connection refused', async () => {
    const error = await failure(get(http(), await closedOrigin()));
    expect(error).toMatchObject({ reason: 'conn_refused', outcome: 'PROVIDER_UNAVAILABLE' });
  });

  test('plain HTTP where TLS was expected', async () => {
    await using server = await startServer((_, response) => sendJson(response, '{}'));
    const error = await failure(get(http(), server.origin.replace('http:', 'https:')));
    expect(error).toMatchObject({ reason: 'tls', outcome: 'PROVIDER_UNAVAILABLE' });
    expect(server.requests).toEqual([]);
  });

  test('reset before the headers', async () => {
    const error = await failureFrom((request) => void request.socket.resetAndDestroy());
    expect(error).toMatchObject({ reason: 'reset', outcome: 'PROVIDER_UNAVAILABLE' });
  });

  test('closed before the headers', async () => {
    const error = await failureFrom((request) => void request.socket.end());
    expect(error).toMatchObject({ reason: 'reset', outcome: 'PROVIDER_UNAVAILABLE' });
  });

  test('reset in the middle of the body, although what came is whole JSON', async () => {
    const error = await failureFrom((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"payment":{}}', () => request.socket.resetAndDestroy());
    });
    expect(error).toMatchObject({ reason: 'reset', outcome: 'PROVIDER_UNAVAILABLE' });
  });

  test.each([
    [
      'a body shorter than declared',
      'reset',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{}',
    ],
    [
      'a chunk without its end',
      'reset',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
    ],
    [
      'a chunk length that is none',
      'proto',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
    ],
    ['a bad status line', 'proto', 'HTTP/1.1 OK\r\n\r\n{}'],
    ['two different lengths', 'proto', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    [
      'headers beyond all bounds',
      'proto',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\ncontent-length: 2\r\n\r\n{}`,
    ],
  ] as const)('%s gives no partial record', async (_, reason, bytes) => {
    const server = await rawServer(bytes);
    const error = await failure(get(http(), server.origin));
    expect(error.outcome).toBe('PROVIDER_UNAVAILABLE');
    expect(error.reason).toBe(reason);
    expect(server.connections()).toBe(1);
  });

  test('a body that is no gzip', async () => {
    const error = await failureFrom((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end('{"not":"gzip"}');
    });
    expect(error).toMatchObject({ reason: 'encoding', outcome: 'MALFORMED_RESPONSE' });
  });

  test.each(['zstd', 'gzip, gzip, gzip, gzip, gzip, gzip', ''])(
    'a body packed as "%s", for which nobody asked',
    async (encoding) => {
      const error = await failureFrom((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
        response.end('{}');
      });
      expect(error).toMatchObject({ reason: 'encoding', outcome: 'MALFORMED_RESPONSE' });
    },
  );

  test.each([
    ['a stray byte', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a character that is cut off at the end', Buffer.from('{"a":"漢').subarray(0, 7)],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ])('%s is no UTF-8, and nothing is put in its place', async (_, bytes) => {
    const error = await failureFrom((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(bytes);
    });
    expect(error).toMatchObject({ reason: 'encoding', outcome: 'MALFORMED_RESPONSE' });
  });
});

describe('an error', () => {
  const broken: ReadonlyArray<readonly [string, (server: TestServer) => string]> = [
    ['refused', () => 'http://127.0.0.1:1/'],
    ['reset', (server) => `${server.origin}/reset`],
    ['redirected', (server) => `${server.origin}/redirect`],
    ['too large', (server) => `${server.origin}/large`],
  ];

  test.each(broken)('of a call that was %s holds no URL, token, body, cause or foreign error', async (_, target) => {
    await using server = await startServer((request, response) => {
      if (request.url?.startsWith('/reset')) request.socket.resetAndDestroy();
      else if (request.url?.startsWith('/redirect')) response.writeHead(302, { location: '/elsewhere' }).end();
      else sendJson(response, 'body-text '.repeat(100));
    });
    const error = await failure(get(http({ maxReplyBytes: 100 }), `${target(server)}?customer=4711`));
    const shown = inspect(error, { depth: 10, showHidden: true, getters: true });
    expect(error.cause).toBeUndefined();
    for (const secret of [TOKEN, '127.0.0.1', 'customer', '4711', 'body-text', 'elsewhere', 'KyError', 'Request {']) {
      expect(shown).not.toContain(secret);
    }
    expect(error.message).toBe(`provider call failed: ${error.reason}`);
  });

  test('of a header value that cannot be sent does not quote the value', async () => {
    const error = await failure(
      http().get({
        url: 'http://127.0.0.1:1/',
        headers: { a: `${TOKEN}\nx` },
        signal: new AbortController().signal,
      }),
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TOKEN);
  });
});
