import type { Dispatcher } from 'undici';
import { unpack } from './capped-body.ts';
import { type FailureReason, failureOf, UpstreamError } from './failure.ts';
import { headerOf, type ReplyHeaders, WholeReply } from './whole-reply.ts';

const REDIRECTS = new Set([301, 302, 303, 304, 307, 308]);
const NO_BYTES = Buffer.alloc(0);

/**
 * One GET over undici's dispatcher, to the last byte of its reply. It does what fetch would: fetch's own streams, signals
 * and headers cost several times what the call does. A redirect is not followed, because it would take
 * X-Genstore-Access-Token to another host.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #dispatcher: Dispatcher;
  readonly #sent: Readonly<Record<string, string>>;
  readonly #maxBytes: number;
  #end: PromiseWithResolvers<WholeReply> | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #failure: UpstreamError | null = null;
  #status: number | null = null;
  #headers: ReplyHeaders = {};
  #chunk: Buffer = NO_BYTES;
  #more: Buffer[] | null = null;
  #bytes = 0;

  /** Of decoded bytes. */
  constructor(dispatcher: Dispatcher, sent: Readonly<Record<string, string>>, maxBytes: number) {
    this.#dispatcher = dispatcher;
    this.#sent = sent;
    this.#maxBytes = maxBytes;
  }

  /**
   * @param url as ky's Request has it: absolute, in its normal form, without a name or a password.
   * @throws UpstreamError, or what undici throws, where no whole reply could be had.
   */
  start(url: string): Promise<WholeReply> {
    const end = Promise.withResolvers<WholeReply>();
    this.#end = end;
    if (this.#failure === null) this.#dispatch(url);
    else end.reject(this.#failure);
    return end.promise;
  }

  #dispatch(url: string): void {
    const slash = url.indexOf('/', url.indexOf('//') + 2);
    const fragment = url.indexOf('#');
    const path = url.slice(slash, fragment === -1 ? url.length : fragment);
    this.#dispatcher.dispatch({ origin: url.slice(0, slash), path, method: 'GET', headers: this.#sent }, this);
  }

  /** Nobody waits for it any more: it listens to the caller's signal itself. */
  handleEvent(): void {
    this.fail('cancelled');
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

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: ReplyHeaders): void {
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
    else if (this.#chunk === NO_BYTES) this.#chunk = chunk;
    else if (this.#more === null) this.#more = [this.#chunk, chunk];
    else this.#more.push(chunk);
  }

  onResponseEnd(): void {
    this.#controller = null;
    const body = this.#more === null ? this.#chunk : Buffer.concat(this.#more, this.#bytes);
    const encoding = headerOf(this.#headers, 'content-encoding');
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
      this.#end?.resolve(new WholeReply(this.#status ?? 0, this.#headers, body));
    } catch (error) {
      this.#end?.reject(error);
    }
  }
}
