import { onTestFinished } from 'vitest';

/** One message of GraphQL over SSE, in its distinct connections mode. */
export interface StreamMessage {
  readonly event: 'next' | 'complete';
  // biome-ignore lint/suspicious/noExplicitAny: an answer to a literal document has no generated type
  readonly data: any;
}

export interface TestStream {
  readonly response: Response;
  /** Those that have come and were not read; undefined once the stream is over. */
  next(): Promise<StreamMessage | undefined>;
  /** The event of the next message, which must be one. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  event(): Promise<any>;
  /** All events until the stream is over. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  rest(): Promise<readonly any[]>;
  /** How many comments have come, which keep the connection alive. */
  readonly comments: number;
  leave(): void;
}

export interface SubscribeOptions {
  readonly query: string;
  readonly variables?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client as the protocol describes it. It refuses whatever the protocol does not know. */
export async function subscribe(url: string, { query, variables, headers }: SubscribeOptions): Promise<TestStream> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  });
  const reader = readMessages(response);
  const next = async () => (await reader.messages.next()).value;
  return {
    response,
    next,
    async event() {
      const message = await next();
      if (message?.event !== 'next') throw new Error(`no event, but ${message?.event ?? 'the end of the connection'}`);
      return message.data.data?.transactionUpdated;
    },
    async rest() {
      const events = [];
      for (;;) {
        const message = await next();
        if (message === undefined) throw new Error('the connection ended before `complete`');
        if (message.event === 'complete') return events;
        events.push(message.data.data?.transactionUpdated);
      }
    },
    get comments() {
      return reader.count.comments;
    },
    leave: () => leaving.abort(),
  };
}

function readMessages({ body, headers }: Response) {
  const count = { comments: 0 };
  return { count, messages: read() };

  async function* read(): AsyncGenerator<StreamMessage, undefined> {
    if (!headers.get('content-type')?.startsWith('text/event-stream') || body === null) throw new Error('no stream');
    let text = '';
    let isComplete = false;
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = messageOf(block);
        if (message === null) count.comments += 1;
        else if (isComplete) throw new Error('a message after `complete`');
        else {
          isComplete = message.event === 'complete';
          yield message;
        }
      }
    }
    if (text !== '') throw new Error(`the stream ended within a message: ${text}`);
    return undefined;
  }
}

/** Null for a comment. */
function messageOf(block: string): StreamMessage | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) continue;
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== 'event' && name !== 'data') throw new Error(`a line that the protocol does not know: ${line}`);
    fields.set(name, value);
  }
  if (fields.size === 0) return null;
  const event = fields.get('event');
  if (event !== 'next' && event !== 'complete') throw new Error(`an event that the protocol does not know: ${event}`);
  const data = fields.get('data') ?? '';
  return { event, data: data === '' ? null : JSON.parse(data) };
}
