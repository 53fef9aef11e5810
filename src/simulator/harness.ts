import type { IncomingHttpHeaders } from 'node:http';
import type { OutcomeCode } from '../domain/lookup-outcome.ts';
import type { FaultPromise } from './fault.ts';
import type { RecordFields } from './record-text.ts';

// This file is all that a provider's simulation may import from here.
export { createRandom, type Random } from './random.ts';
export { replaceField } from './record-text.ts';

/** A request as a provider's simulation sees it. */
export interface SimulatedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** A reply in the provider's documented form, before any fault is put on it. */
export interface SimulatedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One readable id and what it shows: the simulator's table of contents. */
export interface Scenario {
  /** The reference as a caller of the gateway gives it, such as `{ customId: "order-paid" }`. */
  readonly reference: Readonly<Record<string, string>>;
  /** What the gateway is promised to answer. */
  readonly outcome: OutcomeCode;
  readonly description: string;
}

/** A fault that only one provider can have: another reply in the place of the right one. */
export interface ReplyFault extends FaultPromise {
  readonly change: (reply: SimulatedReply) => SimulatedReply;
}

/** One provider's wire behaviour: pure functions of the request, the seed and the clock. The server around it is shared. */
export interface Simulation {
  /** The provider's registered name. */
  readonly name: string;
  /**
   * Readable ids, with every outcome that a record can have. A refused credential is none of them: the gateway would
   * stop asking for the whole account.
   */
  readonly scenarios: readonly Scenario[];
  /** The same of records that are no transactions, by the name of their resource. */
  readonly resources?: Readonly<Record<string, readonly Scenario[]>>;
  /** The generated data set: references of ordinary records, at least 60. */
  readonly references: ReadonlyArray<Readonly<Record<string, string>>>;
  /** What is asked for: the id, custom id or token; null where the request names none. */
  readonly asked: (request: SimulatedRequest) => string | null;
  /** The reference by which a caller of the gateway asks for a readable id. */
  readonly reference: (id: string) => Readonly<Record<string, string>>;
  /** The credential as sent; null where there is none. */
  readonly credential: (request: SimulatedRequest) => string | null;
  readonly answer: (request: SimulatedRequest) => SimulatedReply;
  /** As `answer`, but whatever id is asked for names an ordinary record: what faults are put on. */
  readonly answerOrdinary: (request: SimulatedRequest) => SimulatedReply;
  /** Headers of every reply while `spent` of `size` calls of the bucket are used, such as Genstore's rate-limit header. */
  readonly bucketHeaders: (spent: number, size: number) => Readonly<Record<string, string>>;
  /** The provider's own error envelope for a status. */
  readonly error: (status: number, message: string) => SimulatedReply;
  /** A whole, valid record that belongs to somebody else. */
  readonly foreignRecord: (request: SimulatedRequest) => SimulatedReply;
  /** A reply with any JSON text in the place of the record. */
  readonly replyAround: (json: string) => SimulatedReply;
  /** The provider's names of what faults rewrite; the identity may depend on what was asked by. */
  readonly recordFields: (request: SimulatedRequest) => RecordFields;
  /** What it sends by itself when a payment has changed; absent where it sends nothing. */
  readonly notifications?: SimulatedNotifications;
  /** Faults of this provider alone, by name in lower case with `_`. The shared ones need no entry. */
  readonly faults: Readonly<Record<string, ReplyFault>>;
}

export interface SimulatedNotifications {
  readonly contentType: string;
  /** The signed body about the payment as it is now; null where there is none to tell of. */
  readonly write: (reference: string, signKey: string) => string | null;
  readonly isAcknowledged: (answer: { readonly status: number; readonly body: string }) => boolean;
  /** The documented pause before each retry. */
  readonly retryDelaysMs: readonly number[];
}

/** When a simulator started and what time it is, in milliseconds since the epoch: what records that progress depend on. */
export interface Progress {
  readonly startedAt: number;
  readonly now: number;
}

export interface SimulationOptions {
  /** The same seed gives the same data. */
  readonly seed: number;
  /** Milliseconds since the epoch; records that progress are a function of it. */
  readonly now: () => number;
  /** When the simulator started, on the same clock. */
  readonly startedAt: number;
}

export type SimulateProvider = (options: SimulationOptions) => Simulation;

export function jsonReply(status: number, body: string): SimulatedReply {
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}
