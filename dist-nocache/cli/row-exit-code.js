import { ANSWERED_OUTCOMES, PROBLEM_RETRYABLE } from '../domain/lookup-outcome.js';
import { EXIT_CODES } from '../exit-codes.js';
/** The exit code of one row: whether there is an answer, and if not, whether asking again may help. */
function exitCodeOf(outcome) {
    if (ANSWERED_OUTCOMES.includes(outcome))
        return EXIT_CODES.ok;
    if (outcome === 'NOT_FOUND')
        return EXIT_CODES.notFound;
    if (outcome === 'INVALID_REFERENCE')
        return EXIT_CODES.usage;
    return PROBLEM_RETRYABLE[outcome] ? EXIT_CODES.unanswered : EXIT_CODES.unavailable;
}
/** From what a person must put right to what was answered: the first that any row has is that of the command. */
const PRECEDENCE = [EXIT_CODES.usage, EXIT_CODES.unavailable, EXIT_CODES.unanswered, EXIT_CODES.notFound];
export function exitCodeOfOutcomes(outcomes) {
    const codes = outcomes.map(exitCodeOf);
    return PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT_CODES.ok;
}
