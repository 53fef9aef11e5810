import { z } from 'zod';
/** The longest pause of a breaker: nobody can make another gateway believe in more. */
const LONGEST_MS = 60_000;
const hint = z.tuple([z.number().min(0).max(LONGEST_MS), z.number()]);
/** Whose breakers are open. Only a gateway with the account's credential can say so. */
export class RedisHints {
    #parts;
    /** On the monotonic clock. */
    #openUntil = 0;
    constructor(parts) {
        this.#parts = parts;
        parts.channels.listen('breakers', (message) => this.#hear(message));
    }
    tell(openMs) {
        const { clock, seal, channels } = this.#parts;
        const name = seal.name('breaker');
        channels.send('breakers', `${name} ${seal.seal(name, JSON.stringify([Math.ceil(openMs), clock.now()]))}`);
    }
    isOpenElsewhere() {
        return this.#parts.clock.monotonic() < this.#openUntil;
    }
    #hear(message) {
        const { clock, seal } = this.#parts;
        const [name = '', sealed = ''] = message.split(' ');
        const text = name === seal.name('breaker') ? seal.unseal(name, sealed) : null;
        const read = text === null ? undefined : hint.safeParse(JSON.parse(text)).data;
        if (read === undefined)
            return;
        const [openMs, saidAt] = read;
        // A message that somebody kept and sends again is no news.
        if (clock.now() - saidAt <= LONGEST_MS)
            this.#openUntil = clock.monotonic() + openMs;
    }
}
