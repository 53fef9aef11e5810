import type { Caller } from './domain/caller.ts';
import type { TransactionKey } from './domain/transaction-key.ts';

/** What a credential that was recognised before grants now; null where that is nothing. */
export type Regrant = (caller: Caller) => Caller | null;

interface OpenStream {
  readonly caller: Caller;
  readonly keys: readonly TransactionKey[];
  readonly end: () => void;
}

/** Streams outlive the request that began them, so what they may see is looked at again when it changes. */
export class OpenStreams {
  readonly #streams = new Set<OpenStream>();
  #regrant: Regrant = (caller) => caller;

  /** Ends it at once where its caller has lost what it needs since it was recognised. The function forgets it. */
  open(stream: OpenStream): () => void {
    if (!this.#mayGoOn(stream)) {
      stream.end();
      return () => {};
    }
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  /** Ends those whose caller is not known any more, or may see less of what they show. How many those are. */
  review(regrant: Regrant): number {
    this.#regrant = regrant;
    const over = [...this.#streams].filter((stream) => !this.#mayGoOn(stream));
    for (const stream of over) {
      this.#streams.delete(stream);
      stream.end();
    }
    return over.length;
  }

  #mayGoOn({ caller, keys }: OpenStream): boolean {
    const now = this.#regrant(caller);
    if (now === null) return false;
    // Fields that take a scope are decided when the stream begins.
    return (
      [...caller.scopes].every((scope) => now.scopes.has(scope)) &&
      keys.every(({ provider, account }) => now.accounts.get(provider)?.includes(account) ?? false)
    );
  }
}
