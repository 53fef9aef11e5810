import { send, wait } from '../exchange.js';
/** Between two bytes of a reply that drips: no idle limit catches it, only a limit on the whole. */
const DRIP_MS = 25;
/** Enough for what was written to leave this host before the reset overtakes it. */
const FLUSH_MS = 10;
/** Time and the connection itself. */
export const CONNECTION_FAULTS = {
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
        apply: () => { },
    },
    slow_headers: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Headers that arrive byte by byte and never end.',
        apply: async ({ response, signal }) => {
            response.socket?.write('HTTP/1.1 200 OK\r\nX-Padding: ');
            for (;;) {
                await wait(DRIP_MS, signal);
                response.socket?.write('x');
            }
        },
    },
    drip: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'The right answer byte by byte, without its last byte.',
        apply: async (exchange) => {
            const body = startBody(exchange);
            for (const byte of body.slice(0, -1)) {
                exchange.response.write(Uint8Array.of(byte));
                await wait(DRIP_MS, exchange.signal);
            }
        },
    },
    hang_body: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Half of the right answer, then silence.',
        apply: (exchange) => {
            const body = startBody(exchange);
            exchange.response.write(firstHalf(body));
        },
    },
    reset_before: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Resets the connection before the first byte of a reply.',
        apply: ({ response }) => {
            response.socket?.resetAndDestroy();
        },
    },
    fin_before: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Closes the connection in good order, without a byte of a reply.',
        apply: ({ response }) => {
            response.socket?.destroySoon();
        },
    },
    reset_body: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Half of the right answer, then a reset.',
        apply: async (exchange) => {
            const { response, signal } = exchange;
            const body = startBody(exchange);
            response.write(firstHalf(body));
            await wait(FLUSH_MS, signal);
            response.socket?.resetAndDestroy();
        },
    },
};
/** Sends the headers of the right answer and gives the body that they announce. */
function startBody({ response, headers, answer }) {
    const reply = answer();
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...reply.headers, ...headers, 'Content-Length': String(body.length) });
    response.flushHeaders();
    return body;
}
function firstHalf(body) {
    return body.subarray(0, body.length >> 1);
}
