import { request } from 'node:http';
/** Sends until it is acknowledged or the last retry has failed. */
export function deliver(outgoing, { url, clock }) {
    const { isAcknowledged, retryDelaysMs } = outgoing;
    const attempts = [];
    const { promise: finished, resolve } = Promise.withResolvers();
    const over = new AbortController();
    async function attempt() {
        const at = clock.now();
        const answer = await post(url, outgoing, over.signal);
        if (over.signal.aborted)
            return;
        attempts.push({ at, status: answer?.status ?? null });
        const delay = retryDelaysMs[attempts.length - 1];
        if (answer !== null && isAcknowledged(answer))
            return resolve('ACKNOWLEDGED');
        if (delay === undefined)
            return resolve('GIVEN_UP');
        const cancelTimer = clock.after(delay, () => {
            over.signal.removeEventListener('abort', cancelTimer);
            void attempt();
        });
        over.signal.addEventListener('abort', cancelTimer, { once: true });
    }
    void attempt();
    return {
        attempts,
        finished,
        cancel: () => {
            over.abort();
            resolve('CANCELLED');
        },
    };
}
/** Beyond this it is no acknowledgement. */
const MAX_ANSWER_LENGTH = 1_024;
/** A receiver that says nothing for so long has not acknowledged. Real time, because the socket measures it. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Null where no whole answer comes. */
function post(url, { body, contentType }, signal) {
    const { promise, resolve } = Promise.withResolvers();
    const headers = { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) };
    const options = { method: 'POST', headers, agent: false, signal, timeout: ANSWER_TIMEOUT_MS };
    const outgoing = request(url, options, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk) => {
            text = `${text}${chunk}`.slice(0, MAX_ANSWER_LENGTH);
        });
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
        incoming.on('close', () => resolve(null));
    });
    outgoing.on('error', () => resolve(null));
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.end(body);
    return promise;
}
