import type { ProblemCode } from '../domain/lookup-outcome.ts';

/** Why a provider call gave no usable reply, and the outcome of its row. */
const OUTCOMES = {
  conn_refused: 'PROVIDER_UNAVAILABLE',
  dns: 'PROVIDER_UNAVAILABLE',
  tls: 'PROVIDER_UNAVAILABLE',
  connect_timeout: 'PROVIDER_UNAVAILABLE',
  ttfb: 'PROVIDER_UNAVAILABLE',
  body_timeout: 'PROVIDER_UNAVAILABLE',
  reset: 'PROVIDER_UNAVAILABLE',
  proto: 'PROVIDER_UNAVAILABLE',
  network: 'PROVIDER_UNAVAILABLE',
  redirect: 'MALFORMED_RESPONSE',
  too_large: 'MALFORMED_RESPONSE',
  encoding: 'MALFORMED_RESPONSE',
  over_budget: 'RATE_LIMITED',
  breaker_open: 'PROVIDER_UNAVAILABLE',
  denied_before: 'PROVIDER_DENIED',
  credential_renewed: 'PROVIDER_DENIED',
  cancelled: 'DEADLINE_EXCEEDED',
} as const satisfies Record<string, ProblemCode>;

export type FailureReason = keyof typeof OUTCOMES;

/**
 * A call that failed before a whole reply was read. It has a reason and nothing else: the errors of ky and undici hold
 * the URL, the credentials and the body, so none is kept as a cause.
 */
export class UpstreamError extends Error {
  readonly reason: FailureReason;
  /** When asking again may help, where that is known. */
  readonly retryAfterSeconds: number | null;

  constructor(reason: FailureReason, retryAfterSeconds: number | null = null) {
    super(`provider call failed: ${reason}`);
    this.name = 'UpstreamError';
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get outcome(): ProblemCode {
    return OUTCOMES[this.reason];
  }
}

const REASONS_BY_CODE: ReadonlyArray<readonly [pattern: RegExp, reason: FailureReason]> = [
  [/^ECONNREFUSED$/, 'conn_refused'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'dns'],
  [/^UND_ERR_CONNECT_TIMEOUT$|^ETIMEDOUT$/, 'connect_timeout'],
  [/^UND_ERR_HEADERS_TIMEOUT$/, 'ttfb'],
  [/^UND_ERR_BODY_TIMEOUT$/, 'body_timeout'],
  // undici gives most of its parser's errors a name, but no code.
  [/^(HPE_|HTTPParserError$|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/, 'proto'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/, 'tls'],
  [/^(Z_|ERR_BROTLI|ERR_ZSTD)/, 'encoding'],
];

/** The reason of whatever a call threw; its code may lie several causes deep. */
export function failureOf(error: unknown): UpstreamError {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof UpstreamError) return current;
    const code = String(('code' in current ? current.code : undefined) ?? current.name);
    const reason = REASONS_BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
    if (reason !== undefined) return new UpstreamError(reason);
  }
  return new UpstreamError('network');
}
