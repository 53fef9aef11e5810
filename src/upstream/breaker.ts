import type { AccountStatus } from '../domain/account-status.ts';
import type { Clock } from '../domain/clock.ts';
import { type BreakerHints, NO_HINTS } from './breaker-hints.ts';
import { BreakerRules } from './breaker-rules.ts';
import { UpstreamError } from './failure.ts';

export type BreakerStatus = AccountStatus['breaker'];

export interface Verdict {
  readonly isFailure: boolean;
  /** We gave the call up, which says nothing of the provider: a probe did not succeed, but there is no reason to pause longer. */
  readonly isCancelled: boolean;
}

/** The right to make one call. */
export interface BreakerTurn {
  /** Null where something was thrown: that is a fault of ours, and none of the provider. */
  end(verdict: Verdict | null): void;
}

export interface BreakerParts {
  readonly clock: Clock;
  /** Told once when it opens and once when it closes, however often it is probed between. */
  readonly onChange: (state: 'OPEN' | 'CLOSED') => void;
  readonly hints?: BreakerHints | undefined;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Stops asking a provider account that does not answer, and lets one probe through after each pause; pauses double from
 * 5 to 60 seconds. Only failures of the provider count: a payment that does not exist is an answer.
 *
 * Where another gateway's breaker is open, one failure opens this one. A hint alone does not: the fault may be that gateway's.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #onChange: BreakerParts['onChange'];
  readonly #hints: BreakerHints;
  readonly #rules: BreakerRules;
  #isClosed = true;
  #openUntil = 0;
  /** How often in a row it was opened for a failure. */
  #opened = 0;
  /** The probe that is under way, which whoever comes now waits for. */
  #probe: PromiseWithResolvers<void> | null = null;

  constructor({ clock, onChange, hints = NO_HINTS }: BreakerParts) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#hints = hints;
    this.#rules = new BreakerRules(clock);
  }

  get state(): BreakerStatus['state'] {
    if (this.#isClosed) return 'CLOSED';
    // Nothing wakes it when its pause is over: the next call that comes is the probe.
    return this.#probe === null && this.#clock.monotonic() < this.#openUntil ? 'OPEN' : 'HALF_OPEN';
  }

  status(): BreakerStatus {
    const { state } = this;
    return { state, retryAfterSeconds: state === 'OPEN' ? this.#secondsLeft() : null };
  }

  /**
   * The turn of one call, which is made at once and ends it with what came of it. At once where nobody probes, because that is
   * every call on most days. @throws UpstreamError `breaker_open` where none may be made.
   */
  turn(): BreakerTurn | Promise<BreakerTurn> {
    if (this.#probe !== null) return this.#turnAfter(this.#probe.promise);
    return this.#isClosed ? this.#ordinaryTurn : this.#probeTurn();
  }

  async #turnAfter(probe: Promise<void>): Promise<BreakerTurn> {
    await probe;
    return this.turn();
  }

  readonly #ordinaryTurn: BreakerTurn = {
    end: (verdict) => {
      // Clients that leave must not make a provider look well, nor ill.
      if (verdict !== null && !verdict.isCancelled) this.#note(verdict);
    },
  };

  #note({ isFailure }: Verdict): void {
    if (!isFailure) this.#rules.succeeded();
    else if (this.#hasEnough()) this.#open(false);
  }

  #probeTurn(): BreakerTurn {
    if (this.state === 'OPEN') throw new UpstreamError('breaker_open', this.#secondsLeft());
    const probe = Promise.withResolvers<void>();
    this.#probe = probe;
    return {
      end: (verdict) => {
        // A call from before may have failed meanwhile, and has decided it.
        if (this.#probe === probe) this.#decide(verdict);
      },
    };
  }

  #decide(verdict: Verdict | null): void {
    if (verdict !== null && (verdict.isFailure || verdict.isCancelled)) {
      this.#hasEnough();
      this.#open(verdict.isCancelled);
    } else this.#close();
  }

  #hasEnough(): boolean {
    const isTooMuch = this.#rules.failed();
    return this.#hints.isOpenElsewhere() || isTooMuch;
  }

  #open(isCancelled: boolean): void {
    if (!this.#isClosed && this.#probe === null) return;
    const wasClosed = this.#isClosed;
    const pause = isCancelled ? FIRST_PAUSE_MS : Math.min(FIRST_PAUSE_MS * 2 ** this.#opened, LONGEST_PAUSE_MS);
    this.#isClosed = false;
    this.#openUntil = this.#clock.monotonic() + pause;
    if (!isCancelled) this.#opened += 1;
    this.#endProbe();
    this.#hints.tell(pause);
    // A probe that failed opens it again, and is no news.
    if (wasClosed) this.#onChange('OPEN');
  }

  #close(): void {
    this.#rules.forget();
    this.#rules.succeeded();
    this.#isClosed = true;
    this.#opened = 0;
    this.#endProbe();
    this.#hints.tell(0);
    this.#onChange('CLOSED');
  }

  #endProbe(): void {
    this.#probe?.resolve();
    this.#probe = null;
  }

  #secondsLeft(): number {
    return Math.max(1, Math.ceil((this.#openUntil - this.#clock.monotonic()) / 1000));
  }
}
