import { isEventStream, writeEventStream } from './event-stream.js';
import { newOperationReport } from './operation-report.js';
import { Refusal } from './refusal.js';
/** After the rows have had their deadline, this much for what is left to do. */
const GRACE_MS = 1_000;
/** How long a client may take to read its answer, which is held in memory until then. */
const READING_MS = 30_000;
/** Hands an operation to Yoga, and writes what comes back; nothing that lasts longer than the operation's time. */
export async function answerOperation(response, { operation, onStream, ...asked }, { answer, clock, operationTimeoutMs }) {
    const ending = new AbortController();
    const deadline = clock.monotonic() + operationTimeoutMs;
    const late = Promise.withResolvers();
    const startTimer = (milliseconds) => clock.after(milliseconds, () => {
        ending.abort();
        cancelTimer = clock.after(GRACE_MS, () => late.reject(new Refusal('DEADLINE_EXCEEDED')));
    });
    let cancelTimer = startTimer(operationTimeoutMs);
    let isOver = false;
    let onEnd = () => { };
    const allowMilliseconds = (milliseconds, whenOver) => {
        if (isOver)
            return whenOver();
        onEnd = whenOver;
        const left = deadline - operationTimeoutMs + milliseconds - clock.monotonic();
        if (milliseconds <= operationTimeoutMs)
            return;
        cancelTimer();
        cancelTimer = startTimer(left);
    };
    // The client has left, and what it waited for is not needed any more.
    const leave = () => ending.abort();
    response.once('close', leave);
    try {
        const report = newOperationReport();
        const answered = await Promise.race([
            answer(operation, {
                ...asked,
                report,
                signal: ending.signal,
                deadline,
                allowMilliseconds,
            }),
            late.promise,
        ]);
        if (!isWhole(answered) && isEventStream(answered)) {
            // A stream lasts as long as its own limits say.
            cancelTimer();
            onStream();
            await writeEventStream(response, answered);
            return;
        }
        const { status, headers, body } = isWhole(answered) ? answered : await readWhole(answered);
        if (status >= 500)
            throw new Error(`answered ${status}`);
        writeWhole(response, { status, headers, body }, clock);
    }
    catch (error) {
        // What was told to end may say so.
        throw error === ending.signal.reason ? new Refusal('DEADLINE_EXCEEDED') : error;
    }
    finally {
        response.off('close', leave);
        isOver = true;
        onEnd();
        cancelTimer();
    }
}
/** An answer that nobody reads is given up. */
export function writeWhole(response, { status, headers, body }, clock) {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
    // Most answers are with the kernel by now.
    if (response.writableLength === 0)
        return;
    response.once('close', clock.after(READING_MS, () => response.destroy()));
}
function isWhole(answered) {
    return typeof answered.body === 'string';
}
async function readWhole(answered) {
    const type = answered.headers.get('content-type') ?? 'application/json; charset=utf-8';
    const retryAfter = answered.headers.get('retry-after');
    const headers = { 'content-type': type, ...(retryAfter === null ? {} : { 'retry-after': retryAfter }) };
    return { status: answered.status, headers, body: await answered.text() };
}
