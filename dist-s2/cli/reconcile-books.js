import { basename } from 'node:path';
import { AccessTrail } from '../access-trail.js';
import { shownCount } from '../books/report/amounts-shown.js';
import { comparisonRules, rulesInWords } from '../books/rules-of-comparison.js';
import { loadBooks } from '../books/run/load-books.js';
import { lookUpRows } from '../books/run/look-up-rows.js';
import { patientLookUp } from '../books/run/patient-lookup.js';
import { EXIT_CODES } from '../exit-codes.js';
import { DIFFERENCES } from '../reconciliation/entry-outcome.js';
import { ReportTally } from '../reconciliation/report.js';
import { newRequestId } from '../server/public-error.js';
import { printable } from './printable.js';
import { showProgress } from './reconcile-progress.js';
import { loadedText, summaryText } from './reconcile-text.js';
/** Entries that are asked for at once: enough to fill the line of every account, and few enough to forget. */
const WINDOW = 200;
/** Reads the books, looks every entry up, and writes the report. Gives the exit code. */
export async function reconcileBooks(parts) {
    const { host, opened, options, rules, working } = parts;
    const { stderr, stdout, clock } = host;
    const { accounts } = opened.config;
    const loaded = await loadBooks({ file: working, books: options.books, rules, accounts, isFresh: options.isFresh });
    stderr.write(printable(loadedText(loaded, working.counts())).concat('\n'));
    await lookUpEntries(parts);
    const tally = new ReportTally();
    for (const row of working.settled()) {
        if (row.kind === 'UNREADABLE')
            continue;
        tally.add(row.judged, row.isRepeated);
    }
    const figures = tally.figures();
    const { from, to, calls, entries, unreadable, skipped, open } = working.counts();
    const facts = {
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
    if (open === 0)
        working.remove();
    stdout.write(summaryText(facts, { report: options.out, open }));
    if (!facts.isComplete)
        return EXIT_CODES.incomplete;
    const differs = figures.counts.some(({ outcome, count }) => count > 0 && DIFFERENCES.has(outcome));
    return differs ? EXIT_CODES.differences : EXIT_CODES.ok;
}
async function lookUpEntries({ host, opened, options, rules, working }) {
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
            timeZoneOf: ({ provider, account }) => provider === null || account === null
                ? null
                : (application.connections.find(provider, account)?.timeZone ?? null),
            clock,
            deadline,
            window: Math.max(1, Math.min(WINDOW, config.limits.callsWaiting)),
            onRow: progress.row,
            onCall: progress.call,
            abandon: (reason) => failing.abort(reason),
        });
    }
    catch (error) {
        if (host.signal.aborted) {
            const { waiting } = working.counts();
            progress.stop();
            host.stderr.write(`Interrupted, with ${shownCount(waiting)} entries to look up. The same command goes on from there.\n`);
        }
        throw error;
    }
    finally {
        progress.stop();
        audited.end();
    }
}
/** So many look-ups are one line of the audit log: a line for each would say no more, and one for all would never come. */
const AUDITED_AT_ONCE = 500;
function auditedLookUps({ application, operator, audit }) {
    const begin = () => {
        const requestId = newRequestId();
        const tell = (lookups) => audit.access({ requestId, caller: operator.name, lookups });
        return { requestId, tell, trail: new AccessTrail(tell) };
    };
    let current = begin();
    let begun = 0;
    const end = () => {
        if (begun > 0)
            current.tell(current.trail.report());
        current = begin();
        begun = 0;
    };
    const lookUpOnce = ({ reference, ...attempt }) => {
        if (begun === AUDITED_AT_ONCE)
            end();
        begun += 1;
        const { requestId, trail } = current;
        // A loader of its own: what it remembers would be all that a run has seen.
        return application.entryLookUp({ ...attempt, requestId, caller: operator, trail })(reference);
    };
    return { lookUpOnce, end };
}
