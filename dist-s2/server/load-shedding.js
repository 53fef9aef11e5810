/** How often it is looked at how late the event loop is. */
const SAMPLE_MS = 100;
/** Who arrives waits for the end of the turn, so a turn that takes longer has taken up too many. */
const TURN_MS = 50;
/**
 * Of a turn that takes longer, refusing gets this share, and operations the rest. Refusing costs a twentieth of answering,
 * and those who are refused come back at once: without a share, they would leave nothing for anybody.
 */
const REFUSING_SHARE = 0.2;
/** Whatever the turn takes, this many may begin in it: one slow operation on an idle machine is no overload. */
const LEAST = 8;
/**
 * Whether another operation may begin. As many may be under way as the configuration says: those that wait for a provider
 * cost little. Those that compute make the event loop late; then only so many begin in a turn of it as keep it short.
 */
export class LoadShedder {
    #parts;
    #inFlight = 0;
    #sampledAt;
    #isLate = false;
    #turn = null;
    constructor(parts) {
        this.#parts = parts;
        this.#sampledAt = parts.clock.monotonic();
    }
    /** Operations that are being answered. */
    get inFlight() {
        return this.#inFlight;
    }
    get isFull() {
        return this.#isRefusing() || this.#inFlight >= this.#parts.limits.requestsInFlight;
    }
    /** False where the operation is to be refused; else `leave` is called when it has ended. */
    enter() {
        if (this.isFull)
            return false;
        this.#inFlight += 1;
        if (this.#turn !== null)
            this.#turn.admitted += 1;
        return true;
    }
    leave() {
        this.#inFlight -= 1;
    }
    #isRefusing() {
        const now = this.#parts.clock.monotonic();
        this.#turn ??= this.#beginTurn(now);
        const turn = this.#turn;
        if (turn.isRefusing)
            turn.refusingMs += now - turn.checkedAt;
        turn.checkedAt = now;
        const elapsed = now - turn.startedAt;
        const isTooLong = this.#isLate && elapsed > TURN_MS && turn.admitted >= LEAST;
        turn.isRefusing = isTooLong && turn.refusingMs < elapsed * REFUSING_SHARE;
        return turn.isRefusing;
    }
    #beginTurn(now) {
        const { loopDelay, afterTurn = setImmediate } = this.#parts;
        afterTurn(() => {
            this.#turn = null;
        });
        // Not within a turn: how late that is shows only at its end.
        if (now - this.#sampledAt >= SAMPLE_MS) {
            this.#sampledAt = now;
            this.#isLate = loopDelay() > TURN_MS;
        }
        return { startedAt: now, checkedAt: now, isRefusing: false, refusingMs: 0, admitted: 0 };
    }
}
