import ky from 'ky';
import { Agent } from 'undici';
import type { CancelSignal } from '../domain/cancellation.ts';
import type { Clock } from '../domain/clock.ts';
import { ACCEPTED_ENCODINGS } from './capped-body.ts';
import { Exchange } from './exchange.ts';
import { failureOf, UpstreamError } from './failure.ts';
import type { WholeReply } from './whole-reply.ts';

export interface HttpLimits {
  /** From the start of an attempt to the last byte of its body. */
  readonly attemptTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Of decoded bytes. */
  readonly maxReplyBytes: number;
  readonly connectionsPerOrigin: number;
}

/** A reply that was read whole. What it means is for the provider's `outcomes.ts` to say. */
export interface Reply {
  readonly status: number;
  header(name: string): string | null;
  readonly isJson: boolean;
  readonly text: string;
  readonly bytes: number;
}

export interface GetRequest {
  /** Absolute; a text, because a URL would be parsed once more. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: CancelSignal;
}

export interface Http {
  /** @throws UpstreamError, and nothing else, where no whole reply could be had. */
  get(request: GetRequest): Promise<Reply>;
  close(): Promise<void>;
}

export interface HttpParts {
  readonly clock: Clock;
  readonly limits: HttpLimits;
  /** What a call tells its receiver of the trace that it belongs to. */
  readonly traceHeaders?: (() => Readonly<Record<string, string>>) | undefined;
}

const OWN_HEADERS = { accept: 'application/json', 'accept-encoding': ACCEPTED_ENCODINGS, 'user-agent': 'paylens' };

const withOwn = (headers: GetRequest['headers']) => ({ ...OWN_HEADERS, ...headers });

const ONCE = { once: true } as const;

/** HTTP to the providers: ky over one pool of kept-alive connections. */
export function createHttp({ clock, limits, traceHeaders }: HttpParts): Http {
  const dispatcher = new Agent({
    connections: limits.connectionsPerOrigin,
    connect: { timeout: limits.connectTimeoutMs },
    // Backstops: the deadline below ends an attempt first.
    headersTimeout: limits.attemptTimeoutMs * 2,
    bodyTimeout: limits.attemptTimeoutMs * 2,
  });

  /** An account's are the same object for as long as its credential is. */
  const headersWithOwn = new WeakMap<GetRequest['headers'], GetRequest['headers']>();

  async function get({ url, headers, signal }: GetRequest): Promise<Reply> {
    if (signal.aborted) throw new UpstreamError('cancelled');
    const own = headersWithOwn.getOrInsertComputed(headers, withOwn);
    const sent = traceHeaders === undefined ? own : { ...own, ...traceHeaders() };
    const exchange = new Exchange(dispatcher, sent, limits.maxReplyBytes);
    const cancelTimer = clock.after(limits.attemptTimeoutMs, () => exchange.runOut());
    signal.addEventListener('abort', exchange, ONCE);
    try {
      // ky goes through its options one by one and copies what it has so far for each, so there are few.
      const reply: unknown = await ky(url, {
        // Retries spend calls, so they are decided beside the budget; ky would also retry on 429, for as long as told.
        retry: 0,
        // ky's timeout ends with the headers; the deadline above covers the body.
        timeout: false,
        throwHttpErrors: false,
        fetch: ((request: Request) => exchange.start(request.url)) as unknown as typeof fetch,
      });
      return reply as WholeReply;
    } catch (error) {
      throw failureOf(error);
    } finally {
      cancelTimer();
      signal.removeEventListener('abort', exchange);
    }
  }

  return { get, close: () => dispatcher.destroy() };
}
