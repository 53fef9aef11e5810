import ky from 'ky';
import { Agent } from 'undici';
import type { Clock } from '../domain/clock.ts';
import { Exchange, type KyResponse } from './exchange.ts';
import { failureOf, UpstreamError } from './failure.ts';

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
  readonly header: (name: string) => string | null;
  readonly isJson: boolean;
  readonly text: string;
  readonly bytes: number;
}

export interface GetRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
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

/** HTTP to the providers: ky over one pool of kept-alive connections. */
export function createHttp({ clock, limits, traceHeaders }: HttpParts): Http {
  const dispatcher = new Agent({
    connections: limits.connectionsPerOrigin,
    connect: { timeout: limits.connectTimeoutMs },
    // Backstops: the deadline below ends an attempt first.
    headersTimeout: limits.attemptTimeoutMs * 2,
    bodyTimeout: limits.attemptTimeoutMs * 2,
  });
  const client = ky.create({
    // Retries spend calls, so they are decided beside the budget; ky would also retry on 429, for as long as told.
    retry: 0,
    // ky's timeout ends with the headers; the deadline below covers the body.
    timeout: false,
    throwHttpErrors: false,
    headers: { accept: 'application/json', 'user-agent': 'paylens' },
    // ky hands on every option that it does not know: the exchange comes with each call, and takes ky's request.
    fetch: (async (request: Request, { exchange }: { readonly exchange: Exchange }) =>
      exchange.start(dispatcher, request)) as unknown as typeof fetch,
  });

  async function get({ url, headers, signal }: GetRequest): Promise<Reply> {
    if (signal.aborted) throw new UpstreamError('cancelled');
    const exchange = new Exchange(limits.maxReplyBytes);
    const cancelTimer = clock.after(limits.attemptTimeoutMs, () => exchange.runOut());
    const cancel = () => exchange.fail('cancelled');
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const response: unknown = await client.get(url, {
        headers: { ...headers, ...traceHeaders?.() },
        exchange,
      } as object);
      return (response as KyResponse).reply;
    } catch (error) {
      throw failureOf(error);
    } finally {
      cancelTimer();
      signal.removeEventListener('abort', cancel);
    }
  }

  return { get, close: () => dispatcher.destroy() };
}
