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
      const name = keyText(key);
      let isOwn = false;
      // Async only for a source that throws, against its contract: a flight takes a rejection, and lets nothing else pass.
      const depart = async (signal: CancelSignal, priority: typeof context.priority) => {
        isOwn = true;
        return source.lookup(key, { ...context, signal, priority });
      };
      const outcome = await flights.join(name, context, depart);
      // A flight has the time of whoever started it: one that came to nothing for want of it says nothing to the patient.
      const ranOut = outcome.outcome === 'RATE_LIMITED' || outcome.outcome === 'DEADLINE_EXCEEDED';
      return isOwn || !ranOut || context.signal.aborted ? outcome : flights.join(name, context, depart);
    },
  };
}
