import { shownAmount, shownCount } from './amounts-shown.js';
import { html } from './markup.js';
import { countsOf, OUTCOME_WORDS, OUTCOMES_BY_URGENCY } from './outcome-words.js';
import { shownMoment } from './shown-moment.js';
import { verdictOf } from './verdict.js';
export function verdict(facts) {
    const { tone, title, text } = verdictOf(facts);
    return html `<div class="verdict ${tone}"><strong>${title}</strong><p>${text}</p></div>`;
}
export function runFacts(facts) {
    const { lookedUpFrom, lookedUpTo } = facts;
    const lookedUp = lookedUpFrom === null || lookedUpTo === null
        ? 'never'
        : `${shownMoment(lookedUpFrom)} to ${shownMoment(lookedUpTo)}`;
    const unread = [
        facts.unreadable > 0 ? `, ${shownCount(facts.unreadable)} unreadable` : '',
        facts.skipped > 0 ? `, ${shownCount(facts.skipped)} left out by the rules` : '',
    ].join('');
    return html `<h2>This run</h2>
<dl>
<dt>Books</dt><dd>${facts.books}: ${shownCount(facts.entries)} entries${unread}</dd>
<dt>Accounts</dt><dd>${facts.accounts.join(', ')}${facts.isSimulated ? ' (simulated)' : ''}</dd>
<dt>Looked up</dt><dd>${lookedUp}, with ${shownCount(facts.upstreamCalls)} provider calls</dd>
<dt>Rules</dt><dd>${facts.rules}<ul>${facts.rulesInWords.map((rule) => html `<li>${rule}</li>`)}</ul></dd>
</dl>
`;
}
export function totalsTable({ figures }) {
    const rows = figures.totals.map(({ currency, entryCount, expected, recordCount, actual, difference, unverified, open }) => html `<tr>
<th scope="row">${currency}</th><td class="number">${shownCount(entryCount)}</td><td class="number">${shownAmount(expected)}</td>
<td class="number">${shownCount(recordCount)}</td><td class="number">${shownAmount(actual)}</td>
<td class="number">${shownAmount(difference)}</td><td class="number">${shownAmount(unverified)}</td>
<td class="number">${shownAmount(open)}</td></tr>
`);
    return html `<h2>Totals by currency</h2>
<div class="scroll"><table><caption>Amounts are never converted. Books: each readable entry that
expects a payment, duplicates included. Providers: different paid records, each once. As long as
something is unverified, the difference may still move by it.</caption>
<thead><tr><th scope="col">Currency</th><th scope="col" class="number">Entries</th><th scope="col" class="number">Books</th>
<th scope="col" class="number">Paid records</th><th scope="col" class="number">Providers</th>
<th scope="col" class="number">Difference</th><th scope="col" class="number">Unverified, of the books</th>
<th scope="col" class="number">Still expected, of the books</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
export function summaryTable({ figures }) {
    const rows = figures.summary.byCurrency.map((row) => html `<tr><th scope="row">${row.currency}</th><td class="number">${shownCount(row.paidCount)}</td>
${[row.gross, row.fee, row.net, row.refunded, row.settled, row.unsettled, row.settlementNotReported].map(totalCell)}</tr>
`);
    const columns = ['Gross', 'Fee', 'Net', 'Refunded', 'Settled', 'Not settled', 'Settlement not reported'];
    return html `<h2>What the providers state</h2>
<div class="scroll"><table><caption>Of the different records that are paid. What a provider does not state is not zero: how many
records state nothing is said beside the sum.</caption>
<thead><tr><th scope="col">Currency</th><th scope="col" class="number">Paid</th>
${columns.map((column) => html `<th scope="col" class="number">${column}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
function totalCell({ amount, unstatedCount }) {
    const unstated = unstatedCount === 0 ? html `` : html `<br><span class="quiet">${shownCount(unstatedCount)} unstated</span>`;
    return html `<td class="number">${amount === null ? 'not stated' : shownAmount(amount)}${unstated}</td>`;
}
/** The table is the chart's own text: the bars say nothing that its numbers do not. */
export function outcomeChart(facts) {
    const counts = countsOf(facts);
    const most = Math.max(1, ...counts.values());
    const rows = OUTCOMES_BY_URGENCY.map((outcome) => {
        const { label, tone, means } = OUTCOME_WORDS[outcome];
        const count = counts.get(outcome) ?? 0;
        const width = ((count / most) * 100).toFixed(2);
        return html `<tr><th scope="row" class="label ${tone}">${label}</th><td class="number">${shownCount(count)}</td>
<td class="chart ${tone}"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="10"/></svg></td>
<td>${means}</td></tr>
`;
    });
    return html `<h2>Outcomes</h2>
<div class="scroll"><table><thead><tr><th scope="col">Outcome</th><th scope="col" class="number">Rows</th>
<th scope="col">Share</th><th scope="col">What it means</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
