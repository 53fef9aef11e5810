import type { Dispatcher } from 'undici';
import { ACCEPTED_ENCODINGS, decodeText, unpack } from './capped-body.ts';
import { type FailureReason, failureOf, UpstreamError } from './failure.ts';
import type { Reply } from './http.ts';

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** What ky gets where it expects a Response: as much of one as it looks at. */
export interface KyResponse {
  readonly [Symbol.toStringTag]: 'Response';
  readonly ok: boolean;
  readonly status: number;
  /** The body has been read by then. */
  readonly reply: Reply;
}

const REDIRECTS = new Set([301, 302, 303, 304, 307, 308]);
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * One GET over undici's dispatcher, to the last byte of its reply. It does what fetch would: fetch's own streams, signals
 * and headers cost several times what the call does. A redirect is not followed, because it would take
 * X-Genstore-Access-Token to another host.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #end: { readonly resolve: (response: KyResponse) => void; readonly reject: (error: unknown) => void } | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #failure: UpstreamError | null = null;
  #status: number | null = null;
  #headers: Headers = {};
  #bytes = 0;

  /** Of decoded bytes. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws UpstreamError, or what undici throws, where no whole reply could be had. */
  start(dispatcher: Dispatcher, { url, headers }: Pick<Request, 'url' | 'headers'>): Promise<KyResponse> {
    const { origin, pathname, search } = new URL(url);
    return new Promise((resolve, reject) => {
      this.#end = { resolve, reject };
      if (this.#failure !== null) return reject(this.#failure);
      const named = { 'accept-encoding': ACCEPTED_ENCODINGS, ...Object.fromEntries(headers) };
      dispatcher.dispatch({ origin, path: pathname + search, method: 'GET', headers: named }, this);
    });
  }

  /** Ends it, whatever it is about to do. Its connection is closed, since the rest of the reply may still come. */
  fail(reason: FailureReason): void {
    this.#failure ??= new UpstreamError(reason);
    this.#end?.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  /** Its time is over. */
  runOut(): void {
    this.fail(this.#status === null ? 'ttfb' : 'body_timeout');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was given up while it waited for a connection.
    if (this.#failure !== null) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // An informational one comes before the one that counts.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    if (REDIRECTS.has(status)) this.fail('redirect');
    else if (Number(headers['content-length'] ?? 0) > this.#maxBytes) this.fail('too_large');
  }

  /** A declared length is a claim, and so the bytes are counted. */
  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > this.#maxBytes) this.fail('too_large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#controller = null;
    const [only = NO_BYTES, ...more] = this.#chunks;
    const body = more.length === 0 ? only : Buffer.concat(this.#chunks, this.#bytes);
    const encoding = this.#header('content-encoding');
    if (encoding === null) this.#finish(body);
    else {
      unpack(body, encoding, this.#maxBytes).then(
        (bytes) => this.#finish(bytes),
        (error: unknown) => this.#end?.reject(error),
      );
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end?.reject(failureOf(error));
  }

  #finish(body: Buffer): void {
    try {
      const status = this.#status ?? 0;
      const reply = {
        status,
        header: (name: string) => this.#header(name.toLowerCase()),
        isJson: JSON_TYPE.test(this.#header('content-type') ?? ''),
        text: decodeText(body),
        bytes: body.byteLength,
      };
      this.#end?.resolve({ [Symbol.toStringTag]: 'Response', ok: status >= 200 && status < 300, status, reply });
    } catch (error) {
      this.#end?.reject(error);
    }
  }

  #header(name: string): string | null {
    const value = this.#headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  }
}

const NO_BYTES = Buffer.alloc(0);
