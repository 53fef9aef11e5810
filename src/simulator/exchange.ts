import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedReply, Simulation } from './harness.ts';
import type { RecordFields } from './record-text.ts';

/** One call that waits for its reply: what a fault can do to it. */
export interface Exchange extends Pick<Simulation, 'error' | 'replyAround'> {
  /** For faults beneath HTTP, and for bodies that are streamed. */
  readonly response: ServerResponse;
  /** Headers that every reply of this provider carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted as soon as the caller is gone. */
  readonly signal: AbortSignal;
  readonly slowMs: number;
  /** Milliseconds since the epoch, on the simulator's clock. */
  readonly now: () => number;
  readonly redirectTarget: string;
  readonly recordFields: RecordFields;
  /** The reply that there would be without the fault. */
  readonly answer: () => SimulatedReply;
  /** A whole, valid record that belongs to somebody else. */
  readonly foreignRecord: () => SimulatedReply;
}

/** A reply as faults may send it: also with a body that is no text. */
export interface WireReply extends Omit<SimulatedReply, 'body'> {
  readonly body: string | Uint8Array;
}

const BODILESS: readonly number[] = [204, 304];

export function send({ response, headers }: Pick<Exchange, 'response' | 'headers'>, reply: WireReply): void {
  const length = BODILESS.includes(reply.status) ? {} : { 'Content-Length': String(Buffer.byteLength(reply.body)) };
  response.writeHead(reply.status, { ...reply.headers, ...headers, ...length });
  response.end(reply.body);
}

/** @throws AbortError where the caller is gone before the time is over. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds, undefined, { signal });
}
