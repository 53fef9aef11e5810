import { hasReached, NOT_FOUND_PATIENCE_MS } from './goal.js';
import { unaskedInterval } from './interval.js';
import { WatchedRow } from './watched-row.js';
/**
 * One client's stream: a snapshot of each reference, then what changes, then why it ended. What is not read in time is
 * merged into one event for each reference, which leaves out the states between and no reference.
 *
 * @throws GatewayError LIMIT_EXCEEDED, at once and not when it is first read.
 */
export function watchTransactions(parts) {
    return new TransactionStream(parts).read();
}
class TransactionStream {
    #parts;
    #startedAt;
    /** What is still watched, and how to end that. */
    #open = new Map();
    /** Rows with something to read: at most each once, so a slow reader cannot fill the memory. */
    #unread = new Set();
    #endings = [];
    #reason = null;
    #sequence = 0;
    #wake = () => { };
    constructor(parts) {
        const { watches, caller, clock, signal } = parts;
        const references = distinct(parts.references);
        this.#parts = { ...parts, references };
        this.#startedAt = clock.monotonic();
        const keys = references.flatMap((reference) => ('key' in reference ? [reference.key] : []));
        this.#endings.push(watches.openStream(caller, keys, () => this.#end('DRAINING')));
        this.#endings.push(parts.followAccess?.(() => this.#end('ACCESS_ENDED')) ?? (() => { }));
        signal.addEventListener('abort', this.#leave, { once: true });
        if (signal.aborted)
            this.#leave();
        // A gateway that drains has said so already, and so has one that does not know the caller any more.
        else if (this.#reason === null)
            this.#begin();
    }
    async *read() {
        try {
            while (!this.#parts.signal.aborted) {
                const event = this.#next();
                if (event !== null)
                    yield event;
                else if (this.#reason !== null) {
                    yield this.#completed(this.#reason);
                    return;
                }
                else {
                    await new Promise((resolve) => {
                        this.#wake = resolve;
                    });
                }
            }
        }
        finally {
            this.#leave();
        }
    }
    #begin() {
        const { references, clock, accessEndsAt, maxDurationMs } = this.#parts;
        this.#endIn(maxDurationMs, 'TIME_LIMIT');
        const accessMs = accessEndsAt === null ? maxDurationMs : accessEndsAt - clock.now();
        if (accessMs < maxDurationMs)
            this.#endIn(Math.max(0, accessMs), 'ACCESS_ENDED');
        // For all at the same moment, asked or not: when a stream ends tells nobody which accounts exist.
        const loseHope = () => {
            for (const row of [...this.#open.keys()])
                this.#closeIfReached(row, row.latest);
        };
        this.#endings.push(clock.after(NOT_FOUND_PATIENCE_MS, loseHope));
        // All of them before the first is looked at: the stream ends with the last one.
        for (const reference of references)
            this.#open.set(new WatchedRow(reference), () => { });
        for (const row of [...this.#open.keys()])
            this.#watch(row);
        if (references.length === 0)
            this.#end('ALL_REACHED');
    }
    #watch(row) {
        const { watches, minIntervalMs } = this.#parts;
        const { watchable } = row;
        if ('outcome' in watchable) {
            const intervalMs = unaskedInterval(minIntervalMs);
            this.#observe(row, { outcome: watchable.outcome, hasChanged: false, isDegraded: false, intervalMs });
            return;
        }
        const onObservation = (observation) => this.#observe(row, { ...observation, outcome: watchable.judge(observation.outcome) });
        const leave = watches.join(watchable.key, { minIntervalMs, onObservation });
        // It may have been told at once that nothing is left to wait for.
        if (this.#open.has(row))
            this.#open.set(row, leave);
        else
            leave();
    }
    #observe(row, observation) {
        if (!this.#open.has(row))
            return;
        row.observe(observation);
        if (row.hasUnread)
            this.#unread.add(row);
        this.#closeIfReached(row, observation.outcome);
        this.#wake();
    }
    #closeIfReached(row, outcome) {
        const watchedForMs = this.#parts.clock.monotonic() - this.#startedAt;
        if (outcome === null || !hasReached(this.#parts.goal, outcome, watchedForMs))
            return;
        this.#close(row);
        if (this.#open.size === 0)
            this.#end('ALL_REACHED');
    }
    #next() {
        for (const row of this.#unread) {
            const told = row.read();
            // What comes behind it is read after that of the others.
            this.#unread.delete(row);
            if (row.hasUnread)
                this.#unread.add(row);
            if (told !== null)
                return this.#eventOf(row, told);
        }
        return null;
    }
    #eventOf(row, { intervalMs, ...told }) {
        this.#sequence += 1;
        return {
            ...told,
            reference: row.watchable.reference,
            sequence: this.#sequence,
            intervalSeconds: this.#open.has(row) ? Math.ceil(intervalMs / 1000) : null,
            reason: null,
        };
    }
    #completed(reason) {
        this.#sequence += 1;
        return {
            kind: 'COMPLETED',
            reference: null,
            outcome: null,
            previous: null,
            changed: [],
            sequence: this.#sequence,
            intervalSeconds: null,
            reason,
        };
    }
    #endIn(milliseconds, reason) {
        this.#endings.push(this.#parts.clock.after(milliseconds, () => this.#end(reason)));
    }
    /** What was observed before is still read; then the reason. */
    #end(reason) {
        this.#reason ??= reason;
        this.#stopWatching();
        this.#wake();
    }
    #stopWatching() {
        for (const row of [...this.#open.keys()])
            this.#close(row);
    }
    #close(row) {
        const leave = this.#open.get(row);
        this.#open.delete(row);
        leave?.();
    }
    #leave = () => {
        this.#parts.signal.removeEventListener('abort', this.#leave);
        this.#stopWatching();
        for (const end of this.#endings.splice(0))
            end();
        this.#wake();
    };
}
/** An event names its reference and no position, so one that is given twice is told of once. */
function distinct(references) {
    return [...new Map(references.map((watchable) => [JSON.stringify(watchable.reference), watchable])).values()];
}
