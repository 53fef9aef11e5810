import type { Clock } from '../domain/clock.ts';
import { keyText, type TransactionKey } from '../domain/transaction-key.ts';
import type { Seen, WatchTurns } from '../tracking/turns.ts';
import type { AccountSeal } from './account-seal.ts';
import type { Channels } from './channels.ts';
import type { Run } from './link.ts';
import { PREAMBLE, script } from './script.ts';
import { readOutcome, writeOutcome } from './shared-outcome.ts';

/** Half of the shortest interval: after that, whoever had the turn and has told nothing has died. */
const TURN_MS = 5_000;

const TAKE = script(`${PREAMBLE}
fit(KEYS[1], 'string')
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ${TURN_MS})
return 1
`);

export interface RedisTurnsParts {
  readonly clock: Clock;
  readonly run: Run;
  readonly prefix: string;
  readonly member: string;
  readonly seal: AccountSeal;
  readonly channels: Channels;
}

type Listener = (seen: Seen) => void;

/** One account's looks, told to all who watch the same. Without Redis every gateway looks for itself. */
export class RedisTurns implements WatchTurns {
  readonly #parts: RedisTurnsParts;
  readonly #followers = new Map<string, { readonly key: TransactionKey; readonly listeners: Set<Listener> }>();
  #unlisten = () => {};

  constructor(parts: RedisTurnsParts) {
    this.#parts = parts;
  }

  async take(key: TransactionKey): Promise<boolean> {
    const { run, prefix, member } = this.#parts;
    try {
      return (await run(TAKE, [`${prefix}:{${this.#name(key)}}:turn`], [member])) !== 0;
    } catch {
      return true;
    }
  }

  tell(key: TransactionKey, { outcome, at: fetchedAt }: Seen): void {
    const { seal, channels } = this.#parts;
    const name = this.#name(key);
    channels.send('looks', `${name} ${seal.seal(name, writeOutcome({ outcome, fetchedAt, keepMs: 0 }))}`);
  }

  /** Listens for as long as anybody follows: who watches goes on, also when the account is connected anew. */
  follow(key: TransactionKey, onTold: Listener): () => void {
    if (this.#followers.size === 0) {
      this.#unlisten = this.#parts.channels.listen('looks', (message) => this.#hear(message));
    }
    const name = this.#name(key);
    const followed = this.#followers.get(name) ?? { key, listeners: new Set() };
    this.#followers.set(name, followed);
    followed.listeners.add(onTold);
    return () => {
      followed.listeners.delete(onTold);
      if (followed.listeners.size > 0 || this.#followers.get(name) !== followed) return;
      this.#followers.delete(name);
      if (this.#followers.size === 0) this.#unlisten();
    };
  }

  #hear(message: string): void {
    const [name = '', sealed = ''] = message.split(' ');
    const followed = this.#followers.get(name);
    if (followed === undefined) return;
    const { seal, clock } = this.#parts;
    const text = seal.unseal(name, sealed);
    const told = text === null ? null : readOutcome(text, followed.key);
    // A message that somebody kept and sends again is no news.
    if (told === null || clock.now() - told.fetchedAt > OLDEST_MS) return;
    for (const listener of [...followed.listeners]) listener({ outcome: told.outcome, at: told.fetchedAt });
  }

  #name(key: TransactionKey): string {
    return this.#parts.seal.name('watch', keyText(key));
  }
}

/** Clocks of several machines differ by less. */
const OLDEST_MS = 30_000;
