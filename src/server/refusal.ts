import type { ServerResponse } from 'node:http';
import { REQUEST_ERRORS, type RequestErrorCode, requestExtensions } from './public-error.ts';

export interface RefusalDetails {
  /** Another constant text than that of the code, where one can say more. */
  readonly message?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterSeconds?: number;
  /** Why, for the audit log; never shown. */
  readonly reason?: string;
}

/** A request that is not answered, thrown at the edge by whatever finds out. */
export class Refusal extends Error {
  readonly code: RequestErrorCode;
  readonly details: RefusalDetails;

  constructor(code: RequestErrorCode, details: RefusalDetails = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** What a refused request gets as its answer, whoever writes it. */
export function refusalReply({ code, details }: Refusal, requestId: string) {
  const { message, status } = { ...REQUEST_ERRORS[code], ...details };
  const { retryAfterSeconds = null } = details;
  const extensions = requestExtensions(code, requestId, retryAfterSeconds);
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="paylens"' } : {}),
    ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...details.headers,
  };
  return { status, headers, body };
}

export function writeRefusal(response: ServerResponse, refusal: Refusal, requestId: string): void {
  const { status, headers, body } = refusalReply(refusal, requestId);
  response.writeHead(status, { ...headers }).end(body);
}
