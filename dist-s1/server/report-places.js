export class ReportPlaces {
    #limits;
    #taken = new Map();
    #inAll = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    /** Takes a place, and gives what frees it again; null where none is free for this caller. */
    take(caller) {
        const own = this.#taken.get(caller) ?? 0;
        if (own >= this.#limits.perCaller || this.#inAll >= this.#limits.inAll)
            return null;
        this.#taken.set(caller, own + 1);
        this.#inAll += 1;
        return () => {
            this.#inAll -= 1;
            const left = (this.#taken.get(caller) ?? 1) - 1;
            if (left === 0)
                this.#taken.delete(caller);
            else
                this.#taken.set(caller, left);
        };
    }
}
