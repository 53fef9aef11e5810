import type { IncomingMessage } from 'node:http';
import { bodyOutlineOf } from './body-outline.ts';
import { Refusal } from './refusal.ts';

/** Large enough for 200 references as literals. */
export const MAX_BODY_BYTES = 64 * 1024;
/** For callers who send lists to compare. */
export const MAX_RECONCILE_BODY_BYTES = 512 * 1024;

/** A GraphQL request, checked as far as it can be without the schema. */
export interface OperationRequest {
  readonly query?: string | null;
  readonly documentId?: string | null;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

const NO_JSON = 'The body is no JSON text in UTF-8.';

/** The text of a body. */
export function textOf(bytes: Buffer): string {
  const text = decode(bytes);
  if (text === null) throw invalid(NO_JSON);
  return text;
}

/** Checks that a JSON text is a GraphQL request. */
export function parseOperation(text: string): OperationRequest {
  const body = parse(text);
  if (body === undefined) throw invalid(NO_JSON);
  if (!isPlainObject(body)) {
    throw invalid('The body must be a JSON object with "query", and optionally "variables" and "operationName".');
  }
  const fault = faultOf(body as Readonly<Record<string, unknown>>) ?? textFault(text, body);
  if (fault !== null) throw invalid(fault);
  return body as OperationRequest;
}

/** Reads a body to its end or to its limit. By events, because an iterator takes 4 of the 80 µs of a small query. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new Refusal('REQUEST_TOO_LARGE');
  // A small one is here by the time the caller is known, and nothing has to be waited for.
  if (request.complete && !request.destroyed) return arrivedBytes(request, maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    // The client has left or has broken the protocol: the listener has said so, if there is somebody to say it to.
    const onLoss = () => reject(new Refusal('BAD_REQUEST', { reason: 'incomplete_body' }));
    // It may be long gone, and then nothing is told any more.
    if (request.destroyed) return onLoss();
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      // What else comes is passed over: the refusal is still to be written.
      else reject(new Refusal('REQUEST_TOO_LARGE'));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', onLoss);
    request.on('close', () => {
      if (!request.readableEnded) onLoss();
    });
  });
}

function arrivedBytes(request: IncomingMessage, maxBytes: number): Buffer {
  const bytes: Buffer = request.read() ?? Buffer.alloc(0);
  if (bytes.length > maxBytes) throw new Refusal('REQUEST_TOO_LARGE');
  return bytes;
}

const MEMBERS = ['query', 'documentId', 'variables', 'operationName', 'extensions'];

/** By the specification of GraphQL over HTTP; null where it is a request. */
function faultOf(body: Readonly<Record<string, unknown>>): string | null {
  const stranger = Object.keys(body).some((name) => !MEMBERS.includes(name));
  if (stranger) return `The body may have the members ${MEMBERS.join(', ')} and no others.`;
  if (!isAbsentOr(isText, body.query)) return '"query" must be a text.';
  if (!isAbsentOr(isText, body.documentId)) return '"documentId" must be a text.';
  if (!isAbsentOr(isPlainObject, body.variables)) return '"variables" must be an object.';
  if (!isAbsentOr(isPlainObject, body.extensions)) return '"extensions" must be an object.';
  if (!isAbsentOr(isText, body.operationName)) return '"operationName" must be a text.';
  return null;
}

/** JSON.parse takes the last of two equal members, lets halves of characters through, and nests without end. */
function textFault(text: string, body: unknown): string | null {
  const { hasRepeatedMember, depth } = bodyOutlineOf(text);
  if (hasRepeatedMember) return 'The body has a member twice.';
  // Of UTF-8, only an escape can make half a character.
  if (depth > MAX_DEPTH || (text.includes('\\u') && !isWellFormed(body))) {
    return 'The body has a text that is no well-formed Unicode, or is nested too deeply.';
  }
  return null;
}

/** Deeper than any variable, and far from where recursion ends. */
const MAX_DEPTH = 64;

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isWellFormed(name) && isWellFormed(inner));
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

function invalid(message: string): Refusal {
  return new Refusal('BAD_REQUEST', { message });
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Null where the bytes are no UTF-8. */
export function decode(bytes: Buffer): string | null {
  try {
    return UTF_8.decode(bytes);
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
