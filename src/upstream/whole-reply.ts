import type { Dispatcher } from 'undici';
import { decodeText } from './capped-body.ts';
import type { Reply } from './http.ts';

export type ReplyHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** A reply with its body, and as much of a Response as ky looks at. */
export class WholeReply implements Reply {
  readonly status: number;
  readonly isJson: boolean;
  readonly text: string;
  readonly bytes: number;
  readonly #headers: ReplyHeaders;

  /** @throws UpstreamError where the body is no text. */
  constructor(status: number, headers: ReplyHeaders, body: Buffer) {
    this.status = status;
    this.isJson = JSON_TYPE.test(headerOf(headers, 'content-type') ?? '');
    this.text = decodeText(body);
    this.bytes = body.byteLength;
    this.#headers = headers;
  }

  get [Symbol.toStringTag](): 'Response' {
    return 'Response';
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  header(name: string): string | null {
    return headerOf(this.#headers, name.toLowerCase());
  }
}

/** Headers that came twice are one. */
export function headerOf(headers: ReplyHeaders, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
}
