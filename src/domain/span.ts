/** The steps that are traced. */
export type SpanName = 'operation' | 'load' | 'queue' | 'attempt';

/**
 * What a span may say, and nothing else: a closed list without a field for what a client or a provider wrote, so that no
 * reference, credential or person gets into a trace.
 */
export interface SpanFacts {
  /** The name of a published or trusted operation, or `other`. */
  readonly operation?: string;
  readonly requestId?: string;
  readonly provider?: string;
  readonly account?: string;
  /** What is asked of the provider, as the log of calls names it. */
  readonly call?: string;
  /** `keyDigest` of what was looked up. */
  readonly reference?: string;
  /** How many references are looked up together. */
  readonly references?: number;
  readonly priority?: string;
  readonly attempt?: number;
  /** The HTTP status of a provider's reply. */
  readonly status?: number;
  readonly reason?: string;
  readonly outcome?: string;
}

/** A step of an operation, from its beginning to its end. Whoever traces nothing has none. */
export interface Span {
  /** A step within this one. */
  begin(name: SpanName, facts?: SpanFacts): Span;
  end(facts?: SpanFacts): void;
  /** Calls that `work` makes tell the provider that they belong to this step. */
  carry<Result>(work: () => Result): Result;
}
