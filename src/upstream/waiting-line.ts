import { LRUCache } from 'lru-cache';
import { PRIORITIES, type Priority, RANKS } from '../domain/priority.ts';

/** Whoever asks for a call. */
export interface Asking {
  /** Read anew at each turn: a call that somebody waits for by now has become more urgent. */
  readonly priority: () => Priority;
  readonly caller: string;
}

/** Whoever waits for one. The numbers are the line's: by what it was sorted, and when it came. */
export interface Waiting extends Asking {
  rank: number;
  ticket: number;
}

/** Those of one priority, by caller, each in the order in which they came. */
interface Rank<Waiter> {
  readonly byCaller: Map<string, Waiter[]>;
  size: number;
}

const REMEMBERED_CALLERS = 1_000;

/**
 * Who waits, and whose turn it is: the more urgent first, and among equals the caller who was served longest ago. A turn
 * costs a look at each caller, not at each call: 200 calls on 64 places are one operation.
 */
export class WaitingLine<Waiter extends Waiting> {
  readonly #ranks: readonly Rank<Waiter>[] = PRIORITIES.map(() => ({ byCaller: new Map(), size: 0 }));
  readonly #lastServed = new LRUCache<string, number>({ max: REMEMBERED_CALLERS });
  #length = 0;
  #tickets = 0;
  #served = 0;

  get length(): number {
    return this.#length;
  }

  /** As they were sorted. */
  hasAnyOf(priority: Priority): boolean {
    return this.#isAnyOf(RANKS[priority]);
  }

  join(waiter: Waiter): void {
    this.#tickets += 1;
    waiter.ticket = this.#tickets;
    this.#length += 1;
    this.#add(waiter, rankOf(waiter));
  }

  leave(waiter: Waiter): void {
    if (this.#remove(waiter)) this.#length -= 1;
  }

  /** Notes that the caller has had its turn. */
  serve(caller: string): void {
    this.#served += 1;
    this.#lastServed.set(caller, this.#served);
  }

  *[Symbol.iterator](): Generator<Waiter> {
    for (const { byCaller } of this.#ranks) for (const queue of byCaller.values()) yield* queue;
  }

  /** In the order in which they came. */
  filter(isWanted: (waiter: Waiter) => boolean): readonly Waiter[] {
    return [...this].filter(isWanted).sort(byTicket);
  }

  /** The next whose priority is admitted. */
  next(admits: (priority: Priority) => boolean): Waiter | null {
    if (this.#length === 0 || !PRIORITIES.some(admits)) return null;
    this.#raise();
    for (const priority of PRIORITIES) {
      const rank = RANKS[priority];
      while (this.#isAnyOf(rank) && admits(priority)) {
        const first = this.#firstOf(rank);
        const now = rankOf(first);
        if (now === rank) return first;
        // Whoever was in a hurry has left it.
        this.#move(first, now);
      }
    }
    return null;
  }

  /** How many will be served before a new one: all that are more urgent, and its fair share of its equals. */
  ahead(newcomer: Asking): number {
    this.#raise();
    const own = rankOf(newcomer);
    let before = 0;
    for (let rank = 0; rank < own; rank += 1) before += this.#rank(rank).size;
    const { byCaller } = this.#rank(own);
    const mine = byCaller.get(newcomer.caller)?.length ?? 0;
    for (const [caller, { length }] of byCaller)
      before += caller === newcomer.caller ? mine : Math.min(length, mine + 1);
    return before;
  }

  /** How many are as urgent as this one, or more. */
  countAsUrgentAs(newcomer: Asking): number {
    this.#raise();
    let count = 0;
    for (let rank = rankOf(newcomer); rank >= 0; rank -= 1) count += this.#rank(rank).size;
    return count;
  }

  /** The line as it will be served: by priority, and within one in turns of the callers. */
  inOrder(): readonly Waiter[] {
    for (const waiter of [...this]) if (rankOf(waiter) !== waiter.rank) this.#move(waiter, rankOf(waiter));
    const line: Waiter[] = [];
    for (const { byCaller, size } of this.#ranks) {
      const end = line.length + size;
      for (let turn = 0; line.length < end; turn += 1) {
        const round: Waiter[] = [];
        for (const queue of byCaller.values()) {
          const waiter = queue[turn];
          if (waiter !== undefined) round.push(waiter);
        }
        line.push(...round.sort(byTicket));
      }
    }
    return line;
  }

  /** Finds those who have become more urgent. Nobody is more urgent than the first rank, where most wait. */
  #raise(): void {
    for (let rank = 1; rank < this.#ranks.length; rank += 1) {
      if (!this.#isAnyOf(rank)) continue;
      const changed: Waiter[] = [];
      for (const queue of this.#rank(rank).byCaller.values()) {
        for (const waiter of queue) if (rankOf(waiter) !== rank) changed.push(waiter);
      }
      for (const waiter of changed) this.#move(waiter, rankOf(waiter));
    }
  }

  #firstOf(rank: number): Waiter {
    let best: Waiter | undefined;
    let longestAgo = Number.POSITIVE_INFINITY;
    for (const [caller, [first]] of this.#rank(rank).byCaller) {
      const served = this.#lastServed.get(caller) ?? 0;
      if (first === undefined || served > longestAgo) continue;
      if (served === longestAgo && best !== undefined && best.ticket < first.ticket) continue;
      best = first;
      longestAgo = served;
    }
    if (best === undefined) throw new Error('a rank that counts somebody has nobody');
    return best;
  }

  #move(waiter: Waiter, rank: number): void {
    this.#remove(waiter);
    this.#add(waiter, rank);
  }

  #add(waiter: Waiter, rank: number): void {
    waiter.rank = rank;
    const line = this.#rank(rank);
    line.size += 1;
    const queue = line.byCaller.get(waiter.caller);
    if (queue === undefined) line.byCaller.set(waiter.caller, [waiter]);
    else if (waiter.ticket === this.#tickets) queue.push(waiter);
    else queue.splice(queue.findLastIndex(({ ticket }) => ticket < waiter.ticket) + 1, 0, waiter);
  }

  #remove(waiter: Waiter): boolean {
    const line = this.#rank(waiter.rank);
    const queue = line.byCaller.get(waiter.caller);
    const index = queue?.indexOf(waiter) ?? -1;
    if (queue === undefined || index === -1) return false;
    line.size -= 1;
    if (index === 0) queue.shift();
    else queue.splice(index, 1);
    if (queue.length === 0) line.byCaller.delete(waiter.caller);
    return true;
  }

  #isAnyOf(rank: number): boolean {
    return this.#rank(rank).size > 0;
  }

  #rank(rank: number): Rank<Waiter> {
    return this.#ranks[rank] as Rank<Waiter>;
  }
}

function rankOf({ priority }: Asking): number {
  return RANKS[priority()];
}

function byTicket(left: Waiting, right: Waiting): number {
  return left.ticket - right.ticket;
}
