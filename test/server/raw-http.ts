import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished } from 'vitest';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection below every client library. It ends with the test. */
export interface RawConnection {
  write(bytes: string | Buffer): void;
  /** Resolves with all answers once there are so many, or with fewer where the connection was closed. */
  answers(count: number): Promise<readonly RawAnswer[]>;
  readonly closed: Promise<void>;
  /** Leaves without a word. */
  reset(): void;
}

export function openConnection(url: string, { hasBodies = true, isReading = true } = {}): RawConnection {
  // Half open: only the gateway decides when this connection ends.
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  const received = new EventEmitter();
  if (isReading) {
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received.emit('some');
    });
  }
  socket.on('error', () => {});
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      isClosed = true;
      received.emit('some');
      resolve();
    };
    socket.once('end', end);
    socket.once('close', end);
  });
  onTestFinished(() => void socket.destroy());
  return {
    write: (bytes) => void socket.write(bytes),
    async answers(count) {
      for (;;) {
        const answers = readAnswers(Buffer.concat(chunks), hasBodies);
        if (answers.length >= count || isClosed) return answers;
        await once(received, 'some');
      }
    },
    closed,
    reset: () => void socket.resetAndDestroy(),
  };
}

/** Sends these bytes as they are, and waits for so many answers. */
export async function sendRaw(url: string, bytes: string | Buffer, count = 1): Promise<readonly RawAnswer[]> {
  // The answer to a HEAD says how long its body would be, and has none.
  const connection = openConnection(url, { hasBodies: !bytes.toString('latin1').startsWith('HEAD ') });
  connection.write(bytes);
  return connection.answers(count);
}

/** The whole answers in what was received. */
function readAnswers(received: Buffer, hasBody: boolean): readonly RawAnswer[] {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return [];
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const rest = received.subarray(end + 4);
  const length = hasBody ? Number(headers['content-length'] ?? 0) : 0;
  if (rest.length < length) return [];
  const body = rest.subarray(0, length).toString();
  return [{ status: Number(statusLine.split(' ')[1]), headers, body }, ...readAnswers(rest.subarray(length), hasBody)];
}

export const QUERY = JSON.stringify({ query: '{ __typename }' });

/** A request as text. Its length is stated unless the test states another. */
export function post(body: string | Buffer = QUERY, headers: Readonly<Record<string, string>> = {}): Buffer {
  const all: Record<string, string> = {
    host: 'localhost',
    'content-type': 'application/json',
    ...('transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`POST /graphql HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** What every answer has, whoever has written it. */
export function expectSafe({ headers, body }: RawAnswer): void {
  expect(headers).toMatchObject({
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
  expect(Object.keys(headers)).not.toContain('access-control-allow-credentials');
  expect(Object.keys(headers)).not.toContain('x-powered-by');
  expect(body).not.toMatch(/\bat .*:\d+:\d+|node_modules|SyntaxError|<pre>/);
}

/** One error by the contract, and nothing else. */
export function expectRefused(answer: RawAnswer | undefined, status: number, code: string): void {
  if (answer === undefined) throw new Error(`no answer, instead of ${status} ${code}`);
  expect([answer.status, answer.body === '' ? code : JSON.parse(answer.body).errors[0].extensions.code]).toEqual([
    status,
    code,
  ]);
  expectSafe(answer);
  if (answer.body === '') return;
  const { retryAfterSeconds, retryable, ...extensions } = JSON.parse(answer.body).errors[0].extensions;
  expect(JSON.parse(answer.body)).toEqual({
    errors: [{ message: expect.any(String), extensions: expect.any(Object) }],
  });
  expect(extensions).toEqual({ code, provider: null, requestId: answer.headers['x-request-id'] });
  expect(answer.headers['retry-after']).toBe(retryAfterSeconds === null ? undefined : String(retryAfterSeconds));
  expect(retryable).toBe(['REQUEST_TIMEOUT', 'RATE_LIMITED', 'OVERLOADED', 'DEADLINE_EXCEEDED'].includes(code));
}
