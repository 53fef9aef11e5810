import { LRUCache } from 'lru-cache';
import { PRIORITIES, RANKS } from '../domain/priority.js';
const REMEMBERED_CALLERS = 1_000;
/**
 * Who waits, and whose turn it is: the more urgent first, and among equals the caller who was served longest ago. A turn
 * costs a look at each caller, not at each call: 200 calls on 64 places are one operation.
 */
export class WaitingLine {
    #ranks = PRIORITIES.map(() => ({ byCaller: new Map(), size: 0 }));
    #lastServed = new LRUCache({ max: REMEMBERED_CALLERS });
    #length = 0;
    #tickets = 0;
    #served = 0;
    get length() {
        return this.#length;
    }
    /** As they were sorted. */
    hasAnyOf(priority) {
        return this.#isAnyOf(RANKS[priority]);
    }
    join(waiter) {
        this.#tickets += 1;
        waiter.ticket = this.#tickets;
        this.#length += 1;
        this.#add(waiter, rankOf(waiter));
    }
    leave(waiter) {
        if (this.#remove(waiter))
            this.#length -= 1;
    }
    /** Notes that the caller has had its turn. */
    serve(caller) {
        this.#served += 1;
        this.#lastServed.set(caller, this.#served);
    }
    *[Symbol.iterator]() {
        for (const { byCaller } of this.#ranks)
            for (const queue of byCaller.values())
                yield* queue;
    }
    /** In the order in which they came. */
    filter(isWanted) {
        return [...this].filter(isWanted).sort(byTicket);
    }
    /** The next whose priority is admitted. */
    next(admits) {
        if (this.#length === 0 || !PRIORITIES.some(admits))
            return null;
        this.#raise();
        for (const priority of PRIORITIES) {
            const rank = RANKS[priority];
            while (this.#isAnyOf(rank) && admits(priority)) {
                const first = this.#firstOf(rank);
                const now = rankOf(first);
                if (now === rank)
                    return first;
                // Whoever was in a hurry has left it.
                this.#move(first, now);
            }
        }
        return null;
    }
    /** How many will be served before a new one: all that are more urgent, and its fair share of its equals. */
    ahead(newcomer) {
        this.#raise();
        const own = rankOf(newcomer);
        let before = 0;
        for (let rank = 0; rank < own; rank += 1)
            before += this.#rank(rank).size;
        const { byCaller } = this.#rank(own);
        const mine = byCaller.get(newcomer.caller)?.length ?? 0;
        for (const [caller, { length }] of byCaller)
            before += caller === newcomer.caller ? mine : Math.min(length, mine + 1);
        return before;
    }
    /** How many are as urgent as this one, or more. */
    countAsUrgentAs(newcomer) {
        this.#raise();
        let count = 0;
        for (let rank = rankOf(newcomer); rank >= 0; rank -= 1)
            count += this.#rank(rank).size;
        return count;
    }
    /** The line as it will be served: by priority, and within one in turns of the callers. */
    inOrder() {
        for (const waiter of [...this])
            if (rankOf(waiter) !== waiter.rank)
                this.#move(waiter, rankOf(waiter));
        const line = [];
        for (const { byCaller, size } of this.#ranks) {
            const end = line.length + size;
            for (let turn = 0; line.length < end; turn += 1) {
                const round = [];
                for (const queue of byCaller.values()) {
                    const waiter = queue[turn];
                    if (waiter !== undefined)
                        round.push(waiter);
                }
                line.push(...round.sort(byTicket));
            }
        }
        return line;
    }
    /** Finds those who have become more urgent. Nobody is more urgent than the first rank, where most wait. */
    #raise() {
        for (let rank = 1; rank < this.#ranks.length; rank += 1) {
            if (!this.#isAnyOf(rank))
                continue;
            const changed = [];
            for (const queue of this.#rank(rank).byCaller.values()) {
                for (const waiter of queue)
                    if (rankOf(waiter) !== rank)
                        changed.push(waiter);
            }
            for (const waiter of changed)
                this.#move(waiter, rankOf(waiter));
        }
    }
    #firstOf(rank) {
        let best;
        let longestAgo = Number.POSITIVE_INFINITY;
        for (const [caller, [first]] of this.#rank(rank).byCaller) {
            const served = this.#lastServed.get(caller) ?? 0;
            if (first === undefined || served > longestAgo)
                continue;
            if (served === longestAgo && best !== undefined && best.ticket < first.ticket)
                continue;
            best = first;
            longestAgo = served;
        }
        if (best === undefined)
            throw new Error('a rank that counts somebody has nobody');
        return best;
    }
    #move(waiter, rank) {
        this.#remove(waiter);
        this.#add(waiter, rank);
    }
    #add(waiter, rank) {
        waiter.rank = rank;
        const line = this.#rank(rank);
        line.size += 1;
        const queue = line.byCaller.get(waiter.caller);
        if (queue === undefined)
            line.byCaller.set(waiter.caller, [waiter]);
        else if (waiter.ticket === this.#tickets)
            queue.push(waiter);
        else
            queue.splice(queue.findLastIndex(({ ticket }) => ticket < waiter.ticket) + 1, 0, waiter);
    }
    #remove(waiter) {
        const line = this.#rank(waiter.rank);
        const queue = line.byCaller.get(waiter.caller);
        const index = queue?.indexOf(waiter) ?? -1;
        if (queue === undefined || index === -1)
            return false;
        line.size -= 1;
        if (queue.length === 1)
            line.byCaller.delete(waiter.caller);
        else if (index === 0)
            queue.shift();
        else
            queue.splice(index, 1);
        return true;
    }
    #isAnyOf(rank) {
        return this.#rank(rank).size > 0;
    }
    #rank(rank) {
        return this.#ranks[rank];
    }
}
function rankOf({ priority }) {
    return RANKS[priority()];
}
function byTicket(left, right) {
    return left.ticket - right.ticket;
}
