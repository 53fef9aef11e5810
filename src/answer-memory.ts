import { LRUCache } from 'lru-cache';
import type { Accesses } from './access-trail.ts';
import type { AnswerBasis, Lease } from './domain/answer-basis.ts';
import type { Caller } from './domain/caller.ts';
import type { Clock } from './domain/clock.ts';
import type { KnownAnswer } from './server/direct-answer.ts';
import type { Spending } from './spending.ts';

/** What one caller has asked, to the letter. */
export interface Question {
  readonly caller: Caller;
  /** The media types to answer in. */
  readonly accept: string;
  /** The body of the request. */
  readonly text: string;
}

/** What is written again, and everything that giving it again has to be paid and accounted for with. */
export interface KeptAnswer extends Omit<KnownAnswer, 'extensions'> {
  /** In references. */
  readonly price: number;
  readonly accesses: Accesses;
  readonly operation: string;
  /** How many records of each state class it shows. */
  readonly shown: ReadonlyMap<string, number>;
  /** Of no call: the accounts that it shows records of. */
  readonly spending: Spending;
}

/** An answer that has just been made. */
export interface NewAnswer extends Omit<KeptAnswer, 'body' | 'shown'> {
  readonly body: string;
  readonly basis: AnswerBasis;
}

interface Entry {
  readonly answer: KeptAnswer;
  readonly leases: readonly Lease[];
  readonly until: number;
}

/** A short answer is written with its head as one text, in half the time that two buffers take. */
const LARGEST_TEXT = 4_096;
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_ANSWER_BYTES = 512 * 1024;
/** Measured: what an answer takes beside its body and its question, and for each record its lease and the hash of its reference. */
const ANSWER_BYTES = 1_344;
const LEASE_BYTES = 384;
/** Made anew this often, so that records that are shown all the time are not the ones that the cache drops as unused. */
const LONGEST_MS = 10_000;

/**
 * Answers of one caller to one question, given again in the same words as long as every record in them is what the cache
 * would give: a dashboard that asks for its table every few seconds costs no execution then. A different caller with the
 * same scopes and accounts under another name is another question.
 */
export class AnswerMemory {
  readonly #clock: Clock;
  readonly #entries = new LRUCache<string, Entry>({
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_ANSWER_BYTES,
    sizeCalculation: ({ answer, leases }, name) =>
      ANSWER_BYTES + bytesIn(answer.body) + name.length * 2 + leases.length * LEASE_BYTES,
  });
  readonly #callers = new WeakMap<Caller, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  recall(question: Question): KeptAnswer | null {
    const name = this.#nameOf(question);
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    if (this.#clock.monotonic() < entry.until && !entry.leases.some((lease) => lease.isOver())) return entry.answer;
    this.#entries.delete(name);
    return null;
  }

  /** Only what rests on known records alone. */
  keep(question: Question, { body, basis, ...answer }: NewAnswer): void {
    const { leases } = basis;
    const shown = new Map<string, number>();
    let until = Math.min(basis.until, this.#clock.monotonic() + LONGEST_MS);
    for (const lease of leases) {
      until = Math.min(until, lease.until);
      shown.set(lease.state, (shown.get(lease.state) ?? 0) + 1);
    }
    this.#entries.set(this.#nameOf(question), {
      answer: { ...answer, body: body.length > LARGEST_TEXT ? bytesOf(body) : body, shown },
      leases,
      until,
    });
  }

  #nameOf({ caller, accept, text }: Question): string {
    const known = this.#callers.get(caller);
    const name = known ?? JSON.stringify([caller.name, [...caller.scopes].sort(), [...caller.accounts]]);
    if (known === undefined) this.#callers.set(caller, name);
    return `${name}\n${accept}\n${text}`;
  }
}

function bytesIn(body: string | Buffer): number {
  return typeof body === 'string' ? 2 * body.length : body.byteLength;
}

/** Not of the pool of `Buffer.from`, of which a piece would keep 8 KiB alive. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
