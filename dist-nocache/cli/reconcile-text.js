import { shownAmount, shownCount } from '../books/report/amounts-shown.js';
import { countsOf, OUTCOME_WORDS, OUTCOMES_BY_URGENCY } from '../books/report/outcome-words.js';
import { verdictOf } from '../books/report/verdict.js';
import { isZero } from '../domain/decimal.js';
import { labelledLines } from './labelled-lines.js';
import { printable } from './printable.js';
/** What the run begins with. */
export function loadedText(loaded, { entries, unreadable, waiting }) {
    const bad = unreadable === 0 ? '' : `; rows that cannot be read: ${shownCount(unreadable)}`;
    const all = `Entries: ${shownCount(entries)}${bad}.`;
    if (loaded.isResumed) {
        return `Going on with an earlier run: ${all} Known: ${shownCount(entries - waiting)}; --fresh would ask for all.`;
    }
    return loaded.why === null ? all : `Beginning anew, because ${loaded.why}: ${all}`;
}
/** What the run came to, for a terminal. */
export function summaryText(facts, { report, open }) {
    const counts = countsOf(facts);
    const outcomes = OUTCOMES_BY_URGENCY.filter((outcome) => (counts.get(outcome) ?? 0) > 0).map((outcome) => `${shownCount(counts.get(outcome) ?? 0)} ${OUTCOME_WORDS[outcome].label.toLowerCase()}`);
    const totals = facts.figures.totals.map(({ currency, expected, actual, difference, unverified, open: awaited }) => printable(`${currency}: books ${shownAmount(expected)}, providers ${shownAmount(actual)}, difference ${shownAmount(difference)}${partOf('not verified', unverified)}${partOf('still expected', awaited)}`));
    const { tone, title, text } = verdictOf(facts);
    const verdict = `${tone === 'good' ? title : title.toUpperCase()}: ${text}`;
    const again = open === 0 ? [] : [`The same command asks again for the ${shownCount(open)} that got no answer.`];
    const lines = labelledLines([
        ['report', [printable(report)]],
        ['outcomes', outcomes],
        ['totals', totals],
        ['calls', [shownCount(facts.upstreamCalls)]],
    ], { width: Number.POSITIVE_INFINITY, paintLabel: (label) => label });
    return `${verdict}\n${lines}${again.map((line) => `${line}\n`).join('')}`;
}
/** How much of a difference says nothing yet. */
function partOf(what, amount) {
    return isZero(amount) ? '' : `; ${what} ${shownAmount(amount)}`;
}
