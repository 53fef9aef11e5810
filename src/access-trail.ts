import { keyDigest, type TransactionKey } from './domain/transaction-key.ts';
import type { RecordAccess } from './loaders/transaction-lookups.ts';

/** What one operation looked up, for its line in the audit log; a reference that was asked for twice is one access. */
export class AccessTrail {
  readonly #digests = new Map<string, Set<string>>();

  /** `WATCHED` stands for every look of a stream. */
  readonly record = (key: TransactionKey, outcome: Parameters<RecordAccess>[1] | 'WATCHED'): void =>
    this.#add(`${key.provider}/${key.account} ${outcome}`, key);

  /** The account's name is the client's text here, so it is in the hash only. */
  readonly recordForeign = (key: TransactionKey): void => this.#add(`${key.provider} FOREIGN_ACCOUNT`, key);

  report(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.#digests].map(([name, digests]) => [name, [...digests]]));
  }

  #add(name: string, key: TransactionKey): void {
    const known = this.#digests.get(name);
    if (known === undefined) this.#digests.set(name, new Set([keyDigest(key)]));
    else known.add(keyDigest(key));
  }
}
