import { LRUCache } from 'lru-cache';
const REMEMBERED_PROMISES = 10_000;
/**
 * When those who were refused may come back: one token after the other, so that everybody who comes as told finds one.
 * Who asks again too early is told the same time. Times are of the monotonic clock.
 */
export class PromisedTimes {
    #byTicket = new LRUCache({ max: REMEMBERED_PROMISES });
    #last = 0;
    /** `earliest` is when a token would be there behind all who wait; `spacing` is the time between two tokens. */
    promise(ticket, { now, earliest, spacing }) {
        const known = this.#byTicket.get(ticket);
        if (known !== undefined && known > now)
            return known;
        this.#last = Math.max(this.#last, earliest) + spacing;
        this.#byTicket.set(ticket, this.#last);
        return this.#last;
    }
    /** Those who were promised a call have not come for it. */
    lapse() {
        if (this.#last === 0)
            return;
        this.#last = 0;
        this.#byTicket.clear();
    }
}
