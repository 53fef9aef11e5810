import type { AccountNames } from '../domain/caller.ts';
import { isScope, type Scope } from '../domain/scope.ts';

/** The accounts of the gateway that the patterns name: `provider/name`, `provider/*` or `*`. */
export function accountsNamed(patterns: readonly string[], known: AccountNames): AccountNames {
  const wanted = new Set(patterns);
  return new Map(
    [...known].map(([provider, names]) => [
      provider,
      wanted.has('*') || wanted.has(`${provider}/*`)
        ? names
        : names.filter((name) => wanted.has(`${provider}/${name}`)),
    ]),
  );
}

/** What a token may grant: what it names and its issuer allows. What either does not know grants nothing. */
export function scopesNamed(names: readonly string[], allowed: ReadonlySet<Scope>): ReadonlySet<Scope> {
  return new Set(names.filter(isScope).filter((scope) => allowed.has(scope)));
}
