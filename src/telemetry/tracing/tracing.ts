import type { Span, SpanFacts } from '../../domain/span.ts';

/** Traces of operations, for whoever collects them. */
export interface Tracing {
  /** The first step, within that of whoever asked, where `traceparent` names one in the form of W3C Trace Context. */
  readonly operation: (traceparent: string | null, facts: SpanFacts) => Span;
  /** What a call that is made now tells its receiver: the step that carries it, and nothing where none does. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Hands on what has not been sent, for so long as the collector may take, and no longer. */
  readonly close: () => Promise<void>;
}
