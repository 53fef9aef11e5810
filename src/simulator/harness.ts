import type { IncomingHttpHeaders } from 'node:http';

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
  /** The `LookupOutcome` that the gateway is promised to give. */
  readonly outcome: string;
  readonly description: string;
}

/** One provider's wire behaviour: pure functions of the request, the seed and the clock. The server around it is shared. */
export interface Simulation {
  /** The provider's registered name. */
  readonly name: string;
  /** Readable ids, every outcome among them. */
  readonly scenarios: readonly Scenario[];
  /** The generated data set: references of ordinary records, at least 60. */
  readonly references: ReadonlyArray<Readonly<Record<string, string>>>;
  /** What is asked for: the id, custom id or token; null where the request names none. */
  readonly asked: (request: SimulatedRequest) => string | null;
  readonly answer: (request: SimulatedRequest) => SimulatedReply;
  /** Headers of every reply while `spent` of `size` calls of the bucket are used, such as Genstore's rate-limit header. */
  readonly bucketHeaders: (spent: number, size: number) => Readonly<Record<string, string>>;
  /** The provider's own error envelope for a status. */
  readonly error: (status: number, message: string) => SimulatedReply;
  /** A whole, valid record that belongs to somebody else. */
  readonly foreignRecord: () => SimulatedReply;
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
