import { type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import type { Priority } from '../domain/priority.ts';
import type { AnyOutcome } from '../domain/provider-record.ts';
import type { Verdict } from './breaker.ts';
import type { Reply } from './http.ts';

/** The provider did not answer, or not what was asked. */
const COUNTS_AGAINST: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'MALFORMED_RESPONSE']);

const NOT_ENDED = problem('INTERNAL');

/** One attempt, from its turn to what came of it: one object for the guard, the breaker and the log. */
export class Attempt<Outcome extends AnyOutcome = AnyOutcome> implements Verdict {
  readonly number: number;
  /** Whose turn it was, and how long the attempt had waited for it. */
  readonly priority: Priority;
  readonly queuedMs: number;
  /** On the monotonic clock. */
  startedAt = 0;
  milliseconds = 0;
  outcome: Outcome | LookupProblem = NOT_ENDED;
  /** `reply` where there was one, else why there was none. */
  reason = '';
  reply: Reply | null = null;
  /** Whether the same call may well succeed in a moment. */
  mayPass = false;

  constructor(number: number, priority: Priority, queuedMs: number) {
    this.number = number;
    this.priority = priority;
    this.queuedMs = queuedMs;
  }

  get isFailure(): boolean {
    return COUNTS_AGAINST.has(this.outcome.outcome);
  }

  /** Nobody waited for the end. */
  get isCancelled(): boolean {
    return this.outcome.outcome === 'DEADLINE_EXCEEDED';
  }

  /** The credential was refused, and there is another one by now. */
  get isRenewal(): boolean {
    return this.reason === 'credential_renewed';
  }
}
