import type { Clock } from '../../domain/clock.ts';
import type { TransactionReferenceInput } from '../../domain/transaction-reference.ts';
import type { TransactionLookup } from '../../loaders/transaction-lookups.ts';
import { AccountPatience, PATIENCE, type PatienceLimits } from './patience.ts';

/** One attempt to look a reference up. */
export interface LookUpAttempt {
  readonly reference: TransactionReferenceInput;
  readonly signal: AbortSignal;
  /** On the monotonic clock. */
  readonly deadline: number;
  /** Told of each provider call. */
  readonly onCall: () => void;
}

export type LookUpOnce = (attempt: LookUpAttempt) => Promise<TransactionLookup>;

export interface PatientParts {
  readonly lookUpOnce: LookUpOnce;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of the run, on the monotonic clock; infinite where it may take as long as it takes. */
  readonly deadline: number;
  readonly limits?: PatienceLimits;
}

export type LookUpPatiently = (reference: TransactionReferenceInput, onCall: () => void) => Promise<TransactionLookup>;

/** How long one attempt may wait for its turn. It is asked again after, so this only bounds a wait. */
const ATTEMPT_MS = 600_000;

/**
 * Looks references up for a run that nobody watches: what is not answered now is asked again when it may be, as long as
 * its account answers at all and the run has time.
 */
export function patientLookUp({
  lookUpOnce,
  clock,
  signal,
  deadline,
  limits = PATIENCE,
}: PatientParts): LookUpPatiently {
  const patience = new AccountPatience(clock, limits);
  return async (reference, onCall) => {
    let failures = 0;
    for (;;) {
      signal.throwIfAborted();
      let calls = 0;
      const lookup = await lookUpOnce({
        reference,
        signal,
        deadline: Math.min(deadline, clock.monotonic() + ATTEMPT_MS),
        onCall: () => {
          calls += 1;
          onCall();
        },
      });
      // What it came to because nobody waits any more says nothing.
      signal.throwIfAborted();
      const { provider, account } = lookup.reference;
      const name = `${provider}/${account}`;
      if (patience.note(name, lookup.outcome)) return lookup;
      // What was refused before a call was made, as by an open breaker, says nothing of this entry.
      if (calls > 0) failures += 1;
      const pause = patience.pauseAfter(name, lookup.outcome, failures);
      if (pause === null || clock.monotonic() + pause >= deadline) return lookup;
      await sleep(clock, pause, signal);
    }
  };
}

function sleep(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    const leave = () => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
  });
}
