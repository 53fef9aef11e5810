import { isProblem } from '../../domain/lookup-outcome.js';
/** Problems that say something of the entry itself, so that another run would say the same. */
const LASTING = new Set(['NOT_FOUND', 'INVALID_REFERENCE']);
/** Whether an entry is not verified for want of an answer, which somebody may put right, and not for what was answered. */
export function mayAnswerLater({ isVerified }, asked) {
    if (isVerified)
        return false;
    return [asked.outcome, asked.counterpart].some((each) => each !== null && isProblem(each) && !LASTING.has(each.outcome));
}
