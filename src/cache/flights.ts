import { Cancellation, type CancelSignal } from '../domain/cancellation.ts';
import { type LookupOutcome, type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import { type Priority, RANKS } from '../domain/priority.ts';

/** What a passenger brings: when it leaves, and how urgent it is. */
export interface Passenger {
  readonly signal: CancelSignal;
  readonly priority: () => Priority;
}

/** What a flight brought, and whether it was this passenger who started it. */
export interface Landed<Outcome> {
  readonly outcome: Outcome | LookupProblem;
  readonly isOwn: boolean;
}

/** Starts a call that serves everybody who waits for it; its priority is that of the most urgent. */
export type Depart<Outcome = LookupOutcome> = (signal: CancelSignal, priority: () => Priority) => Promise<Outcome>;

/**
 * Identical look-ups under way are one call, across requests. Whoever leaves, leaves alone; with the last one the call is
 * given up.
 */
export class Flights<Outcome extends { readonly outcome: string } = LookupOutcome> {
  readonly #flights = new Map<string, Flight<Outcome>>();

  /** Once more where what came is too old, or another's flight came to nothing for want of its time: that says nothing here. */
  async fly(
    key: string,
    passenger: Passenger,
    depart: Depart<Outcome>,
    isTooOld: (outcome: Outcome | LookupProblem) => boolean = () => false,
  ): Promise<Landed<Outcome>> {
    let isOwn = false;
    const departOwn: Depart<Outcome> = (signal, priority) => {
      isOwn = true;
      return depart(signal, priority);
    };
    const outcome = await this.join(key, passenger, departOwn);
    const ranOut = outcome.outcome === 'RATE_LIMITED' || outcome.outcome === 'DEADLINE_EXCEEDED';
    if (isOwn || !(isTooOld(outcome) || (ranOut && !passenger.signal.aborted))) return { outcome, isOwn };
    return { outcome: await this.join(key, passenger, departOwn), isOwn };
  }

  join(key: string, passenger: Passenger, depart: Depart<Outcome>): Promise<Outcome | LookupProblem> {
    if (passenger.signal.aborted) return Promise.resolve(problem('DEADLINE_EXCEEDED'));
    const known = this.#flights.get(key);
    if (known !== undefined) return known.board(passenger);
    const flight = new Flight<Outcome>(() => this.#end(key, flight));
    const outcome = flight.board(passenger);
    this.#flights.set(key, flight);
    flight.depart(depart);
    return outcome;
  }

  /** Nobody boards this one any more: who asks from now on asks anew. Its passengers get what it brings. */
  close(key: string): void {
    this.#flights.delete(key);
  }

  get size(): number {
    return this.#flights.size;
  }

  #end(key: string, flight: Flight<Outcome>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

class Flight<Outcome> {
  readonly #cancellation = new Cancellation();
  readonly #onEnd: () => void;
  /**
   * Emptied when it has landed: V8 may keep copies of the table that the flight was in, and with it whole requests, until it
   * collects the old generation.
   */
  readonly #seats: Seat<Outcome>[] = [];

  /** Told as soon as nobody may board any more. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  board(passenger: Passenger): Promise<Outcome | LookupProblem> {
    return new Promise((resolve) => {
      const seat = new Seat(this, passenger, resolve);
      passenger.signal.addEventListener('abort', seat, ONCE);
      this.#seats.push(seat);
    });
  }

  depart(depart: Depart<Outcome>): void {
    depart(this.#cancellation, () => mostUrgent(this.#seats)).then(
      (outcome) => this.#land(outcome),
      () => this.#land(problem('INTERNAL')),
    );
  }

  leave(seat: Seat<Outcome>): void {
    seat.resolve(problem('DEADLINE_EXCEEDED'));
    this.#seats.splice(this.#seats.indexOf(seat), 1);
    if (this.#seats.length > 0) return;
    this.#onEnd();
    this.#cancellation.abort();
  }

  #land(outcome: Outcome | LookupProblem): void {
    this.#onEnd();
    for (const seat of this.#seats.splice(0)) {
      seat.passenger.signal.removeEventListener('abort', seat);
      seat.resolve(outcome);
    }
  }
}

const ONCE = { once: true } as const;

/** One passenger's place; it hears that its passenger leaves. */
class Seat<Outcome> {
  readonly passenger: Passenger;
  readonly resolve: (outcome: Outcome | LookupProblem) => void;
  readonly #flight: Flight<Outcome>;

  constructor(flight: Flight<Outcome>, passenger: Passenger, resolve: Seat<Outcome>['resolve']) {
    this.#flight = flight;
    this.passenger = passenger;
    this.resolve = resolve;
  }

  handleEvent(): void {
    this.#flight.leave(this);
  }
}

function mostUrgent(seats: ReadonlyArray<{ readonly passenger: Passenger }>): Priority {
  let best: Priority = 'BACKGROUND';
  for (const { passenger } of seats) {
    const own = passenger.priority();
    if (RANKS[own] < RANKS[best]) best = own;
  }
  return best;
}
