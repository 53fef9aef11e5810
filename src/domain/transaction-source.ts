import type { AnswerBasis } from './answer-basis.ts';
import type { CancelSignal } from './cancellation.ts';
import type { FreshnessDemand } from './freshness.ts';
import type { LookupOutcome } from './lookup-outcome.ts';
import type { LookPurpose } from './observation.ts';
import type { Priority } from './priority.ts';
import type { Span } from './span.ts';
import type { TransactionKey } from './transaction-key.ts';
import type { UpstreamStep } from './upstream-step.ts';

export interface LookupContext {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: CancelSignal;
  /** On the monotonic clock: no answer is of use after it. */
  readonly deadline: number;
  readonly requestId: string;
  readonly caller: string;
  /** Read anew whenever a call may start: somebody may have begun to wait for it. */
  readonly priority: () => Priority;
  /** What the look is for: it is remembered with what was seen. */
  readonly purpose: LookPurpose;
  readonly freshness: FreshnessDemand;
  /** Told of every provider call that this look-up causes. */
  readonly onCall: (key: TransactionKey) => void;
  /** Told of what the look-up did on its way, where somebody wants to know. */
  readonly onStep?: ((step: UpstreamStep) => void) | undefined;
  /** Where what the answer rests on is noted; undefined where nobody would give the same answer again. */
  readonly basis?: AnswerBasis | undefined;
  /** What the look-up is a part of; undefined where nothing is traced. */
  readonly span?: Span | undefined;
}

/**
 * The look-up port. A provider implements it for one account; a cache wraps it.
 *
 * One key at a time, since no provider has an endpoint for several: one that had would gather the keys of a turn. It does
 * not reject for what a provider or a key did.
 */
export interface LookupSource<Outcome> {
  lookup(key: TransactionKey, context: LookupContext): Promise<Outcome>;
  /** What is known without asking anybody; undefined where somebody must be asked, or nothing is ever kept. */
  known?(key: TransactionKey, context: LookupContext): Outcome | undefined;
}

export type TransactionSource = LookupSource<LookupOutcome>;
