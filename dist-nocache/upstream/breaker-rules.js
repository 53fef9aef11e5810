const CONSECUTIVE_FAILURES = 5;
/** Half of at least 20 calls in 10 seconds. */
const SAMPLING = { share: 0.5, calls: 20, seconds: 10 };
/** When to stop: failures in a row, for quiet hours, or a share of many, for busy ones. Both see every call. */
export class BreakerRules {
    #clock;
    #inARow = 0;
    #seconds = [];
    constructor(clock) {
        this.#clock = clock;
    }
    succeeded() {
        this.#inARow = 0;
        this.#count(0);
    }
    /** True where it is one too many. */
    failed() {
        this.#inARow += 1;
        this.#count(1);
        return this.#inARow >= CONSECUTIVE_FAILURES || this.#areTooMany();
    }
    /** The provider answers again: how it did before is no reason to stop. */
    forget() {
        this.#inARow = 0;
        this.#seconds = [];
    }
    #areTooMany() {
        let [calls, failures] = [0, 0];
        for (const second of this.#seconds) {
            calls += second.calls;
            failures += second.failures;
        }
        return calls >= SAMPLING.calls && failures >= SAMPLING.share * calls;
    }
    #count(failures) {
        const second = Math.floor(this.#clock.monotonic() / 1000);
        const last = this.#seconds.at(-1);
        if (last?.second === second) {
            last.calls += 1;
            last.failures += failures;
            return;
        }
        this.#seconds = this.#seconds.filter((other) => other.second > second - SAMPLING.seconds);
        this.#seconds.push({ second, calls: 1, failures });
    }
}
