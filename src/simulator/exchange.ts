import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedReply } from './harness.ts';

/** One call that waits for its reply: what a fault can do to it. */
export interface Exchange {
  /** For faults beneath HTTP, and for bodies that are streamed. */
  readonly response: ServerResponse;
  /** Headers that every reply of this provider carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted as soon as the caller is gone. */
  readonly signal: AbortSignal;
  readonly slowMs: number;
  /** The reply that there would be without the fault. */
  readonly answer: () => SimulatedReply;
  readonly error: (status: number, message: string) => SimulatedReply;
  readonly foreignRecord: () => SimulatedReply;
}

export function send({ response, headers }: Pick<Exchange, 'response' | 'headers'>, reply: SimulatedReply): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    ...headers,
    'Content-Length': String(Buffer.byteLength(reply.body)),
  });
  response.end(reply.body);
}

/** @throws AbortError where the caller is gone before the time is over. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds, undefined, { signal });
}
