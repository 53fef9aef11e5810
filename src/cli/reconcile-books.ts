import { basename } from 'node:path';
import { type Accesses, AccessTrail } from '../access-trail.ts';
import { shownCount } from '../books/report/amounts-shown.ts';
import type { ReportFacts } from '../books/report/report.ts';
import type { ReportPlace } from '../books/report/write-report.ts';
import { comparisonRules, rulesInWords } from '../books/rules-of-comparison.ts';
import type { BooksRules } from '../books/rules-schema.ts';
import { loadBooks } from '../books/run/load-books.ts';
import { lookUpRows } from '../books/run/look-up-rows.ts';
import { type LookUpOnce, patientLookUp } from '../books/run/patient-lookup.ts';
import type { WorkingFile } from '../books/run/working-file.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { DIFFERENCES } from '../reconciliation/entry-outcome.ts';
import { ReportTally } from '../reconciliation/report.ts';
import { newRequestId } from '../server/public-error.ts';
import type { CommandHost } from './command-host.ts';
import type { OpenedApplication } from './open-application.ts';
import { printable } from './printable.ts';
import type { ReconcileOptions } from './reconcile-options.ts';
import { showProgress } from './reconcile-progress.ts';
import { loadedText, summaryText } from './reconcile-text.ts';

export interface ReconcileBooksParts {
  readonly host: CommandHost;
  readonly opened: OpenedApplication;
  readonly options: ReconcileOptions;
  readonly rules: BooksRules;
  readonly working: WorkingFile;
  readonly report: ReportPlace;
}

/** Entries that are asked for at once: enough to fill the line of every account, and few enough to forget. */
const WINDOW = 200;

/** Reads the books, looks every entry up, and writes the report. Gives the exit code. */
export async function reconcileBooks(parts: ReconcileBooksParts): Promise<number> {
  const { host, opened, options, rules, working } = parts;
  const { stderr, stdout, clock } = host;
  const { accounts } = opened.config;
  const loaded = await loadBooks({ file: working, books: options.books, rules, accounts, isFresh: options.isFresh });
  stderr.write(printable(loadedText(loaded, working.counts())).concat('\n'));
  await lookUpEntries(parts);

  const tally = new ReportTally();
  for (const row of working.settled()) {
    if (row.kind === 'UNREADABLE') continue;
    tally.add(row.judged, row.isRepeated);
  }
  const figures = tally.figures();
  const { from, to, calls, entries, unreadable, skipped, open } = working.counts();
  const facts: ReportFacts = {
    books: basename(options.books),
    rules: basename(options.rules),
    rulesInWords: rulesInWords(comparisonRules(rules)),
    accounts: Object.entries(accounts).flatMap(([provider, own]) => own.map(({ name }) => `${provider}/${name}`)),
    isSimulated: opened.isSimulated,
    reportedAt: clock.now(),
    lookedUpFrom: from,
    lookedUpTo: to,
    upstreamCalls: calls,
    entries,
    unverified: figures.unverifiedCount,
    unreadable,
    skipped,
    // Books without an entry agree with nothing: an export that failed must not pass for a clean one.
    isComplete: figures.complete && unreadable === 0 && entries > 0,
    figures,
  };
  await parts.report.write(options.writeReport({ facts, rows: () => working.settled() }), host.signal);
  if (open === 0) working.remove();
  stdout.write(summaryText(facts, { report: options.out, open }));
  if (!facts.isComplete) return EXIT_CODES.incomplete;
  const differs = figures.counts.some(({ outcome, count }) => count > 0 && DIFFERENCES.has(outcome));
  return differs ? EXIT_CODES.differences : EXIT_CODES.ok;
}

async function lookUpEntries({ host, opened, options, rules, working }: ReconcileBooksParts): Promise<void> {
  const { clock } = host;
  const { application, config } = opened;
  const failing = new AbortController();
  const signal = AbortSignal.any([host.signal, failing.signal]);
  const deadline = options.deadlineMs === null ? Number.POSITIVE_INFINITY : clock.monotonic() + options.deadlineMs;
  const audited = auditedLookUps(opened);
  const progress = showProgress({
    stderr: host.stderr,
    clock,
    counts: working.counts(),
    connections: application.connections,
  });
  try {
    await lookUpRows({
      file: working,
      rules: comparisonRules(rules),
      lookUp: patientLookUp({ lookUpOnce: audited.lookUpOnce, clock, signal, deadline }),
      timeZoneOf: ({ provider, account }) =>
        provider === null || account === null
          ? null
          : (application.connections.find(provider, account)?.timeZone ?? null),
      clock,
      deadline,
      window: Math.max(1, Math.min(WINDOW, config.limits.callsWaiting)),
      onRow: progress.row,
      onCall: progress.call,
      abandon: (reason) => failing.abort(reason),
    });
  } catch (error) {
    if (host.signal.aborted) {
      const { waiting } = working.counts();
      progress.stop();
      host.stderr.write(
        `Interrupted, with ${shownCount(waiting)} entries to look up. The same command goes on from there.\n`,
      );
    }
    throw error;
  } finally {
    progress.stop();
    audited.end();
  }
}

/** So many look-ups are one line of the audit log: a line for each would say no more, and one for all would never come. */
const AUDITED_AT_ONCE = 500;

function auditedLookUps({ application, operator, audit }: OpenedApplication) {
  const begin = () => {
    const requestId = newRequestId();
    const tell = (lookups: Accesses) => audit.access({ requestId, caller: operator.name, lookups });
    return { requestId, tell, trail: new AccessTrail(tell) };
  };
  let current = begin();
  let begun = 0;
  const end = () => {
    if (begun > 0) current.tell(current.trail.report());
    current = begin();
    begun = 0;
  };
  const lookUpOnce: LookUpOnce = ({ reference, ...attempt }) => {
    if (begun === AUDITED_AT_ONCE) end();
    begun += 1;
    const { requestId, trail } = current;
    // A loader of its own: what it remembers would be all that a run has seen.
    return application.entryLookUp({ ...attempt, requestId, caller: operator, trail })(reference);
  };
  return { lookUpOnce, end };
}
