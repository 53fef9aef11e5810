import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Allowance } from '../upstream/allowance.js';
import { PREAMBLE, script } from './script.js';
/** Takes what was used from what is left, below nothing if need be: it was answered already. */
const USE = script(`${PREAMBLE}
fit(KEYS[1], 'hash')
local most = tonumber(ARGV[1])
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = number(kept[1], -most, most, most)
local at = number(kept[2], 0, now, now)
left = math.max(-most, math.min(most, left + (now - at) / 60000 * most) - tonumber(ARGV[2]))
redis.call('HSET', KEYS[1], 'left', string.format('%.3f', left), 'at', now)
redis.call('PEXPIRE', KEYS[1], 120000)
return math.floor(left)
`);
/** What was used meanwhile goes to Redis together. */
const TOGETHER_MS = 20;
const MOST_NAMES = 1_000;
/**
 * What each caller may still ask of all gateways together. Nobody waits for Redis: a gateway decides by what it knows, tells
 * what was used, and learns what others have let through a moment later. Without Redis it counts by itself.
 */
export class RedisAllowance {
    #parts;
    #known;
    #used = new Map();
    #isDue = false;
    constructor(parts) {
        this.#parts = parts;
        this.#known = new Allowance(parts.perMinute, parts.clock);
    }
    take(name, count) {
        const wait = this.#known.take(name, count);
        if (wait !== null)
            return wait;
        if (this.#used.size < MOST_NAMES || this.#used.has(name))
            this.#used.set(name, (this.#used.get(name) ?? 0) + count);
        if (!this.#isDue) {
            this.#isDue = true;
            this.#parts.clock.after(TOGETHER_MS, () => this.#tell());
        }
        return null;
    }
    #tell() {
        this.#isDue = false;
        const { run, name, perMinute } = this.#parts;
        for (const [caller, used] of this.#used) {
            const key = `${name}:${createHash('sha256').update(caller).digest('base64url').slice(0, 32)}`;
            run(USE, [key], [perMinute, used]).then((left) => this.#learn(caller, left), () => { });
        }
        this.#used.clear();
    }
    #learn(caller, left) {
        const read = z.int().max(this.#parts.perMinute).safeParse(left);
        if (read.success)
            this.#known.lower(caller, Math.max(0, read.data - (this.#used.get(caller) ?? 0)));
    }
}
