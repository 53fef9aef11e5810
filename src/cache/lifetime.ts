import { isFinal } from '../domain/finality.ts';
import type { FoundTransaction, LookupOutcome } from '../domain/lookup-outcome.ts';
import type { Transaction } from '../domain/transaction.ts';

/** What can be kept, by how soon it may change. */
export const STATE_CLASSES = ['FINAL', 'PAID', 'OPEN', 'EXPIRED_UNPAID', 'NOT_FOUND'] as const;

export type StateClass = (typeof STATE_CLASSES)[number];

/**
 * How long knowledge serves: `fresh` without asking, then `stale` while it is renewed behind the answer. The two
 * together are the state's lifetime: by their end, every change is seen.
 */
export interface Lifetime {
  readonly freshMs: number;
  readonly staleMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const LIFETIMES: Readonly<Record<StateClass, Lifetime>> = {
  FINAL: { freshMs: 24 * HOUR, staleMs: 0 },
  PAID: { freshMs: 4 * MINUTE, staleMs: MINUTE },
  OPEN: { freshMs: 3 * SECOND, staleMs: 2 * SECOND },
  EXPIRED_UNPAID: { freshMs: MINUTE, staleMs: 0 },
  NOT_FOUND: { freshMs: 5 * SECOND, staleMs: 0 },
};

/** While a provider is down, what was known is better than nothing, for this long. */
export const STALE_ON_ERROR_MS = 24 * HOUR;

/** An outcome as it is kept: how fresh it is, is told anew with each answer. */
export type KnownOutcome = Exclude<LookupOutcome, FoundTransaction> | Omit<FoundTransaction, 'freshness'>;

/** Null where nothing may be kept: a failure says nothing of the payment. */
export function stateClassOf(outcome: KnownOutcome): StateClass | null {
  switch (outcome.outcome) {
    case 'FOUND':
      return classOfTransaction(outcome.transaction);
    case 'AWAITING_CUSTOMER':
      return 'OPEN';
    case 'EXPIRED_UNPAID':
      return 'EXPIRED_UNPAID';
    case 'NOT_FOUND':
      return 'NOT_FOUND';
    default:
      return null;
  }
}

function classOfTransaction(transaction: Transaction): StateClass {
  if (isFinal(transaction, transaction.refund)) return 'FINAL';
  return transaction.status === 'PAID' && transaction.refundState !== 'PENDING' ? 'PAID' : 'OPEN';
}

/** The lifetime of what was learned at `now` (milliseconds since the epoch), cut where the provider announced a change. */
export function lifetimeOf(outcome: LookupOutcome, now: number): Lifetime | null {
  const stateClass = stateClassOf(outcome);
  if (stateClass === null) return null;
  const lifetime = LIFETIMES[stateClass];
  const change = outcome.outcome === 'FOUND' ? outcome.transaction.expectedChangeAt : null;
  if (change === null) return lifetime;
  const left = change.epochMilliseconds - now;
  // A change that was due and has not come may come at any moment; the ordinary lifetime is the answer to that. One that
  // comes after it cuts nothing.
  if (left <= 0 || left >= lifetime.freshMs + lifetime.staleMs) return lifetime;
  return {
    freshMs: Math.min(lifetime.freshMs, left),
    staleMs: Math.min(lifetime.staleMs, Math.max(0, left - lifetime.freshMs)),
  };
}
