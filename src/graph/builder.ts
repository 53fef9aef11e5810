import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Decimal } from '../domain/decimal.ts';
import { GatewayError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Scope } from '../domain/scope.ts';
import type { GraphContext } from './context.ts';

export interface SchemaTypes {
  Context: GraphContext;
  AuthScopes: { scopes: readonly Scope[] };
  Scalars: {
    DateTime: { Input: Instant; Output: Instant };
    Date: { Input: string; Output: string };
    Decimal: { Input: Decimal; Output: Decimal };
    CurrencyCode: { Input: string; Output: string };
    JSON: { Input: never; Output: unknown };
  };
}

/** The builder of the whole graph. It defines no type: each type is in the file of its noun. */
export const builder = new SchemaBuilder<SchemaTypes>({
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
export function describedEnum<const Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
) {
  const entries = Object.entries<string>(values).map(([value, text]) => [value, { description: text }] as const);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Value, { description: string }>,
  });
}
