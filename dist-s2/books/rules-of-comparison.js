import { describeNormalization } from '../reconciliation/normalize-reference.js';
import { COMPARABLE_FIELDS, STRICT_RULES } from '../reconciliation/rules.js';
export function comparisonRules({ rules }) {
    return {
        tolerances: rules.tolerances ?? STRICT_RULES.tolerances,
        paidWithinDays: rules.paidWithinDays ?? STRICT_RULES.paidWithinDays,
        timeZone: rules.timeZone ?? null,
        normalization: rules.normalization ?? STRICT_RULES.normalization,
        compare: rules.compare === undefined ? STRICT_RULES.compare : new Set(rules.compare),
    };
}
/** The rules as sentences, for whoever reads a report and has never seen the file. */
export function rulesInWords(rules) {
    const { tolerances, paidWithinDays, timeZone, normalization, compare } = rules;
    const tolerated = [...tolerances].map(([currency, amount]) => `${amount} ${currency}`);
    const fields = COMPARABLE_FIELDS.filter((field) => compare.has(field)).map((field) => field.toLowerCase().replace('_', ' '));
    return [
        `Compared, where the books state it: status, currency, ${fields.join(', ')}.`,
        tolerated.length === 0
            ? 'Amounts must be equal.'
            : `Amounts may differ by at most ${tolerated.join(', ')}; in any other currency they must be equal.`,
        paidWithinDays === 0
            ? 'The day of payment must be the same.'
            : `The day of payment may differ by ${paidWithinDays} ${paidWithinDays === 1 ? 'day' : 'days'}.`,
        `Days are counted in ${timeZone ?? "each account's own time zone"}.`,
        `References must be the same; ${describeNormalization(normalization)}.`,
    ];
}
