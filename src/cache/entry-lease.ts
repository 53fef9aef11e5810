import type { Lease } from '../domain/answer-basis.ts';
import type { FreshnessDemand } from '../domain/freshness.ts';
import type { Entry, Standing } from './entry-store.ts';
import { stateClassOf } from './lifetime.ts';

/**
 * For how long an entry answers a demand. It holds no record: answers that nobody asks for again would keep those alive
 * which the store has dropped to stay within its bytes.
 */
export class EntryLease implements Lease {
  readonly until: number;
  readonly state: string;
  readonly #standing: Standing;
  readonly #fingerprint: () => string;
  readonly #seen: string;

  constructor(
    { outcome, learnedAt, lifetime, standing }: Entry,
    { maxAgeSeconds }: FreshnessDemand,
    fingerprint: () => string,
  ) {
    this.until = learnedAt + Math.min(lifetime.freshMs, (maxAgeSeconds ?? Number.POSITIVE_INFINITY) * 1000);
    this.state = stateClassOf(outcome) ?? '';
    this.#standing = standing;
    this.#fingerprint = fingerprint;
    this.#seen = fingerprint();
  }

  isOver(): boolean {
    return this.#standing.isReplaced || this.#fingerprint() !== this.#seen;
  }
}
