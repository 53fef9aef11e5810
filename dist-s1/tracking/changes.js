import { isDeepStrictEqual } from 'node:util';
/** What is not a fact of the payment, or is shown under other names. */
const NOT_COMPARED = new Set([
    'key',
    'provider',
    'timeZone',
    'raw',
    'guardedFields',
    'expectedChangeAt',
]);
/**
 * The fields that differ between two looks at one payment, by their names in the schema, sorted. Fields that take a scope
 * are left out for everybody, because that a withheld field changed would say something of it.
 */
export function changedFields(before, after) {
    if (before.outcome !== 'FOUND' || after.outcome !== 'FOUND') {
        return before.outcome === after.outcome ? [] : ['outcome'];
    }
    const [old, fresh] = [before.transaction, after.transaction];
    const withheld = new Set([...old.guardedFields, ...fresh.guardedFields].map(({ field }) => camelCase(field)));
    const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
    return [...names]
        .filter((name) => !NOT_COMPARED.has(name) && !withheld.has(name))
        .filter((name) => !isDeepStrictEqual(old[name], fresh[name]))
        .map((name) => (name === 'recordId' ? 'id' : name))
        .toSorted();
}
/** Guarded fields are named as the provider writes them. */
function camelCase(field) {
    return field.replace(/^_/, '').replace(/_([a-z])/g, (_match, letter) => letter.toUpperCase());
}
