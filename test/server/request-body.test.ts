import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { closeServer, listen } from '../../src/listen.ts';
import { MAX_BODY_BYTES, MAX_RECONCILE_BODY_BYTES, readBytes } from '../../src/server/request-body.ts';
import { startTestGateway } from '../support/gateway.ts';
import { expectRefused, post, QUERY, sendRaw } from './raw-http.ts';

const typed = (type: string) => ({ 'content-type': type });
const query = '{ __typename }';

const refused: ReadonlyArray<readonly [name: string, bytes: Buffer, status: number, code: string]> = [
  ['an empty body', post(''), 400, 'BAD_REQUEST'],
  ['broken JSON', post('{"query":'), 400, 'BAD_REQUEST'],
  ['JSON with something behind it', post(`${QUERY}x`), 400, 'BAD_REQUEST'],
  ['null', post('null'), 400, 'BAD_REQUEST'],
  ['a text', post('"{ __typename }"'), 400, 'BAD_REQUEST'],
  ['a list of requests', post(`[${QUERY},${QUERY}]`), 400, 'BAD_REQUEST'],
  ['an empty list', post('[]'), 400, 'BAD_REQUEST'],
  ['no query', post('{}'), 400, 'BAD_REQUEST'],
  ['a query that is no text', post('{"query":5}'), 400, 'BAD_REQUEST'],
  ['an operation name that is no text', post(JSON.stringify({ query, operationName: {} })), 400, 'BAD_REQUEST'],
  ['variables that are a list', post(JSON.stringify({ query, variables: [] })), 400, 'BAD_REQUEST'],
  ['extensions that are a text', post(JSON.stringify({ query, extensions: 'x' })), 400, 'BAD_REQUEST'],
  ['a member that does not exist', post(JSON.stringify({ query, pad: 1 })), 400, 'BAD_REQUEST'],
  ['a member __proto__', post('{"query":"{ __typename }","__proto__":{}}'), 400, 'BAD_REQUEST'],
  ['two queries', post('{"query":"{ __typename }","query":"{ __typename }"}'), 400, 'BAD_REQUEST'],
  ['two queries, one escaped', post('{"query":"{ __typename }","\\u0071uery":"{ x }"}'), 400, 'BAD_REQUEST'],
  ['two variables', post('{"query":"{ __typename }","variables":{"a":"}"},"variables":{}}'), 400, 'BAD_REQUEST'],
  ['bytes that are no UTF-8', post(Buffer.from('{"query":"{ __typename }\xff"}', 'latin1')), 400, 'BAD_REQUEST'],
  ['UTF-16', post(Buffer.from(QUERY, 'utf16le')), 400, 'BAD_REQUEST'],
  ['half a character in the query', post('{"query":"{ __typename } # \\ud800"}'), 400, 'BAD_REQUEST'],
  [
    'half a character in a variable',
    post('{"query":"{ __typename }","variables":{"a":["\\uDC00"]}}'),
    400,
    'BAD_REQUEST',
  ],
  ['half a character in a name', post('{"query":"{ __typename }","variables":{"\\ud83d":1}}'), 400, 'BAD_REQUEST'],
  [
    'variables nested 20,000 deep',
    post(`{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`),
    400,
    'BAD_REQUEST',
  ],
  ['the label utf-16', post(QUERY, typed('application/json; charset=utf-16')), 400, 'BAD_REQUEST'],
  ['the label latin1', post(QUERY, typed('application/json;charset="iso-8859-1"')), 400, 'BAD_REQUEST'],
  ['gzip', post(gzipSync(QUERY), { 'content-encoding': 'gzip' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form', post('query={__typename}', typed('application/x-www-form-urlencoded')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['multipart', post(QUERY, typed('multipart/form-data; boundary=x')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['text/plain', post(QUERY, typed('text/plain')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['application/graphql', post(query, typed('application/graphql')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['application/jsonp', post(QUERY, typed('application/jsonp')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['text/plain that mentions JSON', post(QUERY, typed('text/plain; application/json')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['no content type', post(QUERY, typed('')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
];

test.each(refused)('%s is refused', async (_name, bytes, status, code) => {
  const gateway = await startTestGateway();
  const [answer] = await sendRaw(gateway.url, bytes);
  expectRefused(answer, status, code);
  expect([gateway.accesses, gateway.failures]).toEqual([[], []]);
});

test.each([
  ['the label "utf-8" in quotes', post(QUERY, typed('application/json; charset="utf-8"'))],
  ['the label UTF-8', post(QUERY, typed('Application/JSON;charset=UTF-8'))],
  ['the encoding identity', post(QUERY, { 'content-encoding': 'Identity' })],
  ['a name twice, but deeper', post('{"query":"{ __typename }","variables":{"query":{"query":[{"a":1},{"a":2}]}}}')],
  [
    'a text that looks like a name twice',
    post(JSON.stringify({ query: '{ __typename } # ","query":"\\', variables: {} })),
  ],
  ['two halves that make a character', post('{"query":"{ __typename } # \\ud83d\\ude00"}')],
])('%s is accepted', async (_name, bytes) => {
  const gateway = await startTestGateway();
  const [answer] = await sendRaw(gateway.url, bytes);
  expect([answer?.status, answer?.body]).toEqual([200, '{"data":{"__typename":"Query"}}']);
});

test.each(['a\0b', 'a\ud83d\ude00', 'a\r\nb'])(
  'the reference %j in a variable is an invalid row, and costs no call',
  async (paymentId) => {
    const gateway = await startTestGateway();
    const { status, data, errors } = await gateway.query(
      'query Row($reference: TransactionReference!) { transaction(reference: $reference) { outcome } }',
      { reference: { genstore: { paymentId } } },
    );
    expect([status, errors]).toEqual([200, undefined]);
    expect(data.transaction.outcome).toBe('INVALID_REFERENCE');
    expect(gateway.genstore.callCount()).toBe(0);
  },
);

const bodyOf = (bytes: number) => {
  const start = '{"query":"{ __typename } #';
  return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
};
const chunked = (body: string) =>
  post(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`, { 'transfer-encoding': 'chunked' });

test.each([
  ['transactions:read', MAX_BODY_BYTES, 64 * 1024],
  ['reconcile', MAX_RECONCILE_BODY_BYTES, 512 * 1024],
] as const)('a caller with the scope %s may send %i bytes and no byte more', async (scope, limit, documented) => {
  expect(limit).toBe(documented);
  const gateway = await startTestGateway({ scopes: [scope] });
  for (const form of [post, chunked]) {
    expect((await sendRaw(gateway.url, form(bodyOf(limit))))[0]?.status).toBe(200);
    expectRefused((await sendRaw(gateway.url, form(bodyOf(limit + 1))))[0], 413, 'REQUEST_TOO_LARGE');
  }
});

test('a client that sends 20 MB hears why they are refused, and may go on', async () => {
  const gateway = await startTestGateway();
  for (const form of [post, chunked]) {
    const bytes = Buffer.concat([form(bodyOf(20_000_000)), post()]);
    const [refusal, next] = await sendRaw(gateway.url, bytes, 2);
    expectRefused(refusal, 413, 'REQUEST_TOO_LARGE');
    expect(next?.status).toBe(200);
  }
});

/** What comes of a body that was there before anybody read it. */
async function readLate(sent: Buffer) {
  const server = createServer(async (request, response) => {
    while (!request.complete) await setImmediate();
    const read = await readBytes(request, 10).then(String, ({ code }) => code);
    response.writeHead(200, { 'content-length': Buffer.byteLength(read) }).end(read);
  });
  onTestFinished(() => closeServer(server));
  return sendRaw(await listen(server, { host: '127.0.0.1', port: 0 }), Buffer.concat([sent, post('next')]), 2);
}

test.each([
  ['nothing', '', ''],
  ['as much as it may', '1234567支', '1234567支'],
  ['a byte more', '12345678支', 'REQUEST_TOO_LARGE'],
])('of a body that has arrived before it is read, %s is read as of any other', async (_name, body, read) => {
  const size = Buffer.byteLength(body).toString(16);
  const inChunks = body === '' ? '0\r\n\r\n' : `${size}\r\n${body}\r\n0\r\n\r\n`;
  for (const sent of [post(body), post(inChunks, { 'transfer-encoding': 'chunked' })]) {
    expect((await readLate(sent)).map((answer) => answer.body)).toEqual([read, 'next']);
  }
});

test('a client that has left before its body is read leaves nobody waiting', async () => {
  const gone = Object.assign(new Readable({ read() {} }), { headers: {} });
  gone.destroy();
  await once(gone, 'close');
  for (const complete of [false, true]) {
    const request = Object.assign(gone, { complete }) as unknown as IncomingMessage;
    await expect(readBytes(request, 10)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  }
});

test('64 levels of nesting are taken, and not one more', async () => {
  const gateway = await startTestGateway();
  const nested = (levels: number) =>
    post(`{"query":"{ __typename }","variables":{"a":${'['.repeat(levels - 2)}"]}"${']'.repeat(levels - 2)}}}`);
  expect((await sendRaw(gateway.url, nested(64)))[0]?.status).toBe(200);
  expectRefused((await sendRaw(gateway.url, nested(65)))[0], 400, 'BAD_REQUEST');
});
