import { readFileSync } from 'node:fs';
const FOLDER = new URL('../../schema/operations/', import.meta.url);
/**
 * GraphiQL's tabs, by task, in this order. Each is a file of `schema/operations`, which the tests execute. The first has no
 * variables, because GraphiQL 5 opens its first default tab without them.
 */
const NAMES = [
    'one-payment',
    'dashboard-table',
    'watch-payments',
    'both-sides',
    'refund-watch',
    'after-sales-record',
    'worklist',
    'totals',
    'reconcile-books',
    'what-can-each-provider-tell',
    'every-outcome',
];
export function exampleOperations() {
    return NAMES.map((name) => ({
        name,
        query: readFileSync(new URL(`${name}.graphql`, FOLDER), 'utf8').trimEnd(),
        variables: readVariables(name),
    }));
}
function readVariables(name) {
    try {
        return readFileSync(new URL(`${name}.variables.json`, FOLDER), 'utf8').trimEnd();
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}
