import type { ServerResponse } from 'node:http';
import type { Clock } from '../domain/clock.ts';
import { EVENT_STREAM } from './accept.ts';
import { isEventStream, writeEventStream } from './event-stream.ts';
import { newOperationReport } from './operation-report.ts';
import { Refusal } from './refusal.ts';
import type { OperationRequest } from './request-body.ts';
import type { ServerContext } from './server-context.ts';
import { GRAPHQL_PATH } from './yoga.ts';

export interface AnswerParts {
  /** Answers a well-formed GraphQL POST. */
  readonly answer: (request: Request, context: ServerContext) => Promise<Response>;
  readonly clock: Clock;
  readonly operationTimeoutMs: number;
}

/** After the rows have had their deadline, this much for what is left to do. */
const GRACE_MS = 1_000;

/** How long a client may take to read its answer, which is held in memory until then. */
const READING_MS = 30_000;

interface AcceptedOperation extends Pick<ServerContext, 'requestId' | 'caller' | 'accept' | 'hints'> {
  /** The answer has become a stream: it waits far more than it computes. */
  readonly onStream: () => void;
  readonly operation: OperationRequest;
}

/** Hands an operation to Yoga, and writes what comes back; nothing that lasts longer than the operation's time. */
export async function answerOperation(
  response: ServerResponse,
  { accept, operation, requestId, caller, hints, onStream }: AcceptedOperation,
  { answer, clock, operationTimeoutMs }: AnswerParts,
): Promise<void> {
  const ending = new AbortController();
  const deadline = clock.monotonic() + operationTimeoutMs;
  const late = Promise.withResolvers<never>();
  let cancelTimers = () => {};
  const startTimers = (milliseconds: number) => {
    const cancels = [
      clock.after(milliseconds, () => ending.abort()),
      clock.after(milliseconds + GRACE_MS, () => late.reject(new Refusal('DEADLINE_EXCEEDED'))),
    ];
    cancelTimers = () => {
      for (const cancel of cancels) cancel();
    };
  };
  startTimers(operationTimeoutMs);
  const allowMilliseconds = (milliseconds: number) => {
    const left = deadline - operationTimeoutMs + milliseconds - clock.monotonic();
    if (milliseconds <= operationTimeoutMs) return;
    cancelTimers();
    startTimers(left);
  };
  // The client has left, and what it waited for is not needed any more.
  const leave = () => ending.abort();
  response.once('close', leave);
  try {
    // What is refused before there is a stream is said as JSON.
    const accepted = accept === EVENT_STREAM ? `${EVENT_STREAM}, application/json` : accept;
    const headers = { 'content-type': 'application/json', accept: accepted };
    const { documentId: _named, ...body } = operation;
    const posted = new Request(`http://localhost${GRAPHQL_PATH}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const report = newOperationReport();
    const answered = await Promise.race([
      answer(posted, { requestId, caller, accept, hints, report, signal: ending.signal, deadline, allowMilliseconds }),
      late.promise,
    ]);
    if (isEventStream(answered)) {
      // A stream lasts as long as its own limits say.
      cancelTimers();
      onStream();
      await writeEventStream(response, answered);
      return;
    }
    if (answered.status >= 500) throw new Error(`answered ${answered.status}`);
    const text = await answered.text();
    const type = answered.headers.get('content-type') ?? 'application/json; charset=utf-8';
    const retryAfter = answered.headers.get('retry-after');
    response
      .writeHead(answered.status, {
        'content-type': type,
        'content-length': Buffer.byteLength(text),
        ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
      })
      .end(text);
    response.once(
      'close',
      clock.after(READING_MS, () => response.destroy()),
    );
  } catch (error) {
    // What was told to end may say so.
    throw error === ending.signal.reason ? new Refusal('DEADLINE_EXCEEDED') : error;
  } finally {
    response.off('close', leave);
    cancelTimers();
  }
}
