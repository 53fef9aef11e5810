import type { ReportFigures } from '../../reconciliation/report.ts';
import type { SettledRow } from '../run/working-file.ts';

/** What a report says of the run as a whole. */
export interface ReportFacts {
  /** The name of the books' file, without its folder. */
  readonly books: string;
  readonly rules: string;
  readonly rulesInWords: readonly string[];
  /** `provider/account` of those that could be asked. */
  readonly accounts: readonly string[];
  /** Nothing in it is of a real provider. */
  readonly isSimulated: boolean;
  /** Milliseconds since the epoch. */
  readonly reportedAt: number;
  /** When the first and the last entry was looked up; null where none was. */
  readonly lookedUpFrom: number | null;
  readonly lookedUpTo: number | null;
  /** Provider calls, those of interrupted runs included. */
  readonly upstreamCalls: number;
  readonly entries: number;
  /** Entries that nobody could verify, whatever else was found of them. */
  readonly unverified: number;
  /** Rows of the books that could not be read. */
  readonly unreadable: number;
  /** Rows that the rules leave out. */
  readonly skipped: number;
  /** Every row was read, and every entry verified. */
  readonly isComplete: boolean;
  readonly figures: ReportFigures;
}

export interface BooksReport {
  readonly facts: ReportFacts;
  /** From the first row on, each time. */
  readonly rows: () => Iterable<SettledRow>;
}

/** A report in one format, piece by piece. */
export type WriteReport = (report: BooksReport) => Iterable<string>;

/** The outcome of a row of the books that is no entry. It is none of the comparison's own. */
export const UNREADABLE = 'UNREADABLE';

export function utc(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMilliseconds)).toString({ smallestUnit: 'second' });
}
