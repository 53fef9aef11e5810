import { isProblem, problem } from '../domain/lookup-outcome.js';
import { keyDigest } from '../domain/transaction-key.js';
import { changedFields } from './changes.js';
import { followed, jittered, pollInterval } from './interval.js';
/** A look that somebody else has just caused serves as well, unless it may have been before the change. */
const MAX_AGE_SECONDS = { WATCH: 1, NOTIFICATION: 0 };
/** Problems that are answers of the provider, and not the lack of one. */
const ANSWERS = new Set(['NOT_FOUND', 'INVALID_REFERENCE']);
/** One poller for one payment, however many watch it. It starts with the first watcher and ends with the last. */
export class Watch {
    #parts;
    #watchers = new Set();
    #answer = null;
    #failure = null;
    /** Since when nothing has happened: no change, and nobody new who watches. On the monotonic clock. */
    #quietSince;
    #look = null;
    #lookedAt = 0;
    /** When the provider said what is known, in milliseconds since the epoch. */
    #knownAt = 0;
    #cancelTimer = () => { };
    #nextAt = null;
    #unfollow = () => { };
    /** The question whether it is our turn, while it is not answered. */
    #asked = null;
    constructor(parts) {
        this.#parts = parts;
        this.#quietSince = parts.clock.monotonic();
    }
    /** When it looks next, in milliseconds since the epoch; null where it is looking. */
    get nextAt() {
        return this.#nextAt;
    }
    get isEmpty() {
        return this.#watchers.size === 0;
    }
    /** Told at once of what is known, and then of every look. */
    join(watcher) {
        const isFirst = this.isEmpty;
        this.#watchers.add(watcher);
        // Whoever has just come wants to see what happens as soon as the first did.
        this.#quietSince = this.#parts.clock.monotonic();
        const intervalMs = this.#interval();
        const known = { hasChanged: false, intervalMs };
        if (this.#answer !== null) {
            watcher.onObservation({ ...known, outcome: this.#aged(this.#answer), isDegraded: false });
        }
        if (this.#failure !== null)
            watcher.onObservation({ ...known, outcome: this.#failure, isDegraded: true });
        if (isFirst) {
            this.#unfollow = this.#parts.account.turns.follow(this.#parts.key, this.#hear);
            void this.#lookNow('WATCH');
        }
        else
            this.#bringForward(intervalMs);
    }
    leave(watcher) {
        if (!this.#watchers.delete(watcher) || !this.isEmpty)
            return;
        this.#unfollow();
        this.#asked = null;
        this.#cancelTimer();
        this.#look?.abort();
    }
    /** Something says that the payment has changed: looks at once, and trusts nothing that was known before. */
    hurry() {
        if (this.isEmpty)
            return;
        this.#cancelTimer();
        this.#look?.abort();
        void this.#lookNow('NOTIFICATION');
    }
    async #lookNow(purpose) {
        const look = new AbortController();
        this.#look = look;
        this.#asked = null;
        this.#nextAt = null;
        const outcome = await this.#ask(look, purpose);
        // Another look has begun meanwhile, or nobody watches any more.
        if (this.#look !== look || this.isEmpty)
            return;
        this.#look = null;
        const { account, key, clock } = this.#parts;
        const at = outcome.outcome === 'FOUND' ? outcome.freshness.fetchedAt : clock.now();
        account.turns.tell(key, { outcome, at });
        this.#show({ outcome, at }, jittered);
    }
    /** It is time to look, unless another gateway does: then that one will tell, or has died. */
    #lookInTurn() {
        const { account, key } = this.#parts;
        const turn = account.turns.take(key);
        if (turn === true) {
            void this.#lookNow('WATCH');
            return;
        }
        const asked = {};
        this.#asked = asked;
        void Promise.resolve(turn).then((isOwn) => {
            // Somebody has told, or is in a hurry, or has left.
            if (this.#asked !== asked)
                return;
            if (isOwn)
                void this.#lookNow('WATCH');
            else
                this.#lookIn(this.#interval() / 4);
        });
    }
    /** Another gateway has looked: that serves as well as a look of our own. */
    #hear = (seen) => {
        // A look of our own that is under way is newer, and what was on its way meanwhile may be older than what is known.
        if (this.isEmpty || this.#look !== null || seen.at < this.#knownAt)
            return;
        this.#cancelTimer();
        this.#show(seen, followed);
    };
    #show({ outcome, at }, spread) {
        this.#knownAt = at;
        const observation = this.#observe(outcome);
        this.#lookedAt = this.#parts.clock.monotonic();
        this.#lookIn(spread(observation.intervalMs, this.#parts.random));
        for (const watcher of [...this.#watchers])
            watcher.onObservation(observation);
    }
    /** The next look was set when nobody was in such a hurry. */
    #bringForward(intervalMs) {
        if (this.#nextAt === null || this.isEmpty)
            return;
        const { clock, random } = this.#parts;
        const elapsed = clock.monotonic() - this.#lookedAt;
        if (clock.now() + intervalMs - elapsed >= this.#nextAt)
            return;
        this.#cancelTimer();
        this.#lookIn(Math.max(0, jittered(intervalMs, random) - elapsed));
    }
    #lookIn(wait) {
        const { clock } = this.#parts;
        this.#asked = null;
        this.#cancelTimer = clock.after(wait, () => this.#lookInTurn());
        this.#nextAt = clock.now() + wait;
    }
    async #ask(look, purpose) {
        const { key, account, clock, lookTimeoutMs } = this.#parts;
        const cancelTimer = clock.after(lookTimeoutMs, () => look.abort());
        try {
            return await account.source.lookup(key, {
                signal: look.signal,
                deadline: clock.monotonic() + lookTimeoutMs,
                requestId: `watch-${keyDigest(key)}`,
                caller: 'watch',
                priority: () => 'WATCH',
                purpose,
                freshness: { maxAgeSeconds: MAX_AGE_SECONDS[purpose], allowStale: false, forceRefresh: false },
                onCall: () => { },
            });
        }
        catch {
            return problem('INTERNAL');
        }
        finally {
            cancelTimer();
        }
    }
    #observe(outcome) {
        const isDegraded = isProblem(outcome) && !ANSWERS.has(outcome.outcome);
        if (isDegraded) {
            this.#failure = outcome;
            return { outcome, hasChanged: false, isDegraded, intervalMs: this.#interval() };
        }
        const hasChanged = this.#answer !== null && changedFields(this.#answer, outcome).length > 0;
        if (hasChanged)
            this.#quietSince = this.#parts.clock.monotonic();
        this.#failure = null;
        this.#answer = outcome;
        return { outcome, hasChanged, isDegraded, intervalMs: this.#interval() };
    }
    #interval() {
        const { clock, account } = this.#parts;
        const { health, budget } = account.status();
        let minIntervalMs = Number.POSITIVE_INFINITY;
        for (const watcher of this.#watchers)
            minIntervalMs = Math.min(minIntervalMs, watcher.minIntervalMs);
        return pollInterval({
            quietForMs: clock.monotonic() - this.#quietSince,
            minIntervalMs,
            watchedOfAccount: account.watched(),
            refillPerSecond: budget.refillPerSecond,
            health,
        });
    }
    /** What was known before somebody joined is older by now than it was when it was learned. */
    #aged(outcome) {
        if (outcome.outcome !== 'FOUND')
            return outcome;
        const { freshness } = outcome;
        const ageSeconds = Math.max(0, Math.floor((this.#parts.clock.now() - freshness.fetchedAt) / 1000));
        return { ...outcome, freshness: { ...freshness, ageSeconds, source: 'CACHED' } };
    }
}
