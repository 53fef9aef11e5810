import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { GatewayError } from '../domain/errors.ts';

interface RequestErrorKind {
  readonly status: number;
  /** One constant text: nothing of what a client sent, and nothing of what failed. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable?: boolean;
  /** Whether a client that accepts application/json gets status 200 with it, as GraphQL over HTTP wants. */
  readonly isOfGraphQL?: boolean;
}

/** Codes of whole requests. */
export const REQUEST_ERRORS = {
  BAD_REQUEST: { status: 400, message: 'This is no request that the gateway understands.' },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    message: 'The document is no GraphQL. `locations` says where it stops being it.',
    isOfGraphQL: true,
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    message: 'The document does not fit the schema. `locations` says where.',
    isOfGraphQL: true,
  },
  BAD_USER_INPUT: {
    status: 400,
    message:
      'The variables or the operation name do not fit the document. Where it is a variable, `locations` says which.',
    isOfGraphQL: true,
  },
  OPERATION_TOO_COMPLEX: {
    status: 400,
    message: 'The document is larger, deeper or more repetitive than the gateway takes. See docs/errors.md.',
  },
  PERSISTED_QUERY_REQUIRED: { status: 400, message: 'Only documents of the manifest are taken, and this is none.' },
  LIMIT_EXCEEDED: { status: 400, message: 'The operation names more references than one may. Split it.' },
  UNAUTHENTICATED: { status: 401, message: 'Send a valid key or token as `Authorization: Bearer …`.' },
  FORBIDDEN: { status: 403, message: 'You may not ask this. See `scopes` in SECURITY.md.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Operations are sent by POST.' },
  NOT_ACCEPTABLE: {
    status: 406,
    message: 'Answers are application/json or application/graphql-response+json; of subscriptions, text/event-stream.',
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

/** What Yoga reads about the HTTP answer, and removes. */
type HttpExtensions = NonNullable<GraphQLErrorExtensions['http']>;

/**
 * The errors that have their public form already, with what they say about HTTP: several hooks see one error, and only the
 * first knows what it was.
 */
const SHOWN = new WeakMap<GraphQLError, HttpExtensions | undefined>();

/** What an execution error is to the outside: a GatewayError by its code, anything else INTERNAL and nameless. */
export function publicError(error: GraphQLError, requestId: string): GraphQLError {
  if (SHOWN.has(error)) {
    const http = SHOWN.get(error);
    // Yoga marks whatever is refused before it is executed as an error of GraphQL itself.
    if (http !== undefined) error.extensions.http = http;
    return error;
  }
  const original = error.originalError;
  if (original instanceof GatewayError) {
    const { code, retryable, retryAfterSeconds } = original;
    const provider = original.provider?.toUpperCase() ?? null;
    const own = { code, provider, retryable, retryAfterSeconds, requestId };
    return shown(error, original.message, own, code === 'FORBIDDEN' ? httpOf(code) : undefined);
  }
  const code = isOfCaller(error) ? 'BAD_USER_INPUT' : 'INTERNAL';
  if (error.path === undefined) return requestError(code, requestId, { error });
  return shown(error, REQUEST_ERRORS[code].message, requestExtensions(code, requestId));
}

/**
 * Whether graphql refused the variables, the operation name or a field's arguments; its messages quote them. What it says
 * of a resolver's value has no nodes of its own.
 */
function isOfCaller({ path, originalError }: GraphQLError): boolean {
  if (path === undefined && originalError === undefined) return true;
  return originalError instanceof GraphQLError && (path === undefined || originalError.nodes !== undefined);
}

/** Gives an error the HTTP status of its code, whatever the client accepts. */
export function withStatus(error: GraphQLError): GraphQLError {
  const kinds: Readonly<Record<string, RequestErrorKind>> = REQUEST_ERRORS;
  const { status } = kinds[String(error.extensions.code)] ?? REQUEST_ERRORS.INTERNAL;
  const { headers } = error.extensions.http ?? {};
  error.extensions.http = headers === undefined ? { status } : { status, headers };
  return error;
}

export interface RequestErrorDetails {
  /** Where it was found, for its locations and path. */
  readonly error?: GraphQLError;
  readonly retryAfterSeconds?: number;
}

/** An error of the whole request, with the constant message and the HTTP status of its code. */
export function requestError(
  code: RequestErrorCode,
  requestId: string,
  { error, retryAfterSeconds }: RequestErrorDetails = {},
): GraphQLError {
  const own = requestExtensions(code, requestId, retryAfterSeconds ?? null);
  const headers = retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } };
  return shown(error, REQUEST_ERRORS[code].message, own, { ...httpOf(code), ...headers });
}

/** `spec` is Yoga's word for an error of GraphQL itself. */
function httpOf(code: RequestErrorCode): HttpExtensions {
  const { status, isOfGraphQL = false }: RequestErrorKind = REQUEST_ERRORS[code];
  return { status, spec: isOfGraphQL };
}

function shown(
  error: GraphQLError | undefined,
  message: string,
  own: PublicExtensions,
  http?: HttpExtensions,
): GraphQLError {
  const { nodes, source, positions, path } = error ?? {};
  const extensions = http === undefined ? { ...own } : { ...own, http: { ...http } };
  const made = new GraphQLError(message, { nodes, source, positions, path, extensions });
  SHOWN.set(made, http);
  return made;
}
