import type { IncomingMessage } from 'node:http';

/** Large enough for 200 references as literals; a larger body is no dashboard's question. */
export const MAX_BODY_BYTES = 64 * 1024;

export type BodyReading =
  | { readonly kind: 'operation'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'invalid'; readonly message: string };

/** Reads a JSON body to its end or to its limit, and checks that it is a GraphQL request. */
export async function readOperation(request: IncomingMessage): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { kind: 'too-large' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  const text = decode(Buffer.concat(chunks));
  const body = text === null ? undefined : parse(text);
  if (text === null || body === undefined) return invalid('The body is no JSON text in UTF-8.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return invalid('The body must be a JSON object with "query", and optionally "variables" and "operationName".');
  }
  if (!('query' in body) || typeof body.query !== 'string') return invalid('The body has no text "query".');
  return { kind: 'operation', text };
}

function invalid(message: string): BodyReading {
  return { kind: 'invalid', message };
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body.
    return undefined;
  }
}
