import { once } from 'node:events';
import type { OutcomeCode } from '../domain/lookup-outcome.ts';
import { type Exchange, send, wait } from './exchange.ts';

/** One way in which a provider misbehaves. */
export interface Fault {
  /** What the gateway is promised to answer. */
  readonly outcome: OutcomeCode;
  readonly description: string;
  readonly apply: (exchange: Exchange) => void | Promise<void>;
}

/** Longer than any reply that a client should be ready to read. */
const BIG_BYTES = 100 * 1024 * 1024;
const CHUNK = 'x'.repeat(64 * 1024);

/** Every fault by the name that `failures.md` gives it; an entry here is all that another one takes. */
export const FAULTS = {
  slow: {
    outcome: 'FOUND',
    description: 'The right answer, late.',
    apply: async (exchange) => {
      await wait(exchange.slowMs, exchange.signal);
      send(exchange, exchange.answer());
    },
  },
  hang: {
    outcome: 'PROVIDER_UNAVAILABLE',
    description: 'Accepts the call and never answers.',
    apply: () => {},
  },
  reset_before: {
    outcome: 'PROVIDER_UNAVAILABLE',
    description: 'Resets the connection before the first byte of a reply.',
    apply: ({ response }) => {
      response.socket?.resetAndDestroy();
    },
  },
  s500: {
    outcome: 'PROVIDER_UNAVAILABLE',
    description: 'HTTP 500 in the error envelope.',
    apply: (exchange) => send(exchange, exchange.error(500, 'Internal Error')),
  },
  s429_sec: {
    outcome: 'RATE_LIMITED',
    description: 'HTTP 429 with a Retry-After of two seconds.',
    apply: (exchange) => {
      const { headers, ...reply } = exchange.error(429, 'Too Many Requests');
      send(exchange, { ...reply, headers: { ...headers, 'Retry-After': '2' } });
    },
  },
  html200: {
    outcome: 'MALFORMED_RESPONSE',
    description: 'An HTML page with status 200, as a proxy or a maintenance page sends.',
    apply: (exchange) =>
      send(exchange, {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Maintenance</title><p>We will be back soon.</p>',
      }),
  },
  truncated: {
    outcome: 'MALFORMED_RESPONSE',
    description: 'A whole HTTP reply whose JSON stops half way.',
    apply: (exchange) => {
      const reply = exchange.answer();
      send(exchange, { ...reply, body: reply.body.slice(0, reply.body.length >> 1) });
    },
  },
  id_mismatch: {
    outcome: 'MALFORMED_RESPONSE',
    description: "A valid record, but somebody else's.",
    apply: (exchange) => send(exchange, exchange.foreignRecord()),
  },
  big: {
    outcome: 'MALFORMED_RESPONSE',
    description: 'A JSON body of 100 MB, streamed until the caller hangs up.',
    apply: sendBigBody,
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** The readable id that turns a fault on, such as `fault-id-mismatch`. */
export function faultId(name: FaultName): string {
  return `fault-${name.replaceAll('_', '-')}`;
}

/** The fault that an id turns on by itself, also behind a prefix such as a payment token's. */
export function faultOfId(id: string): FaultName | null {
  return FAULT_NAMES.find((name) => id === faultId(name) || id.endsWith(`-${faultId(name)}`)) ?? null;
}

async function sendBigBody({ response, headers, signal }: Exchange): Promise<void> {
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json' });
  response.write('{"padding":"');
  for (let sent = 0; sent < BIG_BYTES; sent += CHUNK.length) {
    // One chunk in memory at a time, however slowly the caller reads.
    if (!response.write(CHUNK)) await once(response, 'drain', { signal });
  }
  response.end('"}');
}
