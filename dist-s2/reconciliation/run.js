import { matchEntries } from './match.js';
import { figuresOf } from './report.js';
/** Looks every entry up and compares; `upstreamCalls` is for whoever made `lookUp` to say. */
export async function reconcile({ entries, lookUp, timeZoneOf, ...context }) {
    const answers = await Promise.all(entries.map(async (entry) => {
        const [lookup, counterpart] = await Promise.all([
            lookUp(entry.reference),
            entry.counterpart === null ? null : lookUp(entry.counterpart),
        ]);
        return { entry, lookup, counterpart };
    }));
    const matched = matchEntries(answers.map(({ entry, lookup, counterpart }) => ({
        entry,
        outcome: lookup.outcome,
        counterpart: counterpart?.outcome ?? null,
        timeZone: timeZoneOf(lookup.reference),
    })), context);
    const reconciled = answers.flatMap(({ lookup, counterpart }, index) => {
        const judged = matched[index];
        return judged === undefined ? [] : [{ ...judged, lookup, counterpart }];
    });
    return { entries: reconciled, ...figuresOf(reconciled) };
}
