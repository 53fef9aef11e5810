import { ANSWERED_OUTCOMES, PROBLEM_RETRYABLE, type ProblemCode } from '../domain/lookup-outcome.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/** The exit code of one row: whether there is an answer, and if not, whether asking again may help. */
function exitCodeOf(outcome: string): number {
  if ((ANSWERED_OUTCOMES as readonly string[]).includes(outcome)) return EXIT_CODES.ok;
  if (outcome === 'NOT_FOUND') return EXIT_CODES.notFound;
  if (outcome === 'INVALID_REFERENCE') return EXIT_CODES.usage;
  return PROBLEM_RETRYABLE[outcome as ProblemCode] ? EXIT_CODES.unanswered : EXIT_CODES.unavailable;
}

/** From what a person must put right to what was answered: the first that any row has is that of the command. */
const PRECEDENCE = [EXIT_CODES.usage, EXIT_CODES.unavailable, EXIT_CODES.unanswered, EXIT_CODES.notFound] as const;

export function exitCodeOfOutcomes(outcomes: readonly string[]): number {
  const codes = outcomes.map(exitCodeOf);
  return PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT_CODES.ok;
}
