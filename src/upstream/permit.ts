/** Whoever gave a permit, and takes it back: `started` is when it was given, on the monotonic clock. */
export interface PermitOffice {
  released(started: number): void;
  refunded(): void;
}

/** The right to make one call; it ends once. */
export class Permit {
  readonly #office: PermitOffice;
  readonly #started: number;
  #isOpen = true;

  constructor(office: PermitOffice, started: number) {
    this.#office = office;
    this.#started = started;
  }

  /** The call is over: its place is free. */
  release(): void {
    if (this.#close()) this.#office.released(this.#started);
  }

  /** The call was not made after all: its place and its token are free. */
  refund(): void {
    if (this.#close()) this.#office.refunded();
  }

  #close(): boolean {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    return wasOpen;
  }
}
