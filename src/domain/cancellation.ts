export type CancelListener = (() => void) | { handleEvent(): void };

/** As much of an AbortSignal as look-ups need: it tells, once, that nobody waits any more. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: CancelListener, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: CancelListener): void;
}

/**
 * A signal and its controller in one. Node's own make two maps and an object for each listener, 2 kB for each row that a
 * provider is asked for.
 */
export class Cancellation implements CancelSignal {
  #isAborted = false;
  /** Nearly always the only one: whoever works on a call hands it on from stage to stage. */
  #listener: CancelListener | null = null;
  #others: Set<CancelListener> | null = null;

  get aborted(): boolean {
    return this.#isAborted;
  }

  addEventListener(_type: 'abort', listener: CancelListener): void {
    if (this.#listener === listener || this.#others?.has(listener)) return;
    if (this.#listener === null) {
      this.#listener = listener;
      return;
    }
    this.#others ??= new Set();
    this.#others.add(listener);
  }

  removeEventListener(_type: 'abort', listener: CancelListener): void {
    if (this.#listener === listener) this.#listener = null;
    else this.#others?.delete(listener);
  }

  abort(): void {
    if (this.#isAborted) return;
    this.#isAborted = true;
    if (this.#listener !== null) tell(this.#listener);
    // Whoever is told may take others away.
    for (const each of this.#others ?? []) tell(each);
    this.#listener = null;
    this.#others = null;
  }
}

/**
 * An AbortSignal that many rows listen to: Node goes through all listeners for each that comes or goes, and this one listens
 * once for all of them, for as long as there are any.
 */
export class SharedSignal implements CancelSignal {
  readonly #signal: AbortSignal;
  readonly #listeners = new Set<CancelListener>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get aborted(): boolean {
    return this.#signal.aborted;
  }

  addEventListener(_type: 'abort', listener: CancelListener): void {
    if (this.#listeners.size === 0) this.#signal.addEventListener('abort', this);
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: CancelListener): void {
    if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#signal.removeEventListener('abort', this);
  }

  handleEvent(): void {
    for (const listener of this.#listeners) tell(listener);
    this.#listeners.clear();
  }
}

function tell(listener: CancelListener): void {
  if (typeof listener === 'function') listener();
  else listener.handleEvent();
}
