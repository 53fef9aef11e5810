import type { CancelSignal } from '../domain/cancellation.ts';
import type { LookupProblem } from '../domain/lookup-outcome.ts';
import { keyText } from '../domain/transaction-key.ts';
import type { LookupSource } from '../domain/transaction-source.ts';
import { Flights } from './flights.ts';

/** One call for everybody who asks the same at the same time, and nothing kept: for records of which nobody says what ends. */
export function shareLookups<Outcome extends { readonly outcome: string }>(
  source: LookupSource<Outcome>,
): LookupSource<Outcome | LookupProblem> {
  const flights = new Flights<Outcome | LookupProblem>();
  return {
    async lookup(key, context) {
      // Async only for a source that throws, against its contract: a flight takes a rejection, and lets nothing else pass.
      const depart = async (signal: CancelSignal, priority: typeof context.priority) =>
        source.lookup(key, { ...context, signal, priority });
      return (await flights.fly(keyText(key), context, depart)).outcome;
    },
  };
}
