import { problem } from '../domain/lookup-outcome.js';
import { RANKS } from '../domain/priority.js';
/**
 * Identical look-ups under way are one call, across requests. Whoever leaves, leaves alone; with the last one the call is
 * given up.
 */
export class Flights {
    #flights = new Map();
    join(key, passenger, depart) {
        if (passenger.signal.aborted)
            return Promise.resolve(problem('DEADLINE_EXCEEDED'));
        const flight = this.#flights.get(key) ?? this.#start(key, passenger, depart);
        flight.passengers.add(passenger);
        return new Promise((resolve) => {
            const leave = () => {
                resolve(problem('DEADLINE_EXCEEDED'));
                flight.passengers.delete(passenger);
                if (flight.passengers.size > 0)
                    return;
                // Nobody may board a flight that is being given up.
                if (this.#flights.get(key) === flight)
                    this.#flights.delete(key);
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
    close(key) {
        this.#flights.delete(key);
    }
    get size() {
        return this.#flights.size;
    }
    #start(key, first, depart) {
        const controller = new AbortController();
        const passengers = new Set([first]);
        const landed = () => {
            if (this.#flights.get(key) === flight)
                this.#flights.delete(key);
        };
        const outcome = depart(controller.signal, () => mostUrgent(passengers)).catch(() => problem('INTERNAL'));
        const flight = { controller, passengers, outcome };
        this.#flights.set(key, flight);
        void outcome.then(landed);
        return flight;
    }
}
function mostUrgent(passengers) {
    let best = 'BACKGROUND';
    for (const { priority } of passengers) {
        const own = priority();
        if (RANKS[own] < RANKS[best])
            best = own;
    }
    return best;
}
