import { isProblem, type LookupOutcome, type ProblemCode } from '../../domain/lookup-outcome.ts';
import type { JudgedEntry } from '../../reconciliation/judge.ts';

/** Problems that say something of the entry itself, so that another run would say the same. */
const LASTING: ReadonlySet<ProblemCode> = new Set(['NOT_FOUND', 'INVALID_REFERENCE']);

/** Whether an entry is not verified for want of an answer, which somebody may put right, and not for what was answered. */
export function mayAnswerLater(
  { isVerified }: JudgedEntry,
  asked: { readonly outcome: LookupOutcome; readonly counterpart: LookupOutcome | null },
): boolean {
  if (isVerified) return false;
  return [asked.outcome, asked.counterpart].some(
    (each) => each !== null && isProblem(each) && !LASTING.has(each.outcome),
  );
}
