import { unpack } from './capped-body.js';
import { failureOf, UpstreamError } from './failure.js';
import { headerOf, WholeReply } from './whole-reply.js';
const REDIRECTS = new Set([301, 302, 303, 304, 307, 308]);
const NO_BYTES = Buffer.alloc(0);
/**
 * One GET over undici's dispatcher, to the last byte of its reply. It does what fetch would: fetch's own streams, signals
 * and headers cost several times what the call does. A redirect is not followed, because it would take
 * X-Genstore-Access-Token to another host.
 */
export class Exchange {
    #dispatcher;
    #sent;
    #maxBytes;
    #end = null;
    #controller = null;
    #failure = null;
    #status = null;
    #headers = {};
    #chunk = NO_BYTES;
    #more = null;
    #bytes = 0;
    /** Of decoded bytes. */
    constructor(dispatcher, sent, maxBytes) {
        this.#dispatcher = dispatcher;
        this.#sent = sent;
        this.#maxBytes = maxBytes;
    }
    /**
     * @param url as ky's Request has it: absolute, in its normal form, without a name or a password.
     * @throws UpstreamError, or what undici throws, where no whole reply could be had.
     */
    start(url) {
        const end = Promise.withResolvers();
        this.#end = end;
        if (this.#failure === null)
            this.#dispatch(url);
        else
            end.reject(this.#failure);
        return end.promise;
    }
    #dispatch(url) {
        const slash = url.indexOf('/', url.indexOf('//') + 2);
        const fragment = url.indexOf('#');
        const path = url.slice(slash, fragment === -1 ? url.length : fragment);
        this.#dispatcher.dispatch({ origin: url.slice(0, slash), path, method: 'GET', headers: this.#sent }, this);
    }
    /** Nobody waits for it any more: it listens to the caller's signal itself. */
    handleEvent() {
        this.fail('cancelled');
    }
    /** Ends it, whatever it is about to do. Its connection is closed, since the rest of the reply may still come. */
    fail(reason) {
        this.#failure ??= new UpstreamError(reason);
        this.#end?.reject(this.#failure);
        this.#controller?.abort(this.#failure);
    }
    /** Its time is over. */
    runOut() {
        this.fail(this.#status === null ? 'ttfb' : 'body_timeout');
    }
    onRequestStart(controller) {
        this.#controller = controller;
        // It was given up while it waited for a connection.
        if (this.#failure !== null)
            controller.abort(this.#failure);
    }
    onResponseStart(_controller, status, headers) {
        // An informational one comes before the one that counts.
        if (status < 200)
            return;
        this.#status = status;
        this.#headers = headers;
        if (REDIRECTS.has(status))
            this.fail('redirect');
        else if (Number(headers['content-length'] ?? 0) > this.#maxBytes)
            this.fail('too_large');
    }
    /** A declared length is a claim, and so the bytes are counted. */
    onResponseData(_controller, chunk) {
        this.#bytes += chunk.byteLength;
        if (this.#bytes > this.#maxBytes)
            this.fail('too_large');
        else if (this.#chunk === NO_BYTES)
            this.#chunk = chunk;
        else if (this.#more === null)
            this.#more = [this.#chunk, chunk];
        else
            this.#more.push(chunk);
    }
    onResponseEnd() {
        this.#controller = null;
        const body = this.#more === null ? this.#chunk : Buffer.concat(this.#more, this.#bytes);
        const encoding = headerOf(this.#headers, 'content-encoding');
        if (encoding === null)
            this.#finish(body);
        else {
            unpack(body, encoding, this.#maxBytes).then((bytes) => this.#finish(bytes), (error) => this.#end?.reject(error));
        }
    }
    onResponseError(_controller, error) {
        this.#end?.reject(failureOf(error));
    }
    #finish(body) {
        try {
            this.#end?.resolve(new WholeReply(this.#status ?? 0, this.#headers, body));
        }
        catch (error) {
            this.#end?.reject(error);
        }
    }
}
