import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { TransactionKey } from '../domain/transaction-key.ts';

/** What the provider answered, and when: what several gateways have seen may be told in another order. */
export interface Seen {
  readonly outcome: LookupOutcome;
  /** Milliseconds since the epoch, on the clock of whoever has asked. */
  readonly at: number;
}

/** Which of several gateways looks at a payment that all of them watch, and what it tells the others. */
export interface WatchTurns {
  /** Whether it is on this gateway to look now. */
  take(key: TransactionKey): boolean | Promise<boolean>;
  /** What this gateway has seen. */
  tell(key: TransactionKey, seen: Seen): void;
  /** Told of what others see, until the function that it gives is called. */
  follow(key: TransactionKey, onTold: (seen: Seen) => void): () => void;
}

/** Nobody else looks. */
export const EVERY_TURN: WatchTurns = {
  take: () => true,
  tell: () => {},
  follow: () => () => {},
};
