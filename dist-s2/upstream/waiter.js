import { UpstreamError } from './failure.js';
/** One who waits for a permit: it is granted or refused, or its caller leaves. */
export class Waiter {
    rank = 0;
    ticket = 0;
    priority;
    caller;
    subject;
    latestStart;
    #signal;
    #onLeave;
    #answer = Promise.withResolvers();
    constructor({ priority, caller, subject, latestStart, signal }, onLeave) {
        this.priority = priority;
        this.caller = caller;
        this.subject = subject;
        this.latestStart = latestStart;
        this.#signal = signal;
        this.#onLeave = onLeave;
        signal.addEventListener('abort', this, ONCE);
    }
    get answer() {
        return this.#answer.promise;
    }
    grant(permit) {
        this.#signal.removeEventListener('abort', this);
        this.#answer.resolve(permit);
    }
    refuse(error) {
        this.#signal.removeEventListener('abort', this);
        this.#answer.reject(error);
    }
    /** Nobody waits for the call any more. */
    handleEvent() {
        this.#onLeave(this);
        this.#answer.reject(new UpstreamError('cancelled'));
    }
}
const ONCE = { once: true };
