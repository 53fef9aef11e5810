import { createServer, type Socket } from 'node:net';
import { simulateGenstore } from '../src/providers/genstore/simulator.ts';
import { simulateYedpay } from '../src/providers/yedpay/simulator.ts';
import type { SimulateProvider } from '../src/simulator/harness.ts';
import { digitsOf, referenceOf } from './references.ts';

/**
 * Both providers in one process, as fast as bytes can be had: replies of the real size and form, cut from the simulators'
 * records, over bare sockets, because a slow upstream would hide what the servers cost.
 */
export interface UpstreamOrder {
  readonly latencyMs?: number;
}

export interface UpstreamReport {
  readonly genstore: number;
  readonly yedpay: number;
  /** Since the last order. */
  readonly calls: number;
}

/** Stands for the digits of the reference in what is changed of a record, so that each has an identity of its own. */
const OWN_DIGITS = '%digits%';

let latencyMs = 0;
let calls = 0;

/** The simulator's reply to a reference, in pieces between which the digits of any other reference go. */
function template(simulate: SimulateProvider, number: number, path: string, changed: Readonly<Record<string, string>>) {
  const { value } = referenceOf(number);
  const now = Date.UTC(2026, 0, 1);
  const { body = '' } = simulate({ seed: 1, now: () => now, startedAt: now }).answerOrdinary({
    method: 'GET',
    url: new URL(`http://localhost${path}${value}`),
    headers: { 'x-genstore-access-token': 'bench', authorization: 'API-KEY bench' },
  } as never) as { readonly body?: string };
  const digits = digitsOf(value);
  const text = Object.entries(changed)
    .reduce((whole, [field, json]) => whole.replace(new RegExp(`("${field}": ?)("[^"]*"|[^,]+)`), `$1${json}`), body)
    .replaceAll(OWN_DIGITS, digits);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
  return (head + text).split(digits);
}

function serve(parts: readonly string[], prefix: string): Promise<number> {
  const answer = (socket: Socket, digits: string) => {
    if (!socket.destroyed) socket.write(parts.join(digits), 'latin1');
  };
  const server = createServer({ noDelay: true }, (socket) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
      // No client here pipelines, and a GET has no body.
      if (!text.endsWith('\r\n\r\n')) return;
      const line = text.slice(0, text.indexOf(' HTTP/1.1'));
      text = '';
      calls += 1;
      const at = line.indexOf(prefix) + prefix.length;
      const digits = line.slice(at, at + 11);
      if (latencyMs === 0) answer(socket, digits);
      else setTimeout(answer, latencyMs, socket, digits);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
  });
}

const genstore = await serve(
  template(simulateGenstore, 10_000_000_002, '/api/202412/payment/', { outOrderNo: `"1010101010${OWN_DIGITS}"` }),
  'PI-',
);
const yedpay = await serve(
  template(simulateYedpay, 10_000_000_001, '/v1/online-payment/query?custom_id=', {
    id: `"T${OWN_DIGITS}"`,
    // As text, which `JSON.parse` leaves as it is.
    charge: '"1.80"',
  }),
  'order-',
);

process.on('message', (order: UpstreamOrder) => {
  latencyMs = order.latencyMs ?? latencyMs;
  process.send?.({ genstore, yedpay, calls } satisfies UpstreamReport);
  calls = 0;
});
process.on('disconnect', () => process.exit());
process.send?.({ genstore, yedpay, calls: 0 } satisfies UpstreamReport);
