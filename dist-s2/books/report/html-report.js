import { createHash } from 'node:crypto';
import { EXCEPTIONS_TAIL, exceptionRow, exceptionsHead, outcomeOf, shares } from './html-exceptions.js';
import { outcomeChart, runFacts, summaryTable, totalsTable, verdict } from './html-figures.js';
import { SCRIPT } from './html-script.js';
import { filterRules, STYLE } from './html-style.js';
import { html, Markup } from './markup.js';
import { countsOf } from './outcome-words.js';
import { shownMoment } from './shown-moment.js';
/** One page that needs nothing else, for whoever has to do something about it. */
export function* htmlReport({ facts, rows }) {
    const counts = countsOf(facts);
    const shown = shares(counts);
    yield pageHead(facts, STYLE + filterRules([...shown.keys()])).text;
    yield html `${outcomeChart(facts)}${totalsTable(facts)}${summaryTable(facts)}${runFacts(facts)}`.text;
    if (shown.size > 0) {
        yield exceptionsHead(shown, counts).text;
        const left = new Map(shown);
        for (const row of rows()) {
            const outcome = outcomeOf(row);
            const share = left.get(outcome) ?? 0;
            if (share === 0)
                continue;
            left.set(outcome, share - 1);
            yield exceptionRow(row).text;
        }
        yield EXCEPTIONS_TAIL;
    }
    yield `</main>${shown.size > 0 ? `<script>${SCRIPT}</script>` : ''}</body></html>\n`;
}
function pageHead(facts, style) {
    const simulated = facts.isSimulated
        ? html `<div class="verdict bad"><strong>Simulated data</strong><p>No provider was asked: none of this is about real money.</p></div>`
        : html ``;
    // Nothing is loaded, nothing is sent, and no script runs but the one that is here.
    const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
    return html `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>Reconciliation of ${facts.books}</title>
<style>${new Markup(style)}</style></head>
<body><main><h1>Reconciliation of ${facts.books}</h1>
<p class="quiet">Books beside the records of the providers. Reported on ${shownMoment(facts.reportedAt)}.</p>
${simulated}${verdict(facts)}`;
}
function hashOf(text) {
    return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
