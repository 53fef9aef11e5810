import { createRandom } from './random.js';
/** Which fault meets a call: an outage, then a burst, then what is put on its reference, then its id, then chance. */
export class FaultPlan {
    #catalogue;
    #seed;
    #byReference = new Map();
    #next = [];
    #outage = null;
    #rate = null;
    constructor(catalogue, seed) {
        this.#catalogue = catalogue;
        this.#seed = seed;
    }
    setOnReference(reference, fault) {
        if (fault === null)
            this.#byReference.delete(reference);
        else
            this.#byReference.set(reference, this.#checked(fault));
    }
    setOutage(fault, { flapPeriodMs }, now) {
        this.#outage =
            fault === null ? null : { fault: this.#checked(fault), since: now, flapPeriodMs: flapPeriodMs ?? null };
    }
    failNext(count, fault) {
        this.#next.push(...Array.from({ length: count }, () => this.#checked(fault)));
    }
    /** @throws RangeError where there is a share, but no fault to choose from. */
    setRate(share, names) {
        const [first, ...others] = names.map((name) => this.#checked(name));
        if (share > 0 && first === undefined)
            throw new RangeError('A fault rate needs at least one fault.');
        const random = createRandom(this.#seed);
        this.#rate = share > 0 && first !== undefined ? { share, names: [first, ...others], random } : null;
    }
    /** What is down is down for every call, also for one that its bucket would not admit. */
    outage(now) {
        if (this.#outage === null)
            return null;
        const { fault, since, flapPeriodMs } = this.#outage;
        const isUp = flapPeriodMs !== null && (now - since) % flapPeriodMs >= flapPeriodMs / 2;
        return isUp ? null : fault;
    }
    /** The fault of the next call; a burst and the chance are used up by asking. */
    take(reference) {
        const burst = this.#next.shift();
        if (burst !== undefined)
            return burst;
        const named = reference === null ? null : (this.#byReference.get(reference) ?? this.#catalogue.ofId(reference));
        return named ?? this.#drawn();
    }
    clear() {
        this.#byReference.clear();
        this.#next.length = 0;
        this.#outage = null;
        this.#rate = null;
    }
    #drawn() {
        if (this.#rate === null)
            return null;
        const { share, names, random } = this.#rate;
        return random.integer(1, 1_000_000) <= share * 1_000_000 ? random.pick(names) : null;
    }
    #checked(name) {
        this.#catalogue.named(name);
        return name;
    }
}
