import ky from 'ky';
import { Agent } from 'undici';
import { ACCEPTED_ENCODINGS } from './capped-body.js';
import { Exchange } from './exchange.js';
import { failureOf, UpstreamError } from './failure.js';
const OWN_HEADERS = { accept: 'application/json', 'accept-encoding': ACCEPTED_ENCODINGS, 'user-agent': 'paylens' };
const ONCE = { once: true };
/** HTTP to the providers: ky over one pool of kept-alive connections. */
export function createHttp({ clock, limits, traceHeaders }) {
    const dispatcher = new Agent({
        connections: limits.connectionsPerOrigin,
        connect: { timeout: limits.connectTimeoutMs },
        // Backstops: the deadline below ends an attempt first.
        headersTimeout: limits.attemptTimeoutMs * 2,
        bodyTimeout: limits.attemptTimeoutMs * 2,
    });
    async function get({ url, headers, signal }) {
        if (signal.aborted)
            throw new UpstreamError('cancelled');
        const sent = traceHeaders === undefined ? { ...OWN_HEADERS, ...headers } : { ...OWN_HEADERS, ...headers, ...traceHeaders() };
        const exchange = new Exchange(dispatcher, sent, limits.maxReplyBytes);
        const cancelTimer = clock.after(limits.attemptTimeoutMs, () => exchange.runOut());
        signal.addEventListener('abort', exchange, ONCE);
        try {
            // ky goes through its options one by one and copies what it has so far for each, so there are few.
            const reply = await ky(url, {
                // Retries spend calls, so they are decided beside the budget; ky would also retry on 429, for as long as told.
                retry: 0,
                // ky's timeout ends with the headers; the deadline above covers the body.
                timeout: false,
                throwHttpErrors: false,
                fetch: ((request) => exchange.start(request.url)),
            });
            return reply;
        }
        catch (error) {
            throw failureOf(error);
        }
        finally {
            cancelTimer();
            signal.removeEventListener('abort', exchange);
        }
    }
    return { get, close: () => dispatcher.destroy() };
}
