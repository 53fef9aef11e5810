import type { Reply } from '../../src/upstream/http.ts';

/** A whole reply as `http.ts` hands it on; JSON with status 200 unless told otherwise. */
export function reply(
  text: string,
  options: { status?: number; contentType?: string; retryAfter?: string } = {},
): Reply {
  const headers = new Headers({ 'content-type': options.contentType ?? 'application/json' });
  if (options.retryAfter !== undefined) headers.set('retry-after', options.retryAfter);
  return {
    status: options.status ?? 200,
    header: (name) => headers.get(name),
    isJson: (options.contentType ?? 'application/json').includes('json'),
    text,
    bytes: Buffer.byteLength(text),
  };
}

export function jsonReply(
  body: unknown,
  options: { status?: number; contentType?: string; retryAfter?: string } = {},
): Reply {
  return reply(JSON.stringify(body), options);
}
