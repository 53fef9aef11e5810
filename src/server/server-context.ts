import type { Caller } from '../domain/caller.ts';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import type { OperationReport } from './operation-report.ts';
import type { RequestHints } from './request-hints.ts';

/** What the listener knows of an operation when Yoga gets it. */
export interface ServerContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** The media types to answer in: `acceptedType`. */
  readonly accept: string;
  /** Aborts when the client leaves or the operation's time is over. */
  readonly signal: AbortSignal;
  /** When that is, on the monotonic clock. */
  readonly deadline: number;
  /** Gives the operation as a whole more time, from its arrival; the deadline of its look-ups stays. */
  readonly allowMilliseconds: (milliseconds: number, onEnd: () => void) => void;
  /** The body of the request. */
  readonly text: string;
  /** It sends a document of which it is told each time that somebody does. */
  readonly isUntrusted: boolean;
  readonly hints: RequestHints;
  readonly report: OperationReport;
  /** Written by whoever needs it first: pricing, or executing. */
  prepared?: PreparedOperation;
}

/** The part of whatever context Yoga hands to a hook that the listener gave. */
export function serverContextOf(context: unknown): ServerContext {
  return context as ServerContext;
}
