import { readFileSync } from 'node:fs';
import { openReportPlace, type ReportPlace } from '../books/report/write-report.ts';
import { RulesError } from '../books/rules-error.ts';
import { readRules } from '../books/rules-file.ts';
import type { BooksRules } from '../books/rules-schema.ts';
import { WorkingFile, WorkingFileError } from '../books/run/working-file.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandHost, processHost } from './command-host.ts';
import { printable } from './printable.ts';
import { reconcileBooks } from './reconcile-books.ts';
import { type ReconcileOptions, readReconcileOptions } from './reconcile-options.ts';
import { BOOKS_REFERENCE_FORMS } from './reference-forms.ts';
import { refuseUsage, runWithApplication } from './run-with-application.ts';

export const RECONCILE_HELP = `Usage: npx paylens reconcile BOOKS.csv --rules RULES.yml --out REPORT.csv|.jsonl|.html

Compares every row of the books with the record of its provider, and writes a report. The configuration is that of
npm start. A run may take hours, because the providers grant few calls; one that was interrupted goes on where it was
when the same command is given again.

  --rules FILE     how the books are written, what their columns are, and how to compare
  --out FILE       the report; its ending says which form it has
  --deadline TIME  how long the run may take, such as 90s, 30m or 2h. What is not asked by then is UNVERIFIABLE
  --fresh          forget what an interrupted run knows

Exit codes: 0 complete and without differences, 10 complete with differences, 11 incomplete, 64 called the wrong way,
69 something is not to be had, 78 rules or configuration, 130 interrupted, 1 failed. docs/reconciliation.md has more.
`;

export async function reconcile(args: readonly string[], host: CommandHost = processHost()): Promise<number> {
  let options: ReconcileOptions;
  let rules: BooksRules;
  try {
    options = readReconcileOptions(args);
    rules = readRules(readFileSync(options.rules, 'utf8'), BOOKS_REFERENCE_FORMS);
  } catch (error) {
    return error instanceof RulesError ? refuseRules(host, error) : refuseUsage(host, 'reconcile', error as Error);
  }
  let places: Places;
  try {
    places = await openPlaces(options.out);
  } catch (error) {
    const reason = error instanceof WorkingFileError ? error.message : `cannot be written beside (${codeOf(error)})`;
    host.stderr.write(`paylens reconcile: ${printable(options.out)}: its working file ${reason}\n`);
    return EXIT_CODES.unavailable;
  }
  try {
    return await runWithApplication({
      host,
      command: 'reconcile',
      shown: [],
      work: async (opened) => {
        try {
          return await reconcileBooks({ host, opened, options, rules, ...places });
        } catch (error) {
          if (error instanceof RulesError) return refuseRules(host, error);
          throw error;
        }
      },
    });
  } finally {
    await places.report.abandon();
    places.working.leave();
  }
}

interface Places {
  readonly working: WorkingFile;
  readonly report: ReportPlace;
}

/** Before anything is asked: what cannot be written is not worth asking for. */
async function openPlaces(out: string): Promise<Places> {
  const working = WorkingFile.open(`${out}.unfinished`);
  try {
    return { working, report: await openReportPlace(out) };
  } catch (error) {
    working.leave();
    throw error;
  }
}

function refuseRules({ stderr }: CommandHost, { faults }: RulesError): number {
  stderr.write(`The rules cannot be followed:\n${faults.map((fault) => `  ${printable(fault)}\n`).join('')}`);
  return EXIT_CODES.configuration;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
