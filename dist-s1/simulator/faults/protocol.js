import { send } from '../exchange.js';
/** Twice what Node and undici read by default. */
const BIG_HEADER_BYTES = 32 * 1024;
/** Replies that break HTTP itself; but for the last, the connection is closed behind them. */
export const PROTOCOL_FAULTS = {
    short_cl: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'A body shorter than its Content-Length.',
        apply: (exchange) => {
            const { body } = exchange.answer();
            sendRaw(exchange, { head: [`Content-Length: ${Buffer.byteLength(body) + 100}`], body });
        },
    },
    bad_chunk: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'A chunked body whose chunk length is no number.',
        apply: (exchange) => {
            const { body } = exchange.answer();
            sendRaw(exchange, { head: ['Transfer-Encoding: chunked'], body: `zz\r\n${body}\r\n0\r\n\r\n` });
        },
    },
    bad_status_line: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'A status line without a status.',
        apply: (exchange) => {
            const { body } = exchange.answer();
            sendRaw(exchange, { status: 'HTTP/1.1 OK', head: [`Content-Length: ${Buffer.byteLength(body)}`], body });
        },
    },
    dup_cl: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'Two different lengths for one body.',
        apply: (exchange) => {
            const { body } = exchange.answer();
            const length = Buffer.byteLength(body);
            sendRaw(exchange, { head: [`Content-Length: ${length}`, `Content-Length: ${length - 1}`], body });
        },
    },
    big_headers: {
        outcome: 'PROVIDER_UNAVAILABLE',
        description: 'The right answer behind 32 KiB of headers.',
        apply: (exchange) => {
            const { headers, ...reply } = exchange.answer();
            send(exchange, { ...reply, headers: { ...headers, 'X-Padding': 'x'.repeat(BIG_HEADER_BYTES) } });
        },
    },
};
/** Past Node's writer, which refuses to send such things. */
function sendRaw({ response, headers }, { status = 'HTTP/1.1 200 OK', head, body }) {
    const usual = Object.entries({ 'Content-Type': 'application/json', ...headers });
    const lines = [status, ...usual.map(([name, value]) => `${name}: ${value}`), ...head];
    response.socket?.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    response.socket?.destroySoon();
}
