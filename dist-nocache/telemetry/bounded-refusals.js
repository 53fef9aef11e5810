import { LRUCache } from 'lru-cache';
/** Enough to show who is refused, and why, from the first line of a flood on. */
const LINES_AT_ONCE = 100;
const LINES_PER_SECOND = 10;
/** Callers beyond this many at a time start anew. */
const MAX_CALLERS = 10_000;
/**
 * Who sends refused requests as fast as they can must not fill the disk with their lines. Those whom nobody recognised
 * share one allowance, each caller has its own; the next line says how many there are no lines of.
 */
export function boundRefusals(audit, clock) {
    const allowances = new LRUCache({ max: MAX_CALLERS });
    function allowanceOf(caller) {
        const now = clock.monotonic();
        // No caller has an empty name.
        const known = allowances.get(caller ?? '') ?? { lines: LINES_AT_ONCE, countedAt: now, leftOut: 0 };
        known.lines = Math.min(LINES_AT_ONCE, known.lines + ((now - known.countedAt) / 1000) * LINES_PER_SECOND);
        known.countedAt = now;
        allowances.set(caller ?? '', known);
        return known;
    }
    return {
        access: audit.access,
        refusal: (entry) => {
            const allowance = allowanceOf(entry.caller);
            if (allowance.lines < 1) {
                allowance.leftOut += 1;
                return;
            }
            const { leftOut } = allowance;
            allowance.lines -= 1;
            allowance.leftOut = 0;
            audit.refusal(leftOut === 0 ? entry : { ...entry, leftOut });
        },
    };
}
