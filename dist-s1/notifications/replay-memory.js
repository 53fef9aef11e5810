import { LRUCache } from 'lru-cache';
/** Yedpay's last retry comes 24 h and 4 min after the first attempt. */
export const REMEMBERED_MS = 25 * 3_600_000;
const REMEMBERED_IDS = 50_000;
/** Which notifications came before. What falls out of it costs one more look when it is sent again, and no more. */
export class ReplayMemory {
    #ids;
    constructor(clock) {
        this.#ids = new LRUCache({
            max: REMEMBERED_IDS,
            ttl: REMEMBERED_MS,
            ttlResolution: 0,
            perf: { now: () => clock.monotonic() },
        });
    }
    note(sender, ids) {
        const names = ids.map((id) => `${sender}\n${id}`);
        const isKnown = names.some((name) => this.#ids.has(name));
        for (const name of names)
            if (!this.#ids.has(name))
                this.#ids.set(name, true);
        return isKnown;
    }
}
