import { PRIORITIES } from '../domain/priority.js';
import { UpstreamError } from './failure.js';
import { Permit } from './permit.js';
import { PromisedTimes } from './promised-times.js';
import { TokenBucket } from './token-bucket.js';
import { Waiter } from './waiter.js';
import { WaitingLine } from './waiting-line.js';
/** The share of tokens that a priority leaves to those above it, and the share of places that it may take. */
const SHARES = {
    INTERACTIVE: { leaves: 0, places: 1 },
    WATCH: { leaves: 0.1, places: 0.75 },
    BACKGROUND: { leaves: 0.25, places: 0.5 },
};
/** How often the line looks whether somebody in it has become more urgent. */
const RECONSIDER_MS = 100;
/** How soon it looks again where a token is there and was not a moment ago: it refilled meanwhile, or is ordered. */
const LOOK_AGAIN_MS = 10;
/**
 * One account's calls: a token bucket for what the provider meters, places for calls in flight, and a line that is fair
 * between callers. Every call takes a token, retries included; one that cannot start in time is refused at once, with
 * the time at which a token will be there for it.
 */
export class Budget {
    #limits;
    #clock;
    #bucket;
    #line = new WaitingLine();
    #promises = new PromisedTimes();
    #inFlight = 0;
    #spent = 0;
    #callMilliseconds = 200;
    #cancelWake = null;
    #wakeAt = Number.POSITIVE_INFINITY;
    /** Before it, nobody who waits is too late. */
    #firstEnd = Number.POSITIVE_INFINITY;
    /** Fields and no methods, since the line and each permit call them. */
    #admits = (priority) => {
        if (this.#bucket.isFrozen || this.#inFlight >= this.#places(priority))
            return false;
        return this.#bucket.tokens >= 1 + this.#reserved(priority);
    };
    #onLeave = (waiter) => {
        this.#line.leave(waiter);
        if (this.#line.length === 0)
            this.#scheduleWake();
    };
    #office = {
        // A moving average is enough to say how long a line for places will take.
        released: (started) => {
            this.#inFlight -= 1;
            this.#callMilliseconds += (this.#clock.monotonic() - started - this.#callMilliseconds) / 8;
            this.#dispatch();
        },
        refunded: () => {
            this.#inFlight -= 1;
            this.#spent -= 1;
            this.#bucket.giveBack();
            this.#dispatch();
        },
    };
    /** The tokens are counted in this process, unless `openBucket` brings another bucket. */
    constructor(limits, clock, openBucket = () => new TokenBucket(limits, clock)) {
        this.#limits = limits;
        this.#clock = clock;
        this.#bucket = openBucket(limits, () => {
            this.#dispatch();
            this.#dismissHopeless();
        });
    }
    /** A permit where one is there and nobody waits for it; most calls need no more. */
    take({ priority, caller }) {
        this.#lapsePromises();
        if (this.#line.length > 0 || !this.#admits(priority()) || !this.#bucket.take())
            return null;
        return this.#permit(caller);
    }
    /** @throws UpstreamError `over_budget` where the call could not start in time, `cancelled` where nobody waits any more. */
    acquire(demand) {
        if (demand.signal.aborted)
            return Promise.reject(new UpstreamError('cancelled'));
        this.#lapsePromises();
        const ahead = this.#line.ahead(demand);
        const wait = this.#waitFor(demand.priority(), ahead);
        const isLate = this.#clock.monotonic() + wait > demand.latestStart;
        if (wait > 0 && (isLate || this.#isFullFor(demand)))
            return Promise.reject(this.#refusal(demand));
        const goesBefore = ahead < this.#line.length;
        const waiter = new Waiter(demand, this.#onLeave);
        this.#line.join(waiter);
        this.#firstEnd = Math.min(this.#firstEnd, waiter.latestStart);
        this.#dispatch(waiter);
        if (goesBefore && this.#bucket.isLimited)
            this.#dismissHopeless();
        return waiter.answer;
    }
    /** What a reply said of the provider's own count. */
    observe(used, size) {
        if (this.#bucket.lower(used, size))
            this.#dismissHopeless();
    }
    /** The provider refused a call for its rate. */
    freeze(seconds) {
        this.#bucket.freeze(seconds);
        this.#dismissHopeless();
        this.#dispatch();
    }
    status() {
        const finite = (value) => (Number.isFinite(value) ? value : null);
        return {
            capacity: finite(this.#bucket.capacity),
            available: finite(Math.max(0, Math.floor(this.#bucket.tokens))),
            refillPerSecond: finite(1000 / this.#bucket.spacing),
            spent: this.#spent,
            waiting: this.#line.length,
            inFlight: this.#inFlight,
            frozenSeconds: Math.max(0, Math.ceil((this.#bucket.frozenUntil - this.#clock.monotonic()) / 1000)),
        };
    }
    #lapsePromises() {
        if (this.#bucket.isFull)
            this.#promises.lapse();
    }
    #dispatch(newcomer) {
        for (let next = this.#line.next(this.#admits); next !== null; next = this.#line.next(this.#admits)) {
            if (!this.#bucket.take()) {
                this.#order(next);
                break;
            }
            this.#line.leave(next);
            next.grant(this.#permit(next.caller));
        }
        this.#dismissLate();
        this.#scheduleWake(newcomer);
    }
    /** Refuses those whose time is over. */
    #dismissLate() {
        const now = this.#clock.monotonic();
        if (now < this.#firstEnd)
            return;
        this.#dismiss(this.#line.filter(({ latestStart }) => latestStart <= now));
        this.#findFirstEnd();
    }
    #findFirstEnd() {
        this.#firstEnd = Number.POSITIVE_INFINITY;
        for (const { latestStart } of this.#line)
            this.#firstEnd = Math.min(this.#firstEnd, latestStart);
    }
    /** For the next, and for those as urgent as it that have a place: what comes is used at once. */
    #order(next) {
        const priority = next.priority();
        const places = this.#places(priority) - this.#inFlight;
        this.#bucket.order(Math.min(places, this.#line.countAsUrgentAs(next)), this.#reserved(priority));
    }
    /** Refuses whoever was pushed back too far: better now than when their time is over. */
    #dismissHopeless() {
        const now = this.#clock.monotonic();
        let ahead = 0;
        const hopeless = this.#line.inOrder().filter(({ priority, latestStart }) => {
            const isLate = now + this.#waitFor(priority(), ahead) > latestStart;
            if (!isLate)
                ahead += 1;
            return isLate;
        });
        this.#dismiss(hopeless);
    }
    #dismiss(waiters) {
        for (const waiter of waiters)
            this.#line.leave(waiter);
        for (const waiter of waiters)
            waiter.refuse(this.#refusal(waiter));
        if (this.#line.length === 0)
            this.#stopWake();
    }
    #permit(caller) {
        this.#line.serve(caller);
        this.#spent += 1;
        this.#inFlight += 1;
        return new Permit(this.#office, this.#clock.monotonic());
    }
    /** Work that nobody watches may fill the line for its like, but never for those who wait. */
    #isFullFor(demand) {
        const { waiting } = this.#limits;
        return this.#line.length >= waiting && this.#line.countAsUrgentAs(demand) >= waiting;
    }
    /** Milliseconds until a call with `ahead` before it can start, if nobody more urgent comes. */
    #waitFor(priority, ahead) {
        const forTokens = this.#bucket.waitFor(ahead + 1 + this.#reserved(priority));
        const places = this.#places(priority);
        const queued = ahead + 1 + this.#inFlight - places;
        const forPlaces = queued <= 0 ? 0 : Math.ceil(queued / places) * this.#callMilliseconds;
        return Math.max(forTokens, forPlaces);
    }
    #refusal({ caller, subject, priority }) {
        const now = this.#clock.monotonic();
        const { spacing, frozenUntil } = this.#bucket;
        const earliest = now + this.#waitFor(priority(), this.#line.length);
        const promised = this.#promises.promise(`${caller}\n${subject}`, { now, earliest, spacing });
        // A freeze that came after the promise holds for it too.
        const wait = Math.max(promised, frozenUntil + spacing) - now;
        return new UpstreamError('over_budget', Math.max(1, Math.ceil(wait / 1000)));
    }
    /**
     * The line is looked through when it wakes, and not for each call that joins or ends: with many waiting, that would cost
     * more than the calls do. To wake too early is harmless, and only a newcomer can need it earlier.
     */
    #scheduleWake(newcomer) {
        if (this.#line.length === 0)
            this.#stopWake();
        else if (this.#cancelWake === null)
            this.#wakeAfter(this.#wakeTime());
        else if (newcomer !== undefined)
            this.#wakeAfter(this.#wakeTimeOf(newcomer));
    }
    #wakeAfter(milliseconds) {
        const wakeAt = this.#clock.monotonic() + milliseconds;
        if (wakeAt >= this.#wakeAt)
            return;
        this.#stopWake();
        this.#wakeAt = wakeAt;
        this.#cancelWake = this.#clock.after(milliseconds, () => {
            this.#stopWake();
            this.#dispatch();
        });
    }
    #stopWake() {
        this.#cancelWake?.();
        this.#cancelWake = null;
        this.#wakeAt = Number.POSITIVE_INFINITY;
    }
    /** Until a token may be there, somebody is too late, or has become more urgent. */
    #wakeTime() {
        this.#findFirstEnd();
        let wait = this.#firstEnd - this.#clock.monotonic();
        for (const priority of PRIORITIES) {
            if (this.#line.hasAnyOf(priority))
                wait = Math.min(wait, this.#lookAgainIn(priority));
        }
        return Math.ceil(wait);
    }
    #wakeTimeOf({ latestStart, priority }) {
        return Math.ceil(Math.min(latestStart - this.#clock.monotonic(), this.#lookAgainIn(priority())));
    }
    #lookAgainIn(priority) {
        const reconsider = priority === 'INTERACTIVE' ? Number.POSITIVE_INFINITY : RECONSIDER_MS;
        const forToken = this.#bucket.waitFor(1 + this.#reserved(priority));
        if (forToken > 0)
            return Math.min(reconsider, forToken);
        // Without a token to wait for, the next call that ends wakes the line.
        return this.#admits(priority) ? LOOK_AGAIN_MS : reconsider;
    }
    #reserved(priority) {
        return this.#bucket.isLimited ? Math.floor(this.#bucket.capacity * SHARES[priority].leaves) : 0;
    }
    #places(priority) {
        return Math.max(1, Math.floor(this.#limits.concurrency * SHARES[priority].places));
    }
}
