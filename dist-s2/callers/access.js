import { anonymousAuthentication, createAuthentication } from './authentication.js';
import { remoteKeySet } from './key-set.js';
import { accountsNamed } from './permissions.js';
/** Rules that can be replaced while callers that were recognised by the old ones are still served. */
export function createAccess({ rules: first, clock, http, anonymousScopes }) {
    const recognitions = new WeakMap();
    /** Kept where the address stays, so that no reload makes an issuer that is away a reason to refuse. */
    let keySets = new Map();
    let current = inForce(first);
    function inForce(rules) {
        const { callers, issuers, accounts } = rules;
        if (callers.length + issuers.length === 0) {
            return {
                rules,
                authenticate: anonymousAuthentication(accounts, anonymousScopes),
                byKey: new Map(),
            };
        }
        const urls = issuers.flatMap(({ jwksUrl }) => jwksUrl ?? []);
        const kept = new Map(urls.map((url) => [url, keySets.get(url) ?? remoteKeySet(url, { clock, http })]));
        const byKey = new Map();
        const authenticate = createAuthentication({
            ...rules,
            clock,
            keySetOf: (url) => kept.get(url) ?? remoteKeySet(url, { clock, http }),
            onKey: (hash, caller) => {
                byKey.set(hash, caller);
                recognitions.set(caller, { by: hash, rules });
            },
            onToken: (issuer, caller) => recognitions.set(caller, { by: identityOf(issuer), rules }),
        });
        keySets = kept;
        return { rules, authenticate, byKey };
    }
    function regrant(caller) {
        const { rules, byKey } = current;
        const known = recognitions.get(caller);
        // Nobody was asked who he is.
        if (known === undefined)
            return isOpen(rules) ? { ...caller, accounts: rules.accounts } : null;
        if (known.rules === rules)
            return caller;
        const byItsKey = byKey.get(known.by);
        if (byItsKey !== undefined)
            return byItsKey.name === caller.name ? byItsKey : null;
        const issuer = rules.issuers.find((each) => identityOf(each) === known.by);
        return issuer === undefined ? null : narrowed(caller, issuer, rules.accounts);
    }
    return {
        authenticate: (authorization) => current.authenticate(authorization),
        regrant,
        reload: (rules) => {
            current = inForce(rules);
        },
    };
}
function isOpen({ callers, issuers }) {
    return callers.length + issuers.length === 0;
}
/** Whatever decides whether a token of the issuer is good; what it may grant is looked at by itself. */
function identityOf({ name, issuer, audience, jwksUrl, publicKey, algorithms }) {
    return JSON.stringify([name, issuer, audience, jwksUrl, publicKey, algorithms]);
}
/** A token that was good and still would be, under the bounds of now. */
function narrowed(caller, issuer, known) {
    const allowed = accountsNamed(issuer.accounts, known);
    return {
        ...caller,
        scopes: new Set([...caller.scopes].filter((scope) => issuer.scopes.includes(scope))),
        accounts: new Map([...caller.accounts].map(([provider, names]) => [
            provider,
            names.filter((name) => allowed.get(provider)?.includes(name) ?? false),
        ])),
    };
}
