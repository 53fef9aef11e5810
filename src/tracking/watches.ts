import type { Clock } from '../domain/clock.ts';
import { GatewayError } from '../domain/errors.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import { EVERY_TURN, type WatchTurns } from './turns.ts';
import { Watch, type WatchedAccount, type Watcher } from './watch.ts';

export interface WatchLimits {
  readonly streams: number;
  readonly streamsPerCaller: number;
  /** References, over all streams of a caller; one that is watched twice counts twice. */
  readonly watchedPerCaller: number;
  /** Different payments, of everybody together. */
  readonly watched: number;
}

/** Where turns are left out, no other gateway looks at its payments. */
export interface FoundAccount extends Omit<WatchedAccount, 'watched' | 'turns'> {
  readonly turns?: WatchTurns;
}

export interface WatchesParts {
  readonly limits: WatchLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly lookTimeoutMs: number;
  readonly findAccount: (provider: string, account: string) => FoundAccount | undefined;
}

interface CallerUse {
  streams: number;
  watched: number;
}

/** Everything that is watched at this moment, and by how many. */
export class Watches {
  readonly #parts: WatchesParts;
  readonly #watches = new Map<string, Watch>();
  readonly #byAccount = new Map<string, number>();
  readonly #callers = new Map<string, CallerUse>();
  readonly #onDrain = new Set<() => void>();
  #streams = 0;
  #isDraining = false;

  constructor(parts: WatchesParts) {
    this.#parts = parts;
  }

  /** Different payments. */
  get watched(): number {
    return this.#watches.size;
  }

  get streams(): number {
    return this.#streams;
  }

  /**
   * Takes the place of one stream. Called before anything is watched.
   *
   * @throws GatewayError LIMIT_EXCEEDED where there is no place; the function that it gives frees the place again.
   */
  openStream(caller: string, keys: readonly TransactionKey[], onDrain: () => void): () => void {
    const { limits } = this.#parts;
    const use = this.#callers.get(caller) ?? { streams: 0, watched: 0 };
    const unknown = [...new Set(keys.map(keyText))].filter((name) => !this.#watches.has(name)).length;
    const isTooMuch =
      this.#streams >= limits.streams ||
      use.streams >= limits.streamsPerCaller ||
      use.watched + keys.length > limits.watchedPerCaller ||
      this.watched + unknown > limits.watched;
    if (isTooMuch) throw new GatewayError('LIMIT_EXCEEDED', TOO_MUCH);
    use.streams += 1;
    use.watched += keys.length;
    this.#callers.set(caller, use);
    this.#streams += 1;
    this.#onDrain.add(onDrain);
    if (this.#isDraining) onDrain();
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#onDrain.delete(onDrain);
      this.#streams -= 1;
      use.streams -= 1;
      use.watched -= keys.length;
      if (use.streams === 0) this.#callers.delete(caller);
    };
  }

  /** The function that it gives ends the watching. */
  join(key: TransactionKey, watcher: Watcher): () => void {
    const name = keyText(key);
    const watch = this.#watches.get(name) ?? this.#begin(key, name);
    watch.join(watcher);
    return () => {
      watch.leave(watcher);
      if (!watch.isEmpty || this.#watches.get(name) !== watch) return;
      this.#watches.delete(name);
      this.#count(key, -1);
    };
  }

  /** When a payment is looked at next, in milliseconds since the epoch; null where nobody watches it. */
  nextLookAt(key: TransactionKey): number | null {
    return this.#watches.get(keyText(key))?.nextAt ?? null;
  }

  /** Something says that this payment has changed. False where nobody watches it. */
  hurry(key: TransactionKey): boolean {
    const watch = this.#watches.get(keyText(key));
    watch?.hurry();
    return watch !== undefined;
  }

  /** Lets every stream say goodbye, and takes no new one. */
  drain(): void {
    this.#isDraining = true;
    for (const onDrain of [...this.#onDrain]) onDrain();
  }

  #begin(key: TransactionKey, name: string): Watch {
    const { clock, random, lookTimeoutMs, findAccount } = this.#parts;
    const account = findAccount(key.provider, key.account);
    if (account === undefined) throw new GatewayError('INTERNAL', 'The gateway failed.');
    const watched = () => this.#byAccount.get(accountOf(key)) ?? 0;
    // Looked up for each look, because an account may be connected anew while it is watched.
    const current = () => findAccount(key.provider, key.account) ?? account;
    const { turns = EVERY_TURN } = account;
    const watch = new Watch({
      key,
      account: {
        source: { lookup: (watched, context) => current().source.lookup(watched, context) },
        status: () => current().status(),
        turns,
        watched,
      },
      clock,
      random,
      lookTimeoutMs,
    });
    this.#watches.set(name, watch);
    this.#count(key, 1);
    return watch;
  }

  #count(key: TransactionKey, change: 1 | -1): void {
    const name = accountOf(key);
    this.#byAccount.set(name, (this.#byAccount.get(name) ?? 0) + change);
  }
}

const TOO_MUCH = 'Too much is watched at this moment. End a stream, watch less, or poll with `transactions`.';

function accountOf({ provider, account }: TransactionKey): string {
  return `${provider}/${account}`;
}
