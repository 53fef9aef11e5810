import type { Clock } from '../domain/clock.ts';

export interface LoadLimits {
  /** Operations at the same time, however idle the process is. */
  readonly requestsInFlight: number;
}

export interface LoadParts {
  readonly limits: LoadLimits;
  readonly clock: Clock;
  /** How many milliseconds the event loop was late at worst since it was asked last. */
  readonly loopDelay: () => number;
}

const SAMPLE_MS = 100;
/** Beyond this the process has more to compute than it can: every further operation makes all slower. */
const TOO_LATE_MS = 60;
/** Even a slow process takes this many at a time. */
const LEAST = 8;
/** Down quickly, up slowly, as congestion control does. */
const DOWN = 0.7;
const UP = 1.1;

/**
 * How many operations may run at the same time. The window is what the configuration says while the process keeps up, and
 * shrinks while its event loop is late: operations that wait for a provider cost nothing, those that compute make it late.
 */
export class LoadShedder {
  readonly #parts: LoadParts;
  #window: number;
  #inFlight = 0;
  #most = 0;
  #sampledAt: number;

  constructor(parts: LoadParts) {
    this.#parts = parts;
    this.#window = parts.limits.requestsInFlight;
    this.#sampledAt = parts.clock.monotonic();
  }

  get window(): number {
    return Math.floor(this.#window);
  }

  get isFull(): boolean {
    this.#adapt();
    return this.#inFlight >= this.window;
  }

  /** False where the operation is to be refused; else `leave` is called when it has ended. */
  enter(): boolean {
    if (this.isFull) return false;
    this.#inFlight += 1;
    this.#most = Math.max(this.#most, this.#inFlight);
    return true;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  #adapt(): void {
    const now = this.#parts.clock.monotonic();
    if (now - this.#sampledAt < SAMPLE_MS) return;
    this.#sampledAt = now;
    const { requestsInFlight } = this.#parts.limits;
    if (this.#parts.loopDelay() > TOO_LATE_MS)
      this.#window = Math.max(LEAST, Math.min(this.#window, this.#most) * DOWN);
    else this.#window = Math.min(requestsInFlight, Math.max(this.#window * UP, this.#window + 1));
    this.#window = Math.min(this.#window, requestsInFlight);
    this.#most = this.#inFlight;
  }
}
