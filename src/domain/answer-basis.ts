/** A known record that an answer shows. */
export interface Lease {
  /** On the monotonic clock: until then it is what the same question would be answered with. */
  readonly until: number;
  /** The state class of the record. */
  readonly state: string;
  /** Something else is known by now, or the record may not be shown any more. */
  isOver(): boolean;
}

/**
 * What one answer rests on. It is firm as long as it shows nothing but known records: the same question would be answered
 * in the same words until one of them is over, or something that it shows of them is due to change.
 */
export class AnswerBasis {
  readonly leases: Lease[] = [];
  #isFirm = true;
  #until = Number.POSITIVE_INFINITY;

  get isFirm(): boolean {
    return this.#isFirm && this.leases.length > 0;
  }

  /** On the monotonic clock. */
  get until(): number {
    return this.#until;
  }

  rest(lease: Lease): void {
    // A stream has looked at much by its end, and nobody asks what it rests on.
    if (this.#isFirm) this.leases.push(lease);
  }

  /** The answer shows something that is known to change at a moment, on the monotonic clock. */
  holdUntil(moment: number): void {
    this.#until = Math.min(this.#until, moment);
  }

  /** The answer shows something of this moment: somebody was asked, or what is told may change at any time. */
  waver(): void {
    this.#isFirm = false;
  }
}
