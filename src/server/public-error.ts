import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { GatewayError } from '../domain/errors.ts';

interface RequestErrorKind {
  readonly status: number;
  /** One constant text: nothing of what a client sent, and nothing of what failed. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable?: boolean;
}

/** Codes of whole requests. */
export const REQUEST_ERRORS = {
  BAD_REQUEST: { status: 400, message: 'This is no request that the gateway understands.' },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    message: 'The document is no GraphQL. `locations` says where it stops being it.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    message: 'The document does not fit the schema. `locations` says where.',
  },
  BAD_USER_INPUT: {
    status: 400,
    message: 'The variables or the operation name do not fit the document. `locations` says which variable.',
  },
  OPERATION_TOO_COMPLEX: {
    status: 400,
    message: 'The document is larger, deeper or more repetitive than the gateway takes. See docs/errors.md.',
  },
  PERSISTED_QUERY_REQUIRED: { status: 400, message: 'Only documents of the manifest are taken, and this is none.' },
  LIMIT_EXCEEDED: { status: 400, message: 'The operation looks up more different references than one may. Split it.' },
  UNAUTHENTICATED: { status: 401, message: 'Send a valid key or token as `Authorization: Bearer …`.' },
  FORBIDDEN: { status: 403, message: 'You may not ask this. See `scopes` in SECURITY.md.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Operations are sent by POST.' },
  NOT_ACCEPTABLE: {
    status: 406,
    message: 'Answers are application/json or application/graphql-response+json.',
  },
  REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive whole in time.', retryable: true },
  REQUEST_TOO_LARGE: { status: 413, message: 'The request is larger than the gateway takes.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Operations are sent as application/json, not compressed.' },
  MISDIRECTED_REQUEST: { status: 421, message: 'The gateway does not answer under this name (server.hosts).' },
  RATE_LIMITED: {
    status: 429,
    message: 'You have asked more than your share for now. Ask again after retryAfterSeconds.',
    retryable: true,
  },
  HEADERS_TOO_LARGE: { status: 431, message: 'The headers are larger than the gateway takes.' },
  OVERLOADED: {
    status: 503,
    message: 'The gateway cannot take this request now. Ask again after retryAfterSeconds.',
    retryable: true,
  },
  DEADLINE_EXCEEDED: { status: 504, message: 'The answer was not ready in time.', retryable: true },
  INTERNAL: {
    status: 500,
    message: 'The gateway failed. Whoever runs it finds the reason in its log, by the requestId.',
  },
} as const satisfies Record<string, RequestErrorKind>;

export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

/** The whole of what an error's `extensions` hold. */
export interface PublicExtensions {
  readonly code: string;
  readonly provider: string | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestId: string;
}

export function newRequestId(): string {
  return randomUUID();
}

export function requestExtensions(
  code: RequestErrorCode,
  requestId: string,
  retryAfterSeconds: number | null = null,
): PublicExtensions {
  const kind: RequestErrorKind = REQUEST_ERRORS[code];
  return { code, provider: null, retryable: kind.retryable ?? false, retryAfterSeconds, requestId };
}

/**
 * The errors that have their public form already, with what they say about HTTP; several hooks see one error, and only the
 * first knows what it was.
 */
const SHOWN = new WeakMap<GraphQLError, HttpExtensions>();

/** What Yoga reads about the HTTP answer, and removes. */
type HttpExtensions = NonNullable<GraphQLErrorExtensions['http']>;

/** What an execution error is to the outside: a GatewayError by its code, anything else INTERNAL and nameless. */
export function publicError(error: GraphQLError, requestId: string): GraphQLError {
  const http = SHOWN.get(error);
  if (http !== undefined) {
    // Yoga marks a refused document with `spec`, by which it answers 200 to a client that accepts application/json.
    if (http.status !== undefined) error.extensions.http = http;
    return error;
  }
  const original = error.originalError;
  if (original instanceof GatewayError) {
    const { code, retryable, retryAfterSeconds } = original;
    const provider = original.provider?.toUpperCase() ?? null;
    const status = code === 'FORBIDDEN' ? { status: REQUEST_ERRORS.FORBIDDEN.status } : {};
    return shown(error, original.message, { code, provider, retryable, retryAfterSeconds, requestId }, status);
  }
  // Without a path, graphql refused the variables or the operation's name before anything ran, and quotes them.
  if (error.path === undefined && (original === undefined || original instanceof GraphQLError)) {
    return requestError('BAD_USER_INPUT', requestId, { error });
  }
  return requestError('INTERNAL', requestId, { error });
}

export interface RequestErrorDetails {
  /** Where it was found, for its locations and path. */
  readonly error?: GraphQLError;
  readonly retryAfterSeconds?: number;
  /** Whether the HTTP status is that of the code whatever the client accepts; GraphQL's own errors leave it to Yoga. */
  readonly hasStatus?: boolean;
}

/** An error of the whole request, with the constant message of its code. */
export function requestError(
  code: RequestErrorCode,
  requestId: string,
  { error, retryAfterSeconds, hasStatus = false }: RequestErrorDetails = {},
): GraphQLError {
  const { status, message } = REQUEST_ERRORS[code];
  const headers = retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } };
  const http = hasStatus ? { status, ...headers } : {};
  return shown(error, message, requestExtensions(code, requestId, retryAfterSeconds ?? null), http);
}

function shown(
  error: GraphQLError | undefined,
  message: string,
  own: PublicExtensions,
  http: HttpExtensions,
): GraphQLError {
  const { nodes, source, positions, path } = error ?? {};
  // The status of an error that Yoga raised itself, such as an operation name that is not in the document.
  const given = http.status !== undefined ? http : error?.extensions.http;
  const extensions = given === undefined ? { ...own } : { ...own, http: given };
  const made = new GraphQLError(message, { nodes, source, positions, path, extensions });
  SHOWN.set(made, { ...http });
  return made;
}
