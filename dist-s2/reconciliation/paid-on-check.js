import { businessDate } from '../domain/instant.js';
/** Compares days, not moments: books have days. */
export function paidOnCheck(field, expected, { paidAt, timeZone: own }, { timeZone, paidWithinDays }) {
    const zone = timeZone ?? own;
    const rule = paidWithinDays === 0 ? `the same day in ${zone}` : `at most ${days(paidWithinDays)} apart in ${zone}`;
    if (paidAt === null) {
        const explanation = 'The provider states no time of payment.';
        return { field, expected, actual: null, delta: null, rule, verdict: 'UNAVAILABLE', explanation };
    }
    const actual = businessDate(paidAt, zone);
    const apart = Temporal.PlainDate.from(expected).until(actual, { largestUnit: 'days' }).days;
    const base = { field, expected, actual, delta: String(apart), rule };
    if (apart === 0)
        return { ...base, verdict: 'PASS', explanation: 'Both name the same day.' };
    const difference = `It was paid ${days(Math.abs(apart))} ${apart < 0 ? 'before' : 'after'} the day of your entry`;
    return Math.abs(apart) <= paidWithinDays
        ? { ...base, verdict: 'TOLERATED', explanation: `${difference}, which the rules allow.` }
        : { ...base, verdict: 'FAIL', explanation: `${difference}.` };
}
function days(count) {
    return count === 1 ? '1 day' : `${count} days`;
}
