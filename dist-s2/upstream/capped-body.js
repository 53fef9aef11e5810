import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';
import { UpstreamError } from './failure.js';
/** What a provider may pack its replies in. */
export const ACCEPTED_ENCODINGS = 'br, gzip, deflate';
/** As lenient about the end as browsers and curl are: what is missing there shows in the JSON. */
const ZLIB_END = { finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI_END = { finishFlush: constants.BROTLI_OPERATION_FLUSH };
const gunzipped = promisify(gunzip);
const inflated = promisify(inflate);
const inflatedRaw = promisify(inflateRaw);
const brotliDecompressed = promisify(brotliDecompress);
const unpackGzip = (packed, maxOutputLength) => gunzipped(packed, { ...ZLIB_END, maxOutputLength });
const UNPACKING = new Map([
    ['identity', async (packed) => packed],
    ['gzip', unpackGzip],
    ['x-gzip', unpackGzip],
    // Some servers leave out the header that the name promises.
    [
        'deflate',
        (packed, maxOutputLength) => ((packed[0] ?? 0) & 0x0f) === 0x08
            ? inflated(packed, { ...ZLIB_END, maxOutputLength })
            : inflatedRaw(packed, { ...ZLIB_END, maxOutputLength }),
    ],
    ['br', (packed, maxOutputLength) => brotliDecompressed(packed, { ...BROTLI_END, maxOutputLength })],
]);
/** Packing is undone so often at most. */
const MAX_ENCODINGS = 5;
/**
 * Undoes a `Content-Encoding`, or throws `too_large` as soon as more than `maxBytes` come out: what a packed length unpacks
 * to, nobody can tell.
 */
export async function unpack(packed, encodings, maxBytes) {
    const names = encodings.toLowerCase().split(',');
    if (names.length > MAX_ENCODINGS)
        throw new UpstreamError('encoding');
    let bytes = packed;
    for (const name of names.reverse()) {
        const undo = UNPACKING.get(name.trim());
        if (undo === undefined)
            throw new UpstreamError('encoding');
        // A reply without a body is not packed, whatever it says.
        if (bytes.byteLength === 0)
            return bytes;
        try {
            bytes = await undo(bytes, maxBytes);
        }
        catch (error) {
            throw new UpstreamError(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'encoding');
        }
    }
    return bytes;
}
const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Text that is no UTF-8 is refused, because a replaced character could be part of an id. */
export function decodeText(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch {
        throw new UpstreamError('encoding');
    }
}
