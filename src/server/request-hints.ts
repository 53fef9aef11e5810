import type { IncomingMessage } from 'node:http';

/** What a request's headers ask for beside its operation. */
export interface RequestHints {
  /** The step of the caller's own trace, as it was sent; whoever traces decides whether it is one. */
  readonly traceparent: string | null;
  /** `X-Paylens-Debug: upstream`. Whether the caller may know is decided where it is told. */
  readonly wantsSteps: boolean;
}

export function requestHints({ headers }: IncomingMessage): RequestHints {
  return {
    traceparent: headers.traceparent === undefined ? null : String(headers.traceparent),
    wantsSteps: headers['x-paylens-debug'] === 'upstream',
  };
}
