import { once } from 'node:events';
import { connect } from 'node:net';

/** A request as bytes: below any client that would mend what has to arrive broken. */
export interface WireRequest {
  readonly method?: string;
  readonly target?: string;
  /** Each line as it is, without its end. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

export interface WireAnswer {
  readonly status: number;
  /** Without what differs from answer to answer by design: the date and the request id. */
  readonly headers: string;
  readonly body: string;
}

const REQUEST_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** One request on a connection of its own, and its whole answer. */
export async function sendOnWire(url: string, request: WireRequest): Promise<WireAnswer> {
  const { hostname, port, host } = new URL(url);
  const { method = 'POST', target = '/graphql', headers = [], body = '' } = request;
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server may refuse, and close, before it has read all of a long request.
  socket.on('error', () => {});
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...length, ...headers];
  socket.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
  await once(socket, 'close');
  return readAnswer(Buffer.concat(chunks).toString());
}

function readAnswer(text: string): WireAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...headers] = text.slice(0, end).split('\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: headers
      .filter((line) => !/^(date|x-request-id):/i.test(line))
      .sort()
      .join('\n'),
    body: text.slice(end + 4).replace(REQUEST_ID, '<request id>'),
  };
}
