import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { send } from '../exchange.js';
/** More than any reply that a client should be ready to read. */
const BIG_BYTES = 100 * 1024 * 1024;
const CHUNK = 'x'.repeat(64 * 1024);
const BOMB_MEMBER_BYTES = 1024 * 1024;
/** Bodies that are too large, or that do not unpack. */
export const SIZE_FAULTS = {
    big: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'A JSON body of 100 MiB, streamed until the caller hangs up.',
        apply: sendBigBody,
    },
    big_cl: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'Declares 100 MiB, sends the first bytes and waits.',
        apply: ({ response, headers }) => {
            const type = { 'Content-Type': 'application/json', 'Content-Length': String(BIG_BYTES) };
            response.writeHead(200, { ...headers, ...type });
            response.write('{"padding":"');
        },
    },
    bomb: {
        outcome: 'MALFORMED_RESPONSE',
        description: '100 KiB of gzip that unpack to 100 MiB.',
        apply: (exchange) => {
            // A gzip file may have many members: so nobody has to hold the unpacked whole, here at least.
            const member = gzipSync(Buffer.alloc(BOMB_MEMBER_BYTES, 'x'), { level: 9 });
            const members = Array.from({ length: BIG_BYTES / BOMB_MEMBER_BYTES }, () => member);
            sendGzip(exchange, Buffer.concat([gzipSync('{"padding":"'), ...members, gzipSync('"}')]));
        },
    },
    double_gzip: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'The right answer, packed twice and declared as packed once.',
        apply: (exchange) => sendGzip(exchange, gzipSync(gzipSync(exchange.answer().body))),
    },
    bad_gzip: {
        outcome: 'MALFORMED_RESPONSE',
        description: 'The right answer, declared as gzip but not packed.',
        apply: (exchange) => sendGzip(exchange, Buffer.from(exchange.answer().body)),
    },
};
function sendGzip(exchange, body) {
    send(exchange, { status: 200, headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }, body });
}
async function sendBigBody({ response, headers, signal }) {
    response.writeHead(200, { ...headers, 'Content-Type': 'application/json' });
    response.write('{"padding":"');
    for (let sent = 0; sent < BIG_BYTES; sent += CHUNK.length) {
        // One chunk in memory at a time, however slowly the caller reads.
        if (!response.write(CHUNK))
            await once(response, 'drain', { signal });
    }
    response.end('"}');
}
