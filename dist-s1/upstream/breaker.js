import { NO_HINTS } from './breaker-hints.js';
import { BreakerRules } from './breaker-rules.js';
import { UpstreamError } from './failure.js';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/**
 * Stops asking a provider account that does not answer, and lets one probe through after each pause; pauses double from
 * 5 to 60 seconds. Only failures of the provider count: a payment that does not exist is an answer.
 *
 * Where another gateway's breaker is open, one failure opens this one. A hint alone does not: the fault may be that gateway's.
 */
export class Breaker {
    #clock;
    #onChange;
    #hints;
    #rules;
    #isClosed = true;
    #openUntil = 0;
    /** How often in a row it was opened for a failure. */
    #opened = 0;
    /** The probe that is under way, which whoever comes now waits for. */
    #probe = null;
    constructor({ clock, onChange, hints = NO_HINTS }) {
        this.#clock = clock;
        this.#onChange = onChange;
        this.#hints = hints;
        this.#rules = new BreakerRules(clock);
    }
    get state() {
        if (this.#isClosed)
            return 'CLOSED';
        // Nothing wakes it when its pause is over: the next call that comes is the probe.
        return this.#probe === null && this.#clock.monotonic() < this.#openUntil ? 'OPEN' : 'HALF_OPEN';
    }
    status() {
        const { state } = this;
        return { state, retryAfterSeconds: state === 'OPEN' ? this.#secondsLeft() : null };
    }
    /** Runs the call, unless the breaker is open. @throws UpstreamError `breaker_open` without a call. */
    async run(call) {
        while (this.#probe !== null)
            await this.#probe.promise;
        if (!this.#isClosed)
            return this.#runProbe(call);
        const result = await call();
        // Clients that leave must not make a provider look well, nor ill.
        if (!result.isCancelled)
            this.#note(result);
        return result;
    }
    #note({ isFailure }) {
        if (!isFailure)
            this.#rules.succeeded();
        else if (this.#hasEnough())
            this.#open(false);
    }
    async #runProbe(call) {
        if (this.state === 'OPEN')
            throw new UpstreamError('breaker_open', this.#secondsLeft());
        const probe = Promise.withResolvers();
        this.#probe = probe;
        let result = null;
        try {
            result = await call();
            return result;
        }
        finally {
            // A call from before may have failed meanwhile, and has decided it.
            if (this.#probe === probe)
                this.#decide(result);
        }
    }
    /** What was thrown is a fault of ours, and none of the provider. */
    #decide(result) {
        if (result !== null && (result.isFailure || result.isCancelled)) {
            this.#hasEnough();
            this.#open(result.isCancelled);
        }
        else
            this.#close();
    }
    #hasEnough() {
        const isTooMuch = this.#rules.failed();
        return this.#hints.isOpenElsewhere() || isTooMuch;
    }
    #open(isCancelled) {
        if (!this.#isClosed && this.#probe === null)
            return;
        const wasClosed = this.#isClosed;
        const pause = isCancelled ? FIRST_PAUSE_MS : Math.min(FIRST_PAUSE_MS * 2 ** this.#opened, LONGEST_PAUSE_MS);
        this.#isClosed = false;
        this.#openUntil = this.#clock.monotonic() + pause;
        if (!isCancelled)
            this.#opened += 1;
        this.#endProbe();
        this.#hints.tell(pause);
        // A probe that failed opens it again, and is no news.
        if (wasClosed)
            this.#onChange('OPEN');
    }
    #close() {
        this.#rules.forget();
        this.#rules.succeeded();
        this.#isClosed = true;
        this.#opened = 0;
        this.#endProbe();
        this.#hints.tell(0);
        this.#onChange('CLOSED');
    }
    #endProbe() {
        this.#probe?.resolve();
        this.#probe = null;
    }
    #secondsLeft() {
        return Math.max(1, Math.ceil((this.#openUntil - this.#clock.monotonic()) / 1000));
    }
}
