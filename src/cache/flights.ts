import { type LookupOutcome, type LookupProblem, problem } from '../domain/lookup-outcome.ts';
import { type Priority, RANKS } from '../domain/priority.ts';

/** What a passenger brings: when it leaves, and how urgent it is. */
export interface Passenger {
  readonly signal: AbortSignal;
  readonly priority: () => Priority;
}

interface Flight<Outcome> {
  readonly outcome: Promise<Outcome | LookupProblem>;
  readonly passengers: Set<Passenger>;
  readonly controller: AbortController;
}

/** Starts a call that serves everybody who waits for it; its priority is that of the most urgent. */
export type Depart<Outcome = LookupOutcome> = (signal: AbortSignal, priority: () => Priority) => Promise<Outcome>;

/**
 * Identical look-ups under way are one call, across requests. Whoever leaves, leaves alone; with the last one the call is
 * given up.
 */
export class Flights<Outcome = LookupOutcome> {
  readonly #flights = new Map<string, Flight<Outcome>>();

  join(key: string, passenger: Passenger, depart: Depart<Outcome>): Promise<Outcome | LookupProblem> {
    if (passenger.signal.aborted) return Promise.resolve(problem('DEADLINE_EXCEEDED'));
    const flight = this.#flights.get(key) ?? this.#start(key, passenger, depart);
    flight.passengers.add(passenger);
    return new Promise((resolve) => {
      const leave = () => {
        resolve(problem('DEADLINE_EXCEEDED'));
        flight.passengers.delete(passenger);
        if (flight.passengers.size > 0) return;
        // Nobody may board a flight that is being given up.
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        flight.controller.abort();
      };
      passenger.signal.addEventListener('abort', leave, { once: true });
      void flight.outcome.then((outcome) => {
        passenger.signal.removeEventListener('abort', leave);
        resolve(outcome);
      });
    });
  }

  /** Nobody boards this one any more: who asks from now on asks anew. Its passengers get what it brings. */
  close(key: string): void {
    this.#flights.delete(key);
  }

  get size(): number {
    return this.#flights.size;
  }

  #start(key: string, first: Passenger, depart: Depart<Outcome>): Flight<Outcome> {
    const controller = new AbortController();
    const passengers = new Set([first]);
    const landed = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
      // V8 may keep copies of the map's table, and what was in them, until it collects the old generation.
      passengers.clear();
    };
    const outcome = depart(controller.signal, () => mostUrgent(passengers)).catch(() => problem('INTERNAL'));
    const flight: Flight<Outcome> = { controller, passengers, outcome };
    this.#flights.set(key, flight);
    void outcome.then(landed);
    return flight;
  }
}

function mostUrgent(passengers: ReadonlySet<Passenger>): Priority {
  let best: Priority = 'BACKGROUND';
  for (const { priority } of passengers) {
    const own = priority();
    if (RANKS[own] < RANKS[best]) best = own;
  }
  return best;
}
