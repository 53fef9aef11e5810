import { LRUCache } from 'lru-cache';
import { PRIORITIES, type Priority, RANKS } from '../domain/priority.ts';

/** Whoever waits for a call. */
export interface Waiting {
  /** Read anew at each turn: a call that somebody waits for by now has become more urgent. */
  readonly priority: () => Priority;
  readonly caller: string;
}

const REMEMBERED_CALLERS = 1_000;

/** Who waits, and whose turn it is: the more urgent first, and among equals the caller who was served longest ago. */
export class WaitingLine<Waiter extends Waiting> {
  readonly #waiters: Waiter[] = [];
  readonly #lastServed = new LRUCache<string, number>({ max: REMEMBERED_CALLERS });
  #served = 0;

  get length(): number {
    return this.#waiters.length;
  }

  join(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  leave(waiter: Waiter): void {
    const index = this.#waiters.indexOf(waiter);
    if (index !== -1) this.#waiters.splice(index, 1);
  }

  /** Notes that the caller has had its turn. */
  serve({ caller }: Waiting): void {
    this.#served += 1;
    this.#lastServed.set(caller, this.#served);
  }

  [Symbol.iterator](): Iterator<Waiter> {
    return this.#waiters.values();
  }

  filter(isWanted: (waiter: Waiter) => boolean): readonly Waiter[] {
    return this.#waiters.filter(isWanted);
  }

  /** The next whose priority is admitted; in one pass, because lines can be long. */
  next(admits: (priority: Priority) => boolean): Waiter | null {
    const admitted = PRIORITIES.map(admits);
    if (!admitted.includes(true)) return null;
    let best: Waiter | null = null;
    let bestRank: number = PRIORITIES.length;
    let longestAgo = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      const rank = rankOf(waiter);
      if (rank > bestRank || !admitted[rank]) continue;
      const served = this.#lastServed.get(waiter.caller) ?? 0;
      if (rank < bestRank || served < longestAgo) [best, bestRank, longestAgo] = [waiter, rank, served];
    }
    return best;
  }

  /** How many will be served before a new one: all that are more urgent, and its fair share of its equals. */
  ahead(newcomer: Waiting): number {
    const own = rankOf(newcomer);
    const counts = new Map<string, number>();
    let moreUrgent = 0;
    for (const waiter of this.#waiters) {
      const rank = rankOf(waiter);
      if (rank < own) moreUrgent += 1;
      else if (rank === own) counts.set(waiter.caller, (counts.get(waiter.caller) ?? 0) + 1);
    }
    const mine = counts.get(newcomer.caller) ?? 0;
    counts.delete(newcomer.caller);
    const others = counts.values().reduce((sum, count) => sum + Math.min(count, mine + 1), 0);
    return moreUrgent + mine + others;
  }

  /** How many are as urgent as this one, or more. */
  countAsUrgentAs(newcomer: Waiting): number {
    const own = rankOf(newcomer);
    return this.#waiters.filter((waiter) => rankOf(waiter) <= own).length;
  }

  /** The line as it will be served: by priority, and within one in turns of the callers. */
  inOrder(): readonly Waiter[] {
    const turns = new Map<string, number>();
    const line = this.#waiters.map((waiter) => {
      const rank = rankOf(waiter);
      const name = `${rank} ${waiter.caller}`;
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      return { waiter, rank, turn };
    });
    line.sort((left, right) => left.rank - right.rank || left.turn - right.turn);
    return line.map(({ waiter }) => waiter);
  }
}

function rankOf({ priority }: Waiting): number {
  return RANKS[priority()];
}
