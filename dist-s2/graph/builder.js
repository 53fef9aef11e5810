import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GatewayError } from '../domain/errors.js';
/** The builder of the whole graph. It defines no type: each type is in the file of its noun. */
export const builder = new SchemaBuilder({
    plugins: [ScopeAuthPlugin],
    scopeAuth: {
        authScopes: ({ caller }) => ({ scopes: (needed) => needed.every((scope) => caller.scopes.has(scope)) }),
        // Also before anything is watched, and not with the first event only.
        authorizeOnSubscribe: true,
        unauthorizedError: () => FORBIDDEN,
    },
});
/** Made once, because the plugin makes one for each withheld field, too, and takes a stack each time. */
const FORBIDDEN = new GatewayError('FORBIDDEN', 'You may not ask this. See `scopes` in SECURITY.md.');
/** An enum whose values each say what they mean. */
export function describedEnum(name, description, values) {
    const entries = Object.entries(values).map(([value, text]) => [value, { description: text }]);
    return builder.enumType(name, {
        description,
        values: Object.fromEntries(entries),
    });
}
