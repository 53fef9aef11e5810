import { keyDigest, type TransactionKey } from './domain/transaction-key.ts';
import type { RecordAccess } from './loaders/transaction-lookups.ts';

/** By provider, account and outcome, the digests of what was looked up. */
export type Accesses = Readonly<Record<string, readonly string[]>>;

/**
 * What one operation looked up, for its line in the audit log; a reference that was asked for twice is one access. What a
 * stream looks up after its line is told at once: nobody would ask again.
 */
export class AccessTrail {
  readonly #digests = new Map<string, Set<string>>();
  readonly #tellLate: (accesses: Accesses) => void;
  #isReported = false;

  constructor(tellLate: (accesses: Accesses) => void) {
    this.#tellLate = tellLate;
  }

  /** `WATCHED` stands for every look of a stream. */
  readonly record = (key: TransactionKey, outcome: Parameters<RecordAccess>[1] | 'WATCHED'): void =>
    this.#add(`${key.provider}/${key.account} ${outcome}`, key);

  /** The account's name is the client's text here, so it is in the hash only. */
  readonly recordForeign = (key: TransactionKey): void => this.#add(`${key.provider} FOREIGN_ACCOUNT`, key);

  report(): Accesses {
    this.#isReported = true;
    return this.accesses();
  }

  /** What has been looked up so far. */
  accesses(): Accesses {
    return Object.fromEntries([...this.#digests].map(([name, digests]) => [name, [...digests]]));
  }

  #add(name: string, key: TransactionKey): void {
    const digest = keyDigest(key);
    const known = this.#digests.get(name) ?? new Set();
    if (known.has(digest)) return;
    // Where it cannot be told it throws, and the next one is to throw, too.
    if (this.#isReported) this.#tellLate({ [name]: [digest] });
    this.#digests.set(name, known.add(digest));
  }
}
