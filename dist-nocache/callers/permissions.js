import { isScope } from '../domain/scope.js';
/** The accounts of the gateway that the patterns name: `provider/name`, `provider/*` or `*`. */
export function accountsNamed(patterns, known) {
    const wanted = new Set(patterns);
    return new Map([...known].map(([provider, names]) => [
        provider,
        wanted.has('*') || wanted.has(`${provider}/*`)
            ? names
            : names.filter((name) => wanted.has(`${provider}/${name}`)),
    ]));
}
/** What a token may grant: what it names and its issuer allows. What either does not know grants nothing. */
export function scopesNamed(names, allowed) {
    return new Set(names.filter(isScope).filter((scope) => allowed.has(scope)));
}
