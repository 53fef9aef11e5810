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
  if (!isPlainObject(body)) {
    return invalid('The body must be a JSON object with "query", and optionally "variables" and "operationName".');
  }
  const fault = faultOf(body as Readonly<Record<string, unknown>>);
  return fault === null ? { kind: 'operation', text } : invalid(fault);
}

const MEMBERS = ['query', 'variables', 'operationName', 'extensions'];

/** By the specification of GraphQL over HTTP; null where it is a request. */
function faultOf(body: Readonly<Record<string, unknown>>): string | null {
  const stranger = Object.keys(body).some((name) => !MEMBERS.includes(name));
  if (stranger) return `The body may have the members ${MEMBERS.join(', ')} and no others.`;
  if (typeof body.query !== 'string') return 'The body has no text "query".';
  if (!isAbsentOr(isPlainObject, body.variables)) return '"variables" must be an object.';
  if (!isAbsentOr(isPlainObject, body.extensions)) return '"extensions" must be an object.';
  if (!isAbsentOr(isText, body.operationName)) return '"operationName" must be a text.';
  return null;
}

function isAbsentOr(check: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || value === null || check(value);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
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
