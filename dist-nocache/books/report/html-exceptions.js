import { parseDecimal } from '../../domain/decimal.js';
import { shownAmount, shownCount } from './amounts-shown.js';
import { html } from './markup.js';
import { OUTCOME_WORDS, OUTCOMES_BY_URGENCY } from './outcome-words.js';
/** More rows than that, nobody reads, and no browser shows well. */
const MOST_ROWS = 5_000;
/** How many rows of each outcome a page shows: of the most urgent first. What matched has nothing to show. */
export function shares(counts) {
    let left = MOST_ROWS;
    const shown = OUTCOMES_BY_URGENCY.filter((outcome) => outcome !== 'MATCHED').map((outcome) => {
        const share = Math.min(left, counts.get(outcome) ?? 0);
        left -= share;
        return [outcome, share];
    });
    return new Map(shown.filter(([, share]) => share > 0));
}
export function exceptionsHead(shown, counts) {
    const total = [...counts].reduce((sum, [outcome, count]) => sum + (outcome === 'MATCHED' ? 0 : count), 0);
    const rows = [...shown.values()].reduce((sum, count) => sum + count, 0);
    const left = rows < total
        ? html `<p><strong>Only ${shownCount(rows)} of ${shownCount(total)} rows are in this page</strong>, the most urgent first.
A report as .csv or .jsonl has all of them.</p>`
        : html ``;
    const choices = [...shown].map(([outcome, count]) => choice({ id: `show-${outcome}`, value: outcome, text: `${OUTCOME_WORDS[outcome].label} (${shownCount(count)})` }));
    return html `<h2 id="exceptions">Everything that did not simply match</h2>
${left}<fieldset><legend>Show</legend>${choice({ id: 'show-all', value: '', text: `All (${shownCount(rows)})` })}${choices}</fieldset>
<p class="search" hidden><label for="search">Search </label><input type="search" id="search" autocomplete="off" placeholder="An entry, a reference, a word">
<span id="shown" role="status"></span></p>
<div class="scroll"><table aria-labelledby="exceptions"><thead><tr><th scope="col" class="number">Line</th><th scope="col">Entry</th><th scope="col">Outcome</th>
<th scope="col" class="number">Books</th><th scope="col" class="number">Provider</th><th scope="col" class="number">Difference</th><th scope="col">Why</th></tr></thead>
<tbody class="rows">
`;
}
function choice({ id, value, text }) {
    const checked = value === '' ? html ` checked` : html ``;
    return html `<label><input type="radio" name="outcome" id="${id}" value="${value}"${checked}>${text}</label>`;
}
export const EXCEPTIONS_TAIL = '</tbody></table></div>\n';
export function outcomeOf(row) {
    return row.kind === 'UNREADABLE' ? 'UNREADABLE' : row.judged.outcome;
}
export function exceptionRow(row) {
    const outcome = outcomeOf(row);
    const { label, tone } = OUTCOME_WORDS[outcome];
    const head = (key, more) => html `<tr class="${outcome}"><td class="number">${row.line}</td>
<td class="key">${key}${more}</td><td class="label ${tone}">${label}</td>`;
    if (row.kind === 'UNREADABLE')
        return html `${head(row.key, html ``)}<td></td><td></td><td></td><td>${row.fault}</td></tr>
`;
    const { judged, reference } = row;
    const { entry, summand, checks, explanation } = judged;
    const amount = checks.find(({ field }) => field === 'AMOUNT');
    const stated = typeof summand === 'string' ? null : summand;
    const account = [reference.provider, reference.account].filter((part) => part !== null).join('/');
    return html `${head(entry.key, html `<br><span class="quiet">${account}<br>${reference.value ?? reference.id ?? ''}</span>`)}
<td class="number">${money(entry.amount, entry.currency)}</td><td class="number">${money(stated?.amount ?? null, stated?.currency ?? null)}</td>
<td class="number">${shownDelta(amount)}</td><td>${explanation}${checkList(checks)}</td></tr>
`;
}
/** Of an amount; what days differ by is a plain number. */
function shownDelta(check) {
    if (check?.delta == null)
        return '';
    const amount = parseDecimal(check.delta);
    return amount === null || check.field.endsWith('PAID_ON') ? check.delta : shownAmount(amount);
}
function money(amount, currency) {
    return amount === null ? '' : `${shownAmount(amount)} ${currency ?? ''}`.trim();
}
const SUMMARIES = {
    FAIL: 'failed',
    TOLERATED: 'tolerated',
    NOT_COMPARABLE: 'not comparable',
    UNAVAILABLE: 'unavailable',
};
/** What is not simply the same, to be opened. */
function checkList(checks) {
    const shown = checks.filter(({ verdict }) => verdict !== 'PASS');
    if (shown.length === 0)
        return html ``;
    const counted = Object.entries(SUMMARIES)
        .map(([verdict, word]) => ({ word, count: shown.filter((check) => check.verdict === verdict).length }))
        .filter(({ count }) => count > 0)
        .map(({ word, count }) => `${count} ${word}`);
    return html `<details><summary>Checks: ${counted.join(', ')}, of ${checks.length}</summary>
<table><thead><tr><th scope="col">Field</th><th scope="col">Books</th><th scope="col">Provider</th><th scope="col">Difference</th><th scope="col">Verdict</th><th scope="col">Rule</th></tr></thead>
<tbody>${shown.map(checkRow)}</tbody></table></details>`;
}
function checkRow(check) {
    const { field, expected, actual, verdict, rule } = check;
    const name = field.toLowerCase().replaceAll('_', ' ');
    const tone = verdict === 'FAIL' ? 'bad' : verdict === 'TOLERATED' ? 'good' : 'unknown';
    return html `<tr><th scope="row">${name}</th><td>${expected}</td><td>${actual ?? 'not stated'}</td><td>${shownDelta(check)}</td>
<td class="label ${tone}">${verdict.toLowerCase().replace('_', ' ')}</td><td>${rule}</td></tr>
`;
}
