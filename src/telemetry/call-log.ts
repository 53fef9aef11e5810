/**
 * What is logged of one provider call, and nothing else: no URL, header, body, raw id or error object has a field here.
 */
export interface CallLogEntry {
  readonly requestId: string;
  readonly provider: string;
  readonly account: string;
  readonly operation: string;
  /** A hash of the asked value: enough to follow one payment through the log. */
  readonly reference: string;
  readonly attempt: number;
  /** Whose turn it was, and how long the attempt had waited for it. */
  readonly priority: string;
  readonly queuedMs: number;
  /** Null where there was no reply. */
  readonly status: number | null;
  /** The outcome, or what went wrong on the way to it. */
  readonly reason: string;
  readonly outcome: string;
  readonly milliseconds: number;
  readonly bytes: number;
  /** The account's breaker when the attempt had ended. */
  readonly breaker: string;
}

export type CallLog = (entry: CallLogEntry) => void;
