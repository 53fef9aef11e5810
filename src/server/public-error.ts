import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { GatewayError } from '../domain/errors.ts';

/** Codes of whole requests, each with its HTTP status. */
export const REQUEST_STATUSES = {
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  LIMIT_EXCEEDED: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  MISDIRECTED_REQUEST: 421,
  INTERNAL: 500,
} as const;

export type RequestErrorCode = keyof typeof REQUEST_STATUSES;

/** The whole of what an error's `extensions` hold. */
export interface PublicExtensions {
  readonly code: string;
  readonly provider: string | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestId: string;
}

export const INTERNAL_MESSAGE = 'The gateway failed. Whoever runs it finds the reason in its log, by the requestId.';

export function newRequestId(): string {
  return randomUUID();
}

export function requestExtensions(code: RequestErrorCode, requestId: string): PublicExtensions {
  return { code, provider: null, retryable: false, retryAfterSeconds: null, requestId };
}

/** The errors that have their public form already; several hooks see one error, and only the first knows what it was. */
const SHOWN = new WeakSet<GraphQLError>();

/** What an execution error is to the outside: a GatewayError by its code, anything else INTERNAL and nameless. */
export function publicError(error: GraphQLError, requestId: string): GraphQLError {
  if (SHOWN.has(error)) return error;
  const original = error.originalError;
  if (original instanceof GatewayError) {
    const { code, retryable, retryAfterSeconds } = original;
    const provider = original.provider?.toUpperCase() ?? null;
    return shown(error, original.message, { code, provider, retryable, retryAfterSeconds, requestId });
  }
  // Without a path, graphql refused the variables or the operation's name before anything ran.
  if (error.path === undefined && (original === undefined || original instanceof GraphQLError)) {
    return shown(error, error.message, { ...requestExtensions('BAD_REQUEST', requestId), code: 'BAD_USER_INPUT' });
  }
  return shown(error, INTERNAL_MESSAGE, requestExtensions('INTERNAL', requestId));
}

/** An error of the whole request: its own message, and a code that it has no other place for. */
export function requestError(error: GraphQLError, code: RequestErrorCode, requestId: string): GraphQLError {
  return shown(error, error.message, requestExtensions(code, requestId));
}

function shown(
  { nodes, source, positions, path, extensions }: GraphQLError,
  message: string,
  own: PublicExtensions,
): GraphQLError {
  // Yoga reads the status from here and removes it.
  const http: GraphQLErrorExtensions = extensions.http === undefined ? {} : { http: extensions.http };
  const made = new GraphQLError(message, { nodes, source, positions, path, extensions: { ...own, ...http } });
  SHOWN.add(made);
  return made;
}
