import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
/** Whether an answer is a stream of events, and not one answer. */
export function isEventStream({ headers, body }) {
    return body !== null && (headers.get('content-type')?.startsWith('text/event-stream') ?? false);
}
/** A reader that takes nothing for so long is gone, or as good as gone. Yoga writes a comment every 12 seconds. */
const READER_PATIENCE_MS = 60_000;
/**
 * Writes events as they come, until the stream or the client ends. The next event is made when the last one is on its way:
 * a client that reads slowly slows its own stream only. The comments are for proxies that close what is silent.
 */
export async function writeEventStream(response, { status, body }, patienceMs = READER_PATIENCE_MS) {
    response.writeHead(status, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    response.setTimeout(patienceMs, () => response.destroy());
    try {
        await pipeline(Readable.from(body, { objectMode: true, highWaterMark: 1 }), response);
    }
    catch (error) {
        // A client that leaves ends its stream, and that is all.
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
            throw error;
    }
}
