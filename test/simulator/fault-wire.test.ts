import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { FaultCatalogue, faultId, type SharedFaultName } from '../../src/simulator/faults.ts';
import { type Asked, ask, GENSTORE, PROVIDERS, START, withSimulator, YEDPAY } from './asking.ts';

type Ending = 'closed' | 'reset' | 'open';

const JSON_200 = /^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)?Content-Type: application\/json\r\n/;
const status = (code: number, more = '') => new RegExp(`^HTTP/1\\.1 ${code} ${more}`);
const found = (pattern: string) => new RegExp(`${JSON_200.source}[\\s\\S]*${pattern}`);

/** What each fault puts on a bare socket, and how it leaves it; an open one is given up as soon as it shows this much. */
const ON_THE_WIRE: Readonly<Record<SharedFaultName, readonly [ending: Ending, bytes: RegExp]>> = {
  slow: ['closed', found('"paid|2025-01-15')],
  hang: ['open', /^$/],
  slow_headers: ['open', /^HTTP\/1\.1 200 OK\r\nX-Padding: xx+$/],
  drip: ['open', found('\r\n\r\n\\{[\\s\\S]{1,40}$')],
  hang_body: ['open', found('\r\n\r\n\\{[\\s\\S]{40}')],
  reset_before: ['reset', /^$/],
  fin_before: ['closed', /^$/],
  // A reset may overtake what came before it.
  reset_body: ['reset', /^$|[^}]\s*$/],
  short_cl: ['closed', found('\\}\\s*$')],
  bad_chunk: ['closed', found('Transfer-Encoding: chunked\r\n\r\nzz\r\n\\{')],
  bad_status_line: ['closed', /^HTTP\/1\.1 OK\r\n/],
  dup_cl: ['closed', found('Content-Length: (\\d+)\r\nContent-Length: (?!\\1)\\d+\r\n\r\n')],
  big_headers: ['closed', found('X-Padding: x{32768}\r\n')],
  s400: ['closed', status(400, 'Bad Request')],
  s401: ['closed', status(401)],
  s403: ['closed', status(403)],
  s404: ['closed', status(404, '[\\s\\S]*\r\n\r\n\\{')],
  s404_html: ['closed', status(404, '[\\s\\S]*text/html[\\s\\S]*<!doctype html>')],
  s405: ['closed', status(405)],
  s409: ['closed', status(409)],
  s410: ['closed', status(410, '[\\s\\S]*\r\n\r\n\\{')],
  s418: ['closed', status(418)],
  s422: ['closed', status(422)],
  s429: ['closed', /^HTTP\/1\.1 429 (?![\s\S]*Retry-After)/],
  s429_sec: ['closed', status(429, '[\\s\\S]*Retry-After: 2\r\n')],
  s429_date: ['closed', status(429, '[\\s\\S]*Retry-After: Sun, 01 Jun 2025 12:00:02 GMT\r\n')],
  s429_bad: ['closed', status(429, '[\\s\\S]*Retry-After: soon\r\n')],
  s429_neg: ['closed', status(429, '[\\s\\S]*Retry-After: -5\r\n')],
  s429_huge: ['closed', status(429, '[\\s\\S]*Retry-After: 86400\r\n')],
  s500: ['closed', status(500, '[\\s\\S]*\r\n\r\n\\{')],
  s500_html: ['closed', status(500, '[\\s\\S]*<!doctype html>')],
  s502: ['closed', status(502)],
  s503: ['closed', /^HTTP\/1\.1 503 (?![\s\S]*Retry-After)/],
  s503_retry_after: ['closed', status(503, '[\\s\\S]*Retry-After: 2\r\n')],
  s504: ['closed', status(504)],
  r301: ['closed', status(301, '[\\s\\S]*Location: /elsewhere\r\n')],
  r302: ['closed', status(302, '[\\s\\S]*Location: /elsewhere\r\n')],
  r303: ['closed', status(303, '[\\s\\S]*Location: /elsewhere\r\n')],
  r304: ['closed', /^HTTP\/1\.1 304 (?![\s\S]*(?:Content-Length|Location))[\s\S]*\r\n\r\n$/],
  r307: ['closed', status(307, '[\\s\\S]*Location: /elsewhere\r\n')],
  r308: ['closed', status(308, '[\\s\\S]*Location: /elsewhere\r\n')],
  html200: ['closed', status(200, '[\\s\\S]*text/html[\\s\\S]*<!doctype html>')],
  json_as_text: ['closed', status(200, '[\\s\\S]*Content-Type: text/plain\r\n[\\s\\S]*\r\n\r\n\\{')],
  no_ct: ['closed', /^HTTP\/1\.1 200 (?![\s\S]*Content-Type)[\s\S]*\r\n\r\n\{/],
  empty200: ['closed', found('Content-Length: 0\r\n[\\s\\S]*\r\n\r\n$')],
  s204: ['closed', /^HTTP\/1\.1 204 (?![\s\S]*Content-Length)[\s\S]*\r\n\r\n$/],
  truncated: ['closed', found('\r\n\r\n\\{[\\s\\S]*[^}\\s]\\s*$')],
  trailing_junk: ['closed', found('\\}\\s*\\} junk$')],
  nan_literal: ['closed', found('"amount":NaN,')],
  invalid_utf8: ['closed', found('"\u00ff\u00fe"')],
  json_null: ['closed', found('\r\n\r\nnull$')],
  json_number: ['closed', found('\r\n\r\n42$')],
  json_text: ['closed', found('\r\n\r\n"a text"$')],
  json_list: ['closed', found('\r\n\r\n\\[\\]$')],
  deep: ['closed', found('"(?:payment|data)":\\[{50000}\\]{50000}\\}$')],
  bom: ['closed', found('\r\n\r\n\u00ef\u00bb\u00bf\\{')],
  big: ['open', found('\\{"padding":"x+')],
  big_cl: ['open', found('Content-Length: 104857600\r\n[\\s\\S]*\\{"padding":"')],
  bomb: [
    'closed',
    found('Content-Encoding: gzip\r\n[\\s\\S]*Content-Length: 1\\d{5}\r\n[\\s\\S]*\r\n\r\n\u001f\u008b'),
  ],
  double_gzip: ['closed', found('Content-Encoding: gzip\r\n[\\s\\S]*\r\n\r\n\u001f\u008b')],
  bad_gzip: ['closed', found('Content-Encoding: gzip\r\n[\\s\\S]*\r\n\r\n\\{')],
  id_mismatch: ['closed', found('of-somebody-else"')],
  record_text: ['closed', found('"(?:payment|data)":"a text"\\}$')],
  id_missing: ['closed', new RegExp(`${JSON_200.source}(?![\\s\\S]*"(?:paymentId|custom_id)")[\\s\\S]*\\}$`)],
  id_number: ['closed', found('"(?:paymentId|custom_id)":12345,')],
  dup_identity: ['closed', found('("(?:paymentId|custom_id)"):"somebody-else",\\1\\s*:\\s*"fault-')],
  dup_keys: ['closed', found('"amount":"999.99","amount"\\s*:\\s*"1')],
  amount_obj: ['closed', found('"amount":\\{"value":"123.23"\\},')],
  amount_nan: ['closed', found('"amount":"NaN",')],
  amount_huge_exponent: ['closed', found('"amount":1e999,')],
  amount_grouped: ['closed', found('"amount":"1,234.50",')],
  amount_20_digits: ['closed', found('"amount":12345678901234567890,')],
  extra: ['closed', found('"planted_field":"4111111111111111",')],
  proto: ['closed', found('"constructor":\\{"polluted[\\s\\S]*"__proto__":\\{"polluted')],
  status_unknown: ['closed', found('"status":"simulated_unknown"')],
  status_null: ['closed', found('"status":null')],
  date_invalid: ['closed', found('"(?:paid_at|successPaymentTime)":"2025-13-45T99:99:99\\+08:00",')],
  date_empty: ['closed', found('"(?:paid_at|successPaymentTime)":"",')],
  // As escapes: bare control characters would be no JSON.
  ctrl_chars: ['closed', found('"\\\\u0000\\\\u001b\\[31m\\\\r\\\\n[\\s\\S]*<script>')],
};

describe.each(PROVIDERS)('%s', (_, asked) => {
  test.each(Object.entries(ON_THE_WIRE))('%s shows on a bare socket', async (name, [ending, bytes]) => {
    const reference = referenceOf(asked, name);
    await withSimulator(
      asked,
      async (simulator) => {
        const url = asked.url(simulator.origin, reference);
        const seen = await onTheWire(url, asked.credential, ending === 'open' ? bytes : null);
        expect(seen.bytes).toMatch(bytes);
        expect(seen.ending).toBe(ending);
        // Whatever a fault does to a connection, it ends with its caller.
        await expect.poll(() => simulator.connections.open).toBe(0);
        expect(simulator.callCount()).toBe(1);
        // Counts from now on: nothing is in flight any more.
        simulator.reset();
        expect(simulator.mostInFlight).toBe(0);
      },
      { slowMs: 1 },
    );
  });
});

test.each([
  ['payment_missing', /^\{\}$/],
  ['payment_array', /^\{\s*"payment": \[\s*\{[\s\S]*\}\s*\]\s*\}$/],
  ['date_no_zone', /"successPaymentTime":"2025-01-15T10:30:00",/],
])('Genstore has %s of its own', async (name, body) => {
  await withSimulator(GENSTORE, async (simulator) => {
    expect(await (await ask(GENSTORE, simulator, { paymentId: faultId(name) })).text()).toMatch(body);
  });
});

test.each([
  ['success_missing', /^\{"data":\{"id":/],
  ['success_text', /^\{"success":"false","data":\{/],
  ['success_number', /^\{"success":1,"data":\{/],
  ['data_missing', /^\{"success":true\}$/],
  ['data_array_one', /^\{"success":true,"data":\[\{[^}]*\}\]\}$/],
  ['data_array_two', /^\{"success":true,"data":\[(\{[^}]*\}),\1\]\}$/],
  ['message_not_found_http200', /^\{"success":false,"message":"Online payment not found","status":200\}$/],
  ['message_expired_http500', /^\{"success":false,"message":"Online payment Expired","status":500\}$/],
])('Yedpay has %s of its own', async (name, body) => {
  await withSimulator(YEDPAY, async (simulator) => {
    expect(await (await ask(YEDPAY, simulator, { customId: faultId(name) })).text()).toMatch(body);
  });
});

test.each(PROVIDERS)('a record of %s that is to be found is JSON, whatever a fault did to it', async (_, asked) => {
  await withSimulator(asked, async (simulator) => {
    const records = simulator.faults.filter(({ name, outcome }) => outcome === 'FOUND' && name !== 'slow');
    for (const { name, reference } of records) {
      const text = await (await ask(asked, simulator, reference)).text();
      expect(() => JSON.parse(text), name).not.toThrow();
    }
  });
});

test('a redirect points where a test says, and to its own path again after a reset', async () => {
  await withSimulator(GENSTORE, async (simulator) => {
    const location = async () => {
      const response = await ask(GENSTORE, simulator, { paymentId: 'fault-r307' }, { redirect: 'manual' });
      return response.headers.get('location');
    };
    simulator.redirectTo('http://127.0.0.1:1/there');
    expect(await location()).toBe('http://127.0.0.1:1/there');
    simulator.reset();
    expect(await location()).toBe('/elsewhere');
  });
});

function referenceOf({ simulate }: Asked, name: string) {
  const { infos } = new FaultCatalogue(simulate({ seed: 1, now: () => START, startedAt: START }));
  const info = infos.find((candidate) => candidate.name === name);
  if (info === undefined) throw new Error(`no fault ${name}`);
  return info.reference;
}

/** Asks over a socket that nobody interprets; gives up an open one once `enough` has arrived. */
function onTheWire(address: string, headers: Readonly<Record<string, string>>, enough: RegExp | null) {
  const { hostname, port, pathname, search } = new URL(address);
  const lines = Object.entries({ Host: hostname, Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return new Promise<{ readonly ending: Ending; readonly bytes: string }>((resolve) => {
    let bytes = '';
    const socket = connect(Number(port), hostname);
    const finish = (ending: Ending) => {
      socket.destroy();
      resolve({ ending, bytes });
    };
    socket.on('error', () => finish('reset'));
    socket.on('end', () => finish('closed'));
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      if (enough?.test(bytes)) finish('open');
    });
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    // Silence shows only as time: long enough for an answer to have come, were there one.
    if (enough?.test('')) setTimeout(finish, 100, 'open');
  });
}
