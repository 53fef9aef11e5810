import type { CancelSignal } from '../domain/cancellation.ts';
import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { ChangeHint } from '../domain/notification.ts';
import type { Priority } from '../domain/priority.ts';
import type { TransactionKey } from '../domain/transaction-key.ts';

/** What another gateway has learned. */
export interface SharedEntry {
  readonly outcome: LookupOutcome;
  /** Milliseconds since the epoch, on the clock of whoever has asked. */
  readonly fetchedAt: number;
  /** In milliseconds; where clocks disagree, the older. */
  readonly age: number;
}

/** What this gateway has learned. */
export interface Learned {
  readonly outcome: LookupOutcome;
  readonly fetchedAt: number;
  /** For how long others may be told of it, in milliseconds. */
  readonly keepMs: number;
}

/** Something is known already; or it is on us to ask the provider, and to say what came of it: null for nothing to keep. */
export type Boarded =
  | { readonly kind: 'KNOWN'; readonly entry: SharedEntry }
  | { readonly kind: 'ASK'; readonly land: (learned: Learned | null) => void };

export interface Boarding {
  readonly signal: CancelSignal;
  readonly priority: () => Priority;
  /** On the monotonic clock: who waits for another gateway's answer does so for half of what is left. */
  readonly deadline: number;
  /** Whether an entry of this age will do. */
  readonly isUseful: (entry: SharedEntry) => boolean;
}

/** What the gateways know of one account's payments together, and that only one of them asks at a time. */
export interface SharedEntries {
  board(key: TransactionKey, boarding: Boarding): Boarded | Promise<Boarded>;
  /**
   * What is known of these payments is out of date, and so is every answer that is on its way. With the hint that said so
   * the other gateways are told; without it they know.
   */
  forget(keys: readonly TransactionKey[], hint: ChangeHint | null): void;
  /** Told of what another gateway was told, and what that has forgotten. */
  onChange(listener: (hint: ChangeHint, forgotten: readonly TransactionKey[]) => void): void;
}

const ALONE_ASKS: Boarded = { kind: 'ASK', land: () => {} };

/** Nobody else knows anything. */
export const NOTHING_SHARED: SharedEntries = {
  board: () => ALONE_ASKS,
  forget: () => {},
  onChange: () => {},
};
