/**
 * Marks a root field that looks transactions up: how its arguments name references, and the scope that it takes. The limit
 * on references is checked before anything is asked, so a field that is not marked would escape it: a test goes through
 * all root fields.
 */
export function asksFor(references, ...more) {
    return { authScopes: { scopes: ['transactions:read', ...more] }, extensions: { paylens: { references } } };
}
/** Marks a root field that compares lists: it has a limit and a time of its own. */
export function reconciles(references) {
    return {
        authScopes: { scopes: ['transactions:read', 'reconcile'] },
        extensions: { paylens: { references: () => [], reconciled: references } },
    };
}
/** Marks a field that gives the counterpart of a record, which is one look-up more for each record. */
export const ASKS_FOR_COUNTERPART = { extensions: { paylens: { counterpart: true } } };
/** What a root field asks for; null where it looks nothing up. */
export function marksOfRootField(extensions) {
    const marks = marksOf(extensions);
    return marks?.references === undefined ? null : { ...marks, references: marks.references };
}
export function asksForCounterpart(extensions) {
    return marksOf(extensions)?.counterpart === true;
}
function marksOf(extensions) {
    return extensions.paylens;
}
