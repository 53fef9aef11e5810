import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { BreakerHints } from '../upstream/breaker-hints.ts';
import type { AccountSeal } from './account-seal.ts';
import type { Channels } from './channels.ts';

/** The longest pause of a breaker: nobody can make another gateway believe in more. */
const LONGEST_MS = 60_000;

const hint = z.tuple([z.number().min(0).max(LONGEST_MS), z.number()]);

export interface RedisHintsParts {
  readonly clock: Clock;
  readonly seal: AccountSeal;
  readonly channels: Channels;
  /** Takes what is to be done when the account is left. */
  readonly onLeave: (end: () => void) => void;
}

/** Whose breakers are open. Only a gateway with the account's credential can say so. */
export class RedisHints implements BreakerHints {
  readonly #parts: RedisHintsParts;
  /** On the monotonic clock. */
  #openUntil = 0;

  constructor(parts: RedisHintsParts) {
    this.#parts = parts;
    parts.onLeave(parts.channels.listen('breakers', (message) => this.#hear(message)));
  }

  tell(openMs: number): void {
    const { clock, seal, channels } = this.#parts;
    const name = seal.name('breaker');
    channels.send('breakers', `${name} ${seal.seal(name, JSON.stringify([Math.ceil(openMs), clock.now()]))}`);
  }

  isOpenElsewhere(): boolean {
    return this.#parts.clock.monotonic() < this.#openUntil;
  }

  #hear(message: string): void {
    const { clock, seal } = this.#parts;
    const [name = '', sealed = ''] = message.split(' ');
    const text = name === seal.name('breaker') ? seal.unseal(name, sealed) : null;
    const read = text === null ? undefined : hint.safeParse(JSON.parse(text)).data;
    if (read === undefined) return;
    const [openMs, saidAt] = read;
    // A message that somebody kept and sends again is no news.
    if (clock.now() - saidAt <= LONGEST_MS) this.#openUntil = clock.monotonic() + openMs;
  }
}
