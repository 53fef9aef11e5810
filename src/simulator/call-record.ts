import { createHash } from 'node:crypto';

/** A call as the provider saw it. */
export interface RecordedCall {
  readonly method: string;
  /** Without the query, which may hold a payment token. */
  readonly path: string;
  readonly reference: string | null;
  /** Tells credentials apart without holding one. */
  readonly credential: string | null;
  /** Milliseconds since the epoch, on the simulator's clock. */
  readonly at: number;
}

/** A simulator may run for weeks beneath a load test: the newest calls are kept, all are counted. */
const KEPT_CALLS = 10_000;
const COUNTED_REFERENCES = 50_000;
const COUNTED_CREDENTIALS = 1_000;
const TEXT_LENGTH = 512;

export class CallRecord {
  readonly #calls: RecordedCall[] = [];
  readonly #counts = new Map<string, number>();
  readonly #credentials = new Map<string, number>();
  #total = 0;

  add(call: RecordedCall): void {
    this.#total += 1;
    this.#calls.push({ ...call, path: shorten(call.path), reference: call.reference && shorten(call.reference) });
    // In blocks, so that dropping the oldest costs nothing per call.
    if (this.#calls.length >= KEPT_CALLS * 2) this.#calls.splice(0, KEPT_CALLS);
    countOne(this.#credentials, call.credential, COUNTED_CREDENTIALS);
    countOne(this.#counts, call.reference && shorten(call.reference), COUNTED_REFERENCES);
  }

  get newest(): readonly RecordedCall[] {
    return this.#calls.slice(-KEPT_CALLS);
  }

  /** Calls by the fingerprint of their credential. */
  get credentials(): ReadonlyMap<string, number> {
    return new Map(this.#credentials);
  }

  count(reference?: string): number {
    return reference === undefined ? this.#total : (this.#counts.get(shorten(reference)) ?? 0);
  }

  clear(): void {
    this.#calls.length = 0;
    this.#counts.clear();
    this.#credentials.clear();
    this.#total = 0;
  }
}

export function fingerprint(credential: string): string {
  return createHash('sha256').update(credential).digest('base64url').slice(0, 16);
}

function countOne(counts: Map<string, number>, key: string | null, most: number): void {
  if (key === null) return;
  const count = counts.get(key);
  if (count !== undefined || counts.size < most) counts.set(key, (count ?? 0) + 1);
}

function shorten(text: string): string {
  return text.slice(0, TEXT_LENGTH);
}
