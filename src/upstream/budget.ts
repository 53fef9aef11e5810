import { LRUCache } from 'lru-cache';
import type { AccountStatus } from '../domain/account-status.ts';
import type { Clock } from '../domain/clock.ts';
import { PRIORITIES, type Priority } from '../domain/priority.ts';
import { UpstreamError } from './failure.ts';

/** What one provider account admits. Infinity where the provider publishes no limit. */
export interface BudgetLimits {
  readonly capacity: number;
  readonly refillPerSecond: number;
  readonly concurrency: number;
  readonly waiting: number;
}

export interface CallDemand {
  /** Read anew whenever a place is free: a call that somebody waits for by now has become more urgent. */
  readonly priority: () => Priority;
  /** Between callers of one priority, places go round. */
  readonly caller: string;
  /** What the call asks for, so that asking again too early keeps its place in the line. */
  readonly subject: string;
  /** On the monotonic clock: a call that cannot start by then is refused at once. */
  readonly latestStart: number;
  readonly signal: AbortSignal;
}

/** The right to make one call. */
export interface Permit {
  /** The call is over: its place is free. */
  readonly release: () => void;
  /** The call was not made after all: its place and its token are free. */
  readonly refund: () => void;
}

interface Waiter {
  readonly demand: CallDemand;
  readonly grant: (permit: Permit) => void;
  readonly refuse: (error: UpstreamError) => void;
}

/** The share of tokens that a priority leaves to those above it, and the share of places that it may take. */
const SHARES: Readonly<Record<Priority, { readonly leaves: number; readonly places: number }>> = {
  INTERACTIVE: { leaves: 0, places: 1 },
  WATCH: { leaves: 0.1, places: 0.75 },
  BACKGROUND: { leaves: 0.25, places: 0.5 },
};

/** How often the line looks whether somebody in it has become more urgent. */
const RECONSIDER_MS = 100;

const REMEMBERED_PROMISES = 10_000;
const REMEMBERED_CALLERS = 1_000;

/**
 * One account's calls: a token bucket for what the provider meters, places for calls in flight, and a line that is fair
 * between callers. Every call takes a token, retries included.
 *
 * A call that cannot start in time is refused at once with the time at which a token will be there for it. Those times
 * are promises, one token after the other, so that everybody who comes back as told finds one.
 */
export class Budget {
  readonly #limits: BudgetLimits;
  readonly #clock: Clock;
  readonly #waiters: Waiter[] = [];
  readonly #promises = new LRUCache<string, number>({ max: REMEMBERED_PROMISES });
  readonly #lastServed = new LRUCache<string, number>({ max: REMEMBERED_CALLERS });
  #capacity: number;
  #tokens: number;
  #refilledAt: number;
  #frozenUntil = 0;
  #promisedUntil = 0;
  #inFlight = 0;
  #spent = 0;
  #served = 0;
  #callMilliseconds = 200;
  #cancelWake: (() => void) | null = null;

  constructor(limits: BudgetLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#capacity = limits.capacity;
    this.#tokens = limits.capacity;
    this.#refilledAt = clock.monotonic();
  }

  /** @throws UpstreamError `over_budget` where the call could not start in time, `cancelled` where nobody waits any more. */
  acquire(demand: CallDemand): Promise<Permit> {
    if (demand.signal.aborted) return Promise.reject(new UpstreamError('cancelled'));
    const ahead = this.#ahead(demand);
    const wait = this.#waitFor(demand.priority(), ahead);
    const isLate = this.#clock.monotonic() + wait > demand.latestStart;
    if (wait > 0 && (isLate || this.#isFullFor(demand))) return Promise.reject(this.#refusal(demand));
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.#leave(waiter);
        if (this.#waiters.length === 0) this.#scheduleWake();
        reject(new UpstreamError('cancelled'));
      };
      const settle = () => demand.signal.removeEventListener('abort', cancel);
      const waiter: Waiter = {
        demand,
        grant: (permit) => {
          settle();
          resolve(permit);
        },
        refuse: (error) => {
          settle();
          reject(error);
        },
      };
      demand.signal.addEventListener('abort', cancel, { once: true });
      const goesBefore = ahead < this.#waiters.length;
      this.#waiters.push(waiter);
      this.#dispatch();
      if (goesBefore && Number.isFinite(this.#capacity)) this.#dismissHopeless();
    });
  }

  /** What a reply said of the provider's own count. It only ever lowers ours: replies of calls in flight come late. */
  observe(used: number, size: number): void {
    // Without a refill of our own there would be no way back up.
    if (!Number.isFinite(this.#capacity)) return;
    this.#refill();
    this.#capacity = Math.min(this.#capacity, size);
    const left = Math.max(0, size - used);
    if (left >= this.#tokens) return;
    this.#tokens = left;
    this.#dismissHopeless();
  }

  /** The provider refused a call for its rate: nothing is asked until then, and nothing is saved up meanwhile. */
  freeze(seconds: number): void {
    this.#refill();
    this.#frozenUntil = Math.max(this.#frozenUntil, this.#clock.monotonic() + seconds * 1000);
    this.#tokens = Math.min(this.#tokens, Number.isFinite(this.#capacity) ? 0 : this.#tokens);
    this.#refilledAt = this.#frozenUntil;
    this.#dismissHopeless();
    this.#dispatch();
  }

  status(): AccountStatus['budget'] {
    this.#refill();
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      capacity: finite(this.#capacity),
      available: finite(Math.max(0, Math.floor(this.#tokens))),
      refillPerSecond: finite(this.#limits.refillPerSecond),
      spent: this.#spent,
      waiting: this.#waiters.length,
      inFlight: this.#inFlight,
      frozenSeconds: Math.max(0, Math.ceil((this.#frozenUntil - this.#clock.monotonic()) / 1000)),
    };
  }

  #dispatch(): void {
    this.#refill();
    for (let next = this.#next(); next !== null; next = this.#next()) {
      this.#leave(next);
      next.grant(this.#permit(next.demand));
    }
    const now = this.#clock.monotonic();
    this.#dismiss(this.#waiters.filter(({ demand }) => demand.latestStart <= now));
    this.#scheduleWake();
  }

  /** Refuses whoever was pushed back too far: better now than when their time is over. */
  #dismissHopeless(): void {
    const now = this.#clock.monotonic();
    let ahead = 0;
    const hopeless = this.#inOrder().filter(({ demand }) => {
      const isLate = now + this.#waitFor(demand.priority(), ahead) > demand.latestStart;
      if (!isLate) ahead += 1;
      return isLate;
    });
    this.#dismiss(hopeless);
  }

  /** The line as it will be served: by priority, and within one in turns of the callers. */
  #inOrder(): readonly Waiter[] {
    const turns = new Map<string, number>();
    const line = this.#waiters.map((waiter) => {
      const rank = PRIORITIES.indexOf(waiter.demand.priority());
      const name = `${rank} ${waiter.demand.caller}`;
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      return { waiter, rank, turn };
    });
    line.sort((left, right) => left.rank - right.rank || left.turn - right.turn);
    return line.map(({ waiter }) => waiter);
  }

  #dismiss(waiters: readonly Waiter[]): void {
    for (const waiter of waiters) this.#leave(waiter);
    for (const { demand, refuse } of waiters) refuse(this.#refusal(demand));
  }

  #permit({ caller }: CallDemand): Permit {
    this.#tokens -= 1;
    this.#spent += 1;
    this.#inFlight += 1;
    this.#served += 1;
    this.#lastServed.set(caller, this.#served);
    const started = this.#clock.monotonic();
    let open = true;
    const end = (refunded: number) => {
      if (!open) return;
      open = false;
      this.#inFlight -= 1;
      this.#tokens = Math.min(this.#capacity, this.#tokens + refunded);
      this.#spent -= refunded;
      // A moving average is enough to say how long a line for places will take.
      if (refunded === 0) this.#callMilliseconds += (this.#clock.monotonic() - started - this.#callMilliseconds) / 8;
      this.#dispatch();
    };
    return { release: () => end(0), refund: () => end(1) };
  }

  /** The waiter whose turn it is: by priority, then the caller who was served longest ago, then in order. */
  #next(): Waiter | null {
    if (this.#clock.monotonic() < this.#frozenUntil) return null;
    const admitted = PRIORITIES.map((priority) => this.#admits(priority));
    if (!admitted.includes(true)) return null;
    let best: Waiter | null = null;
    let bestRank: number = PRIORITIES.length;
    let longestAgo = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      const rank = PRIORITIES.indexOf(waiter.demand.priority());
      if (rank > bestRank || !admitted[rank]) continue;
      const served = this.#lastServed.get(waiter.demand.caller) ?? 0;
      if (rank < bestRank || served < longestAgo) [best, bestRank, longestAgo] = [waiter, rank, served];
    }
    return best;
  }

  #admits(priority: Priority): boolean {
    return this.#inFlight < this.#places(priority) && this.#tokens >= 1 + this.#reserved(priority);
  }

  /** Work that nobody watches may fill the line for its like, but never for those who wait. */
  #isFullFor({ priority }: CallDemand): boolean {
    if (this.#waiters.length < this.#limits.waiting) return false;
    const own = PRIORITIES.indexOf(priority());
    const inTheWay = this.#waiters.filter(({ demand }) => PRIORITIES.indexOf(demand.priority()) <= own);
    return inTheWay.length >= this.#limits.waiting;
  }

  /** How many waiters will be served before a new one: all of higher priority, and its fair share of its own. */
  #ahead({ priority, caller }: CallDemand): number {
    const own = PRIORITIES.indexOf(priority());
    const counts = new Map<string, number>();
    let higher = 0;
    for (const { demand } of this.#waiters) {
      const rank = PRIORITIES.indexOf(demand.priority());
      if (rank < own) higher += 1;
      else if (rank === own) counts.set(demand.caller, (counts.get(demand.caller) ?? 0) + 1);
    }
    const mine = counts.get(caller) ?? 0;
    counts.delete(caller);
    const others = counts.values().reduce((sum, count) => sum + Math.min(count, mine + 1), 0);
    return higher + mine + others;
  }

  /** Milliseconds until a call with `ahead` before it can start, if nobody more urgent comes. */
  #waitFor(priority: Priority, ahead: number): number {
    this.#refill();
    const missing = ahead + 1 + this.#reserved(priority) - this.#tokens;
    const frozen = Math.max(0, this.#frozenUntil - this.#clock.monotonic());
    const forTokens = missing <= 0 ? 0 : (missing / this.#limits.refillPerSecond) * 1000;
    const places = this.#places(priority);
    const queued = ahead + 1 + this.#inFlight - places;
    const forPlaces = queued <= 0 ? 0 : Math.ceil(queued / places) * this.#callMilliseconds;
    return frozen + Math.max(forTokens, forPlaces);
  }

  #refusal({ caller, subject, priority }: CallDemand): UpstreamError {
    const now = this.#clock.monotonic();
    const ticket = `${caller}\n${subject}`;
    const promised = this.#promises.get(ticket);
    const spacing = 1000 / this.#limits.refillPerSecond;
    // A freeze that came after the promise holds for it too.
    if (promised !== undefined && promised > now) {
      return overBudget(Math.max(promised, this.#frozenUntil + spacing) - now);
    }
    const behind = Math.max(this.#promisedUntil, now + this.#waitFor(priority(), this.#waiters.length));
    this.#promisedUntil = behind + spacing;
    this.#promises.set(ticket, this.#promisedUntil);
    return overBudget(this.#promisedUntil - now);
  }

  #refill(): void {
    const now = this.#clock.monotonic();
    if (now <= this.#refilledAt) return;
    const gained = ((now - this.#refilledAt) / 1000) * this.#limits.refillPerSecond;
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained);
    this.#refilledAt = now;
    // Everything is saved up again, so those who were promised a call have not come for it.
    if (Number.isFinite(this.#capacity) && this.#tokens >= this.#capacity && this.#promisedUntil > 0) {
      this.#promisedUntil = 0;
      this.#promises.clear();
    }
  }

  #scheduleWake(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (this.#waiters.length === 0) return;
    const now = this.#clock.monotonic();
    const waiting = new Set<Priority>();
    let wait = Number.POSITIVE_INFINITY;
    for (const { demand } of this.#waiters) {
      waiting.add(demand.priority());
      wait = Math.min(wait, demand.latestStart - now);
    }
    for (const priority of waiting) {
      const forToken = this.#waitForToken(priority);
      // Without a token to wait for, the next call that ends wakes the line.
      if (forToken > 0) wait = Math.min(wait, forToken);
      if (priority !== 'INTERACTIVE') wait = Math.min(wait, RECONSIDER_MS);
    }
    if (Number.isFinite(wait)) this.#cancelWake = this.#clock.after(Math.ceil(wait), () => this.#dispatch());
  }

  #waitForToken(priority: Priority): number {
    const missing = 1 + this.#reserved(priority) - this.#tokens;
    const frozen = Math.max(0, this.#frozenUntil - this.#clock.monotonic());
    return frozen + (missing <= 0 ? 0 : (missing / this.#limits.refillPerSecond) * 1000);
  }

  #leave(waiter: Waiter): void {
    const index = this.#waiters.indexOf(waiter);
    if (index !== -1) this.#waiters.splice(index, 1);
  }

  #reserved(priority: Priority): number {
    return Number.isFinite(this.#capacity) ? Math.floor(this.#capacity * SHARES[priority].leaves) : 0;
  }

  #places(priority: Priority): number {
    return Math.max(1, Math.floor(this.#limits.concurrency * SHARES[priority].places));
  }
}

function overBudget(milliseconds: number): UpstreamError {
  return new UpstreamError('over_budget', Math.max(1, Math.ceil(milliseconds / 1000)));
}
