import type { CancelSignal } from '../domain/cancellation.ts';
import type { Priority } from '../domain/priority.ts';
import { UpstreamError } from './failure.ts';
import type { Permit } from './permit.ts';
import type { Asking, Waiting } from './waiting-line.ts';

/** Whoever asks an account's budget for a call. */
export interface CallDemand extends Asking {
  /** What the call asks for, so that asking again too early keeps its place in the line. */
  readonly subject: string;
  /** On the monotonic clock: a call that cannot start by then is refused at once. */
  readonly latestStart: number;
  readonly signal: CancelSignal;
}

/** One who waits for a permit: it is granted or refused, or its caller leaves. */
export class Waiter implements Waiting {
  rank = 0;
  ticket = 0;
  readonly priority: () => Priority;
  readonly caller: string;
  readonly subject: string;
  readonly latestStart: number;
  readonly #signal: CancelSignal;
  readonly #onLeave: (waiter: Waiter) => void;
  readonly #answer = Promise.withResolvers<Permit>();

  constructor({ priority, caller, subject, latestStart, signal }: CallDemand, onLeave: (waiter: Waiter) => void) {
    this.priority = priority;
    this.caller = caller;
    this.subject = subject;
    this.latestStart = latestStart;
    this.#signal = signal;
    this.#onLeave = onLeave;
    signal.addEventListener('abort', this, ONCE);
  }

  get answer(): Promise<Permit> {
    return this.#answer.promise;
  }

  grant(permit: Permit): void {
    this.#signal.removeEventListener('abort', this);
    this.#answer.resolve(permit);
  }

  refuse(error: UpstreamError): void {
    this.#signal.removeEventListener('abort', this);
    this.#answer.reject(error);
  }

  /** Nobody waits for the call any more. */
  handleEvent(): void {
    this.#onLeave(this);
    this.#answer.reject(new UpstreamError('cancelled'));
  }
}

const ONCE = { once: true } as const;
