import { dataIssue } from '../domain/data-issue.js';
/** Guards a field: null for a caller without its scope, because a table never breaks over a permission. */
export function guardedBy(scope) {
    return { authScopes: { scopes: [scope] }, unauthorizedResolver: () => null };
}
/** The issues of a record, and one more that names the filled fields which this caller does not see. */
export function issuesFor({ issues, guardedFields }, caller) {
    const hidden = hiddenFields(guardedFields, caller);
    if (hidden.length === 0)
        return issues;
    const scopes = [...new Set(hidden.map(({ scope }) => scope))].sort().join(', ');
    const fields = hidden.map(({ field }) => field).join(', ');
    const message = `Filled by the provider and withheld from you: ${fields}. To see them takes ${scopes}.`;
    return [...issues, dataIssue('WITHHELD', { message })];
}
export function rawFor({ raw, guardedFields }, caller) {
    const hidden = new Set(hiddenFields(guardedFields, caller).map(({ field }) => field));
    return Object.fromEntries(Object.entries(raw).filter(([field]) => !hidden.has(field)));
}
function hiddenFields(fields, caller) {
    return fields.filter(({ scope }) => !caller.scopes.has(scope));
}
