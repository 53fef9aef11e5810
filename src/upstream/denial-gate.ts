import type { Clock } from '../domain/clock.ts';

/** A provider may lock an account out that keeps knocking with a refused credential. */
const DENIAL_PAUSE_MS = 30_000;

export type GatePass = 'FREE' | 'PROBE';

/** After a credential was refused, nothing is asked with it for a while; then one call shows whether it is let in again. */
export class DenialGate {
  readonly #clock: Clock;
  #wasDenied = false;
  #closedUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isClosed(): boolean {
    return this.#clock.monotonic() < this.#closedUntil;
  }

  /** How a call may be made now; null where none may. A probe closes the gate behind itself, until it is decided. */
  pass(): GatePass | null {
    if (this.isClosed) return null;
    if (!this.#wasDenied) return 'FREE';
    this.close();
    return 'PROBE';
  }

  close(): void {
    this.#wasDenied = true;
    this.#closedUntil = this.#clock.monotonic() + DENIAL_PAUSE_MS;
  }

  /** There is another credential: what was refused is not what is sent now. */
  open(): void {
    this.decide(true);
  }

  /** The probe was answered, so the credential is let in; or it was not, and then the next call is the probe. */
  decide(isLetIn: boolean): void {
    this.#wasDenied = !isLetIn;
    this.#closedUntil = 0;
  }
}
