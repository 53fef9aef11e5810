import { readFileSync } from 'node:fs';
import { openReportPlace } from '../books/report/write-report.js';
import { RulesError } from '../books/rules-error.js';
import { readRules } from '../books/rules-file.js';
import { WorkingFile, WorkingFileError } from '../books/run/working-file.js';
import { EXIT_CODES } from '../exit-codes.js';
import { processHost } from './command-host.js';
import { withApplication } from './open-application.js';
import { printable } from './printable.js';
import { reconcileBooks } from './reconcile-books.js';
import { readReconcileOptions } from './reconcile-options.js';
import { BOOKS_REFERENCE_FORMS } from './reference-forms.js';
import { runCommand } from './run-command.js';
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
export async function reconcile(args, host = processHost()) {
    return runCommand(host, 'reconcile', async () => {
        try {
            const options = readReconcileOptions(args);
            const rules = readRules(readFileSync(options.rules, 'utf8'), BOOKS_REFERENCE_FORMS);
            const places = await openPlaces(options.out);
            try {
                return await withApplication(host, { shown: [], isLong: true }, (opened) => reconcileBooks({ host, opened, options, rules, ...places }));
            }
            finally {
                await places.report.abandon();
                places.working.leave();
            }
        }
        catch (error) {
            if (error instanceof RulesError)
                return refuseRules(host, error);
            if (!(error instanceof PlaceError))
                throw error;
            host.stderr.write(`paylens reconcile: ${printable(error.message)}\n`);
            return EXIT_CODES.unavailable;
        }
    });
}
/** What the run needs to write cannot be had. */
class PlaceError extends Error {
}
/** Before anything is asked: what cannot be written is not worth asking for. @throws PlaceError */
async function openPlaces(out) {
    const path = `${out}.unfinished`;
    let working;
    try {
        working = WorkingFile.open(path);
        return { working, report: await openReportPlace(out) };
    }
    catch (error) {
        working?.leave();
        if (error instanceof WorkingFileError)
            throw new PlaceError(`${path} ${error.message}`);
        throw new PlaceError(`${out} cannot be written (${error.code ?? 'unknown reason'})`);
    }
}
function refuseRules({ stderr }, { faults }) {
    stderr.write(`The rules cannot be followed:\n${faults.map((fault) => `  ${printable(fault)}\n`).join('')}`);
    return EXIT_CODES.configuration;
}
