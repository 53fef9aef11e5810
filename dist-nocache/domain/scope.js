/** What a caller may see and do. Fields beyond `transactions:read` are null for a caller without their scope. */
export const SCOPES = [
    'transactions:read',
    'transactions:pii',
    'transactions:secrets',
    'transactions:raw',
    /** Comparing lists, and the larger request bodies that they take. */
    'reconcile',
    'watch',
    /** Any document, introspection and GraphiQL. */
    'explore',
    /** How the traffic with the providers goes, and what an operation spent of their budgets. */
    'operations',
];
/** What anybody on this machine may see: everything but what names people, moves money, or is the provider's record. */
export const ANONYMOUS_SCOPES = SCOPES.filter((scope) => !['transactions:pii', 'transactions:secrets', 'transactions:raw'].includes(scope));
export function isScope(text) {
    return SCOPES.includes(text);
}
