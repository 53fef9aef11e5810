import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { csvReport } from '../books/report/csv-report.ts';
import { htmlReport } from '../books/report/html-report.ts';
import { jsonlReport } from '../books/report/jsonl-report.ts';
import type { WriteReport } from '../books/report/report.ts';
import { UsageError } from './usage-error.ts';

export interface ReconcileOptions {
  /** Paths as they were typed. */
  readonly books: string;
  readonly rules: string;
  readonly out: string;
  readonly writeReport: WriteReport;
  /** How long the run may take; null where it takes as long as it takes. */
  readonly deadlineMs: number | null;
  readonly isFresh: boolean;
}

const FORMATS: Readonly<Record<string, WriteReport>> = {
  '.csv': csvReport,
  '.jsonl': jsonlReport,
  '.html': htmlReport,
};

const OPTIONS = {
  rules: { type: 'string' },
  out: { type: 'string' },
  deadline: { type: 'string' },
  fresh: { type: 'boolean', default: false },
} as const;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @throws TypeError or UsageError where the arguments are none of this command. */
export function readReconcileOptions(args: readonly string[]): ReconcileOptions {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [books, ...more] = positionals;
  const { rules, out, deadline, fresh } = values;
  if (books === undefined || more.length > 0) throw new UsageError('name one file with the books');
  if (rules === undefined) throw new UsageError('--rules must name the file with the rules');
  if (out === undefined) throw new UsageError('--out must name the report');
  const writeReport = FORMATS[extname(out).toLowerCase()];
  if (writeReport === undefined) throw new UsageError(`--out must end in ${Object.keys(FORMATS).join(', ')}`);
  for (const input of [books, rules]) {
    if (!isFile(input)) throw new UsageError(`there is no file ${input}`);
    if (isSameFile(input, out)) throw new UsageError(`--out would overwrite ${input}`);
  }
  return { books, rules, out, writeReport, deadlineMs: durationOf(deadline), isFresh: fresh };
}

function durationOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? 0);
  if (milliseconds === 0) throw new UsageError('--deadline must be a time such as 90s, 30m or 2h');
  return milliseconds;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** Also by another name: a link, or other letters on a disk that takes them for the same. */
function isSameFile(left: string, right: string): boolean {
  if (!existsSync(right)) return false;
  const [one, other] = [statSync(left), statSync(right)];
  return one.dev === other.dev && one.ino === other.ino;
}
