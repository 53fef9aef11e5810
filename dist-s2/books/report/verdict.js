import { DIFFERENCES } from '../../reconciliation/entry-outcome.js';
import { shownCount } from './amounts-shown.js';
import { countsOf } from './outcome-words.js';
export function verdictOf(facts) {
    const counts = countsOf(facts);
    if (facts.entries + facts.unreadable === 0) {
        const skipped = facts.skipped === 0 ? '' : `; ${rowsAre(facts.skipped)} left out by the rules`;
        return { tone: 'unknown', title: 'Nothing to compare', text: `The books have no entry${skipped}.` };
    }
    const differences = [...DIFFERENCES].reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0);
    const found = `${entriesAre(differences)} not as the providers have ${differences === 1 ? 'it' : 'them'}.`;
    if (!facts.isComplete) {
        const open = [
            facts.unverified > 0 ? `${entriesAre(facts.unverified)} not verified` : '',
            facts.unreadable > 0 ? `${rowsAre(facts.unreadable)} not readable` : '',
        ].filter((text) => text !== '');
        const text = `${open.join(', and ')}. Whatever else is said here, it is not said that the books agree. So far, ${found}`;
        return { tone: 'unknown', title: 'Incomplete', text };
    }
    if (differences > 0)
        return { tone: 'bad', title: 'Complete, with differences', text: found };
    const expected = counts.get('EXPECTED') ?? 0;
    const rest = expected === 0 ? '' : ` ${entriesAre(expected)} not due or not decided yet.`;
    return {
        tone: 'good',
        title: 'Complete, without differences',
        text: `Every entry of the books was verified.${rest}`,
    };
}
function entriesAre(count) {
    return `${shownCount(count)} ${count === 1 ? 'entry is' : 'entries are'}`;
}
function rowsAre(count) {
    return `${shownCount(count)} ${count === 1 ? 'row is' : 'rows are'}`;
}
