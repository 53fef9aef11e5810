/** Time as an argument, so that tests can move it by hand; `system.ts` has the real one. */
export interface Clock {
  /** Wall-clock time, in milliseconds since the Unix epoch: for instants that people read. */
  now(): number;
  /** Milliseconds that only ever grow: for deadlines and durations, which must survive a corrected wall clock. */
  monotonic(): number;
  /** Runs `callback` once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}
