import type { ServerResponse } from 'node:http';
import type { Clock } from '../domain/clock.ts';
import { withExtensions } from './answer-extensions.ts';
import type { KnownAnswer, WholeAnswer } from './direct-answer.ts';
import { isEventStream, writeEventStream } from './event-stream.ts';
import { newOperationReport } from './operation-report.ts';
import { Refusal } from './refusal.ts';
import type { OperationRequest } from './request-body.ts';
import type { ServerContext } from './server-context.ts';
import type { AnswerOperation } from './yoga.ts';

export interface AnswerParts {
  readonly answer: AnswerOperation;
  readonly clock: Clock;
  readonly operationTimeoutMs: number;
}

/** After the rows have had their deadline, this much for what is left to do. */
const GRACE_MS = 1_000;

/** How long a client may take to read its answer, which is held in memory until then. */
const READING_MS = 30_000;

interface AcceptedOperation
  extends Pick<ServerContext, 'requestId' | 'caller' | 'accept' | 'text' | 'isUntrusted' | 'hints'> {
  /** The answer has become a stream: it waits far more than it computes. */
  readonly onStream: () => void;
  readonly operation: OperationRequest;
}

/** Hands an operation to Yoga, and writes what comes back; nothing that lasts longer than the operation's time. */
export async function answerOperation(
  response: ServerResponse,
  { operation, onStream, ...asked }: AcceptedOperation,
  { answer, clock, operationTimeoutMs }: AnswerParts,
): Promise<void> {
  const ending = new AbortController();
  const deadline = clock.monotonic() + operationTimeoutMs;
  const late = Promise.withResolvers<never>();
  const startTimer = (milliseconds: number) =>
    clock.after(milliseconds, () => {
      ending.abort();
      cancelTimer = clock.after(GRACE_MS, () => late.reject(new Refusal('DEADLINE_EXCEEDED')));
    });
  let cancelTimer = startTimer(operationTimeoutMs);
  let isOver = false;
  let onEnd = () => {};
  const allowMilliseconds = (milliseconds: number, whenOver: () => void) => {
    if (isOver) return whenOver();
    onEnd = whenOver;
    const left = deadline - operationTimeoutMs + milliseconds - clock.monotonic();
    if (milliseconds <= operationTimeoutMs) return;
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
    const whole = isWhole(answered) ? answered : await readWhole(answered);
    if (whole.status >= 500) throw new Error(`answered ${whole.status}`);
    writeWhole(response, whole, clock);
  } catch (error) {
    // What was told to end may say so.
    throw error === ending.signal.reason ? new Refusal('DEADLINE_EXCEEDED') : error;
  } finally {
    response.off('close', leave);
    isOver = true;
    onEnd();
    cancelTimer();
  }
}

/** An answer that nobody reads is given up. */
export function writeWhole(
  response: ServerResponse,
  { status, headers, body, extensions }: KnownAnswer & Pick<WholeAnswer, 'status'>,
  clock: Clock,
): void {
  const [start, end] = withExtensions(body, extensions);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(start) + Buffer.byteLength(end) });
  if (end !== '') response.write(start);
  response.end(end === '' ? start : end);
  // Most answers are with the kernel by now.
  if (response.writableLength === 0) return;
  response.once(
    'close',
    clock.after(READING_MS, () => response.destroy()),
  );
}

function isWhole(answered: WholeAnswer | Response): answered is WholeAnswer {
  return typeof answered.body === 'string';
}

async function readWhole(answered: Response): Promise<WholeAnswer> {
  const type = answered.headers.get('content-type') ?? 'application/json; charset=utf-8';
  const retryAfter = answered.headers.get('retry-after');
  const headers = { 'content-type': type, ...(retryAfter === null ? {} : { 'retry-after': retryAfter }) };
  return { status: answered.status, headers, body: await answered.text() };
}
