import { once } from 'node:events';
import { connect } from 'node:net';

export interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Writes bytes that are no request, or nearly one, says that there are no more, and reads whatever comes back; HEAD is none of them. */
export async function writeBytes(url: string, bytes: string): Promise<readonly WireAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that has seen enough may close before it has read all.
  socket.on('error', () => {});
  socket.end(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return answersIn(Buffer.concat(chunks));
}

const NO_CHUNKS = '0\r\n\r\n';

/** @throws where the bytes are no sequence of whole HTTP answers. */
function answersIn(bytes: Buffer): readonly WireAnswer[] {
  const answers: WireAnswer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n\r\n', at);
    const [line = '', ...lines] = bytes.subarray(at, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]);
    if (end < 0 || Number.isNaN(status)) throw new Error(`no answer: ${bytes.subarray(at).toString('latin1')}`);
    const headers = new Map(
      lines.map((text) => [text.split(':', 1)[0]?.toLowerCase(), text.slice(text.indexOf(':') + 1).trim()]),
    );
    // What Node sends where nobody named the length; here, of nothing.
    const length =
      headers.get('transfer-encoding') === 'chunked' ? NO_CHUNKS.length : Number(headers.get('content-length') ?? 0);
    const body = bytes.subarray(end + 4, end + 4 + length).toString();
    if (Buffer.byteLength(body) < length) throw new Error(`half an answer: ${body}`);
    answers.push({ status, type: headers.get('content-type') ?? '', body: body === NO_CHUNKS ? '' : body });
    at = end + 4 + length;
  }
  return answers;
}
