import { setTimeout as pause } from 'node:timers/promises';
const BODILESS = [204, 304];
export function send({ response, headers }, reply) {
    const length = BODILESS.includes(reply.status) ? {} : { 'Content-Length': String(Buffer.byteLength(reply.body)) };
    response.writeHead(reply.status, { ...reply.headers, ...headers, ...length });
    response.end(reply.body);
}
/** @throws AbortError where the caller is gone before the time is over. */
export async function wait(milliseconds, signal) {
    if (milliseconds > 0)
        await pause(milliseconds, undefined, { signal });
}
