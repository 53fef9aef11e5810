import { nameOf } from './lookup-row.js';
import { markOf } from './paint.js';
import { printableTexts } from './printable.js';
/** One event on one line; empty for the last, which the summary tells. */
export function watchLine(told, { paint, at, secretKinds }) {
    const { kind, lookup, previous, changed } = printableTexts(told);
    if (lookup === null)
        return '';
    const isSecret = lookup.reference.kind !== null && secretKinds.has(lookup.reference.kind);
    return `${[at, nameOf(lookup, isSecret), ...saidOf({ kind, lookup, previous, changed }, paint)].join('  ')}\n`;
}
function saidOf({ kind, lookup, previous, changed }, paint) {
    const message = lookup.problem === null ? [] : [lookup.problem.message];
    const now = stateOf(lookup);
    if (kind === 'PROVIDER_DEGRADED') {
        return [
            paint('bad', lookup.outcome),
            ...message,
            'What was known before, if anything, still stands; it is asked less often.',
        ];
    }
    if (kind === 'SNAPSHOT')
        return [paint(markOf(now), now), ...message];
    const before = previous === null || previous.headline === now ? [] : [previous.headline, '->'];
    return [[...before, paint(markOf(now), now)].join(' '), `changed: ${changed.join(', ')}`, ...message];
}
/** The headline of the record; where there is none, the outcome. */
export function stateOf({ transaction, outcome }) {
    return transaction?.headline ?? outcome;
}
const ENDINGS = {
    ALL_REACHED: 'Nothing is left to wait for',
    TIME_LIMIT: 'The time limit has ended it (tracking.maxMinutes)',
};
/** How it ended, and how many references are in which state: `2 PAID, 1 FAILED`. */
export function watchSummary(reason, states) {
    const counts = new Map();
    for (const state of states)
        counts.set(state, (counts.get(state) ?? 0) + 1);
    const counted = [...counts].toSorted().map(([state, count]) => `${count} ${state}`);
    const ending = reason === null ? 'Interrupted' : (ENDINGS[reason] ?? `Ended: ${reason}`);
    return `${ending}: ${counted.length === 0 ? 'nothing was seen' : counted.join(', ')}.\n`;
}
