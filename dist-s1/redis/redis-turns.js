import { keyText } from '../domain/transaction-key.js';
import { PREAMBLE, script } from './script.js';
import { readOutcome, writeOutcome } from './shared-outcome.js';
/** Half of the shortest interval: after that, whoever had the turn and has told nothing has died. */
const TURN_MS = 5_000;
const TAKE = script(`${PREAMBLE}
fit(KEYS[1], 'string')
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ${TURN_MS})
return 1
`);
/** One account's looks, told to all who watch the same. Without Redis every gateway looks for itself. */
export class RedisTurns {
    #parts;
    #followers = new Map();
    constructor(parts) {
        this.#parts = parts;
        parts.channels.listen('looks', (message) => this.#hear(message));
    }
    async take(key) {
        const { run, prefix, member } = this.#parts;
        try {
            return (await run(TAKE, [`${prefix}:{${this.#name(key)}}:turn`], [member])) !== 0;
        }
        catch {
            return true;
        }
    }
    tell(key, { outcome, at: fetchedAt }) {
        const { seal, channels } = this.#parts;
        const name = this.#name(key);
        channels.send('looks', `${name} ${seal.seal(name, writeOutcome({ outcome, fetchedAt, keepMs: 0 }))}`);
    }
    follow(key, onTold) {
        const name = this.#name(key);
        const followed = this.#followers.get(name) ?? { key, listeners: new Set() };
        this.#followers.set(name, followed);
        followed.listeners.add(onTold);
        return () => {
            followed.listeners.delete(onTold);
            if (followed.listeners.size === 0 && this.#followers.get(name) === followed)
                this.#followers.delete(name);
        };
    }
    #hear(message) {
        const [name = '', sealed = ''] = message.split(' ');
        const followed = this.#followers.get(name);
        if (followed === undefined)
            return;
        const { seal, clock } = this.#parts;
        const text = seal.unseal(name, sealed);
        const told = text === null ? null : readOutcome(text, followed.key);
        // A message that somebody kept and sends again is no news.
        if (told === null || clock.now() - told.fetchedAt > OLDEST_MS)
            return;
        for (const listener of [...followed.listeners])
            listener({ outcome: told.outcome, at: told.fetchedAt });
    }
    #name(key) {
        return this.#parts.seal.name('watch', keyText(key));
    }
}
/** Clocks of several machines differ by less. */
const OLDEST_MS = 30_000;
