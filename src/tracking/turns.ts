import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { TransactionKey } from '../domain/transaction-key.ts';

/** Which of several gateways looks at a payment that all of them watch, and what it tells the others. */
export interface WatchTurns {
  /** Whether it is on this gateway to look now. */
  take(key: TransactionKey): boolean | Promise<boolean>;
  /** What this gateway has seen. */
  tell(key: TransactionKey, outcome: LookupOutcome): void;
  /** Told of what others see, until the function that it gives is called. */
  follow(key: TransactionKey, onTold: (outcome: LookupOutcome) => void): () => void;
}

/** Nobody else looks. */
export const EVERY_TURN: WatchTurns = {
  take: () => true,
  tell: () => {},
  follow: () => () => {},
};
