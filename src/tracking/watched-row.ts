import type { LookupOutcome } from '../domain/lookup-outcome.ts';
import type { WatchableReference } from '../loaders/transaction-lookups.ts';
import { changedFields } from './changes.ts';
import type { EventKind } from './event.ts';
import type { Observation } from './watch.ts';

/** What a reader is told of one reference. */
export interface Told {
  readonly kind: EventKind;
  readonly outcome: LookupOutcome;
  readonly previous: LookupOutcome | null;
  readonly changed: readonly string[];
  readonly intervalMs: number;
}

/**
 * One reference of one stream: what its reader was shown last, and the newest that it has not read. The difference is made
 * when it reads, so however late that is, it is told once, of what is so now.
 */
export class WatchedRow {
  readonly watchable: WatchableReference;
  #shown: LookupOutcome | null = null;
  #answer: Observation | null = null;
  #failure: Observation | null = null;
  /** The reader knows that the provider does not answer. */
  #isDegraded = false;

  constructor(watchable: WatchableReference) {
    this.watchable = watchable;
  }

  get hasUnread(): boolean {
    return this.#answer !== null || this.#failure !== null;
  }

  /** The provider's last answer, read or not. */
  get latest(): LookupOutcome | null {
    return this.#answer?.outcome ?? this.#shown;
  }

  observe(observation: Observation): void {
    if (observation.isDegraded) {
      if (!this.#isDegraded || this.#answer !== null) this.#failure = observation;
      return;
    }
    // The provider is back before anybody has read that it was gone.
    this.#failure = null;
    const isNews = this.#shown === null || this.#isDegraded || this.#answer !== null || observation.hasChanged;
    if (isNews) this.#answer = observation;
  }

  /** What there is to tell, which is read with that. Null where the payment is again as the reader knows it. */
  read(): Told | null {
    const [answer, failure] = [this.#answer, this.#failure];
    if (answer === null) {
      if (failure === null) return null;
      this.#failure = null;
      this.#isDegraded = true;
      const { outcome, intervalMs } = failure;
      return { kind: 'PROVIDER_DEGRADED', outcome, previous: null, changed: [], intervalMs };
    }
    const { outcome, intervalMs } = answer;
    const previous = this.#isDegraded ? null : this.#shown;
    this.#answer = null;
    this.#isDegraded = false;
    this.#shown = outcome;
    if (previous === null) return { kind: 'SNAPSHOT', outcome, previous, changed: [], intervalMs };
    const changed = changedFields(previous, outcome);
    return changed.length === 0 ? null : { kind: 'CHANGED', outcome, previous, changed, intervalMs };
  }
}
