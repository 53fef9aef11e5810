import { ANONYMOUS_SCOPES } from '../domain/scope.js';
import { isApiKey, keyRing } from './api-key.js';
import { KeySetUnavailableError } from './key-set.js';
import { accountsNamed } from './permissions.js';
import { TokenRefusedError, tokenVerifier } from './tokens.js';
/** A header may have 16 KiB; no token that this gateway understands needs half of it. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i;
export function createAuthentication(parts) {
    const owner = keyRing(parts.callers.flatMap(({ name, keys, scopes, accounts }) => 
    // One for each key: one of them may be withdrawn while its caller is served.
    keys.map((hash) => {
        const owner = {
            name,
            accessEndsAt: null,
            scopes: new Set(scopes),
            accounts: accountsNamed(accounts, parts.accounts),
        };
        parts.onKey?.(hash, owner);
        return { keys: [hash], owner };
    })));
    const verify = tokenVerifier(parts);
    return async (authorization) => {
        // Two headers could be read differently by a proxy and by us.
        if (authorization.length !== 1)
            return refused(authorization.length === 0 ? 'absent' : 'repeated');
        const credential = BEARER.exec(authorization[0] ?? '')?.[1];
        if (credential === undefined)
            return refused('no_bearer');
        if (isApiKey(credential)) {
            const caller = owner(credential);
            return caller === null ? refused('unknown_key') : { kind: 'accepted', caller };
        }
        try {
            return { kind: 'accepted', caller: await verify(credential) };
        }
        catch (error) {
            if (error instanceof TokenRefusedError)
                return refused(error.reason);
            if (error instanceof KeySetUnavailableError)
                return { kind: 'unavailable' };
            throw error;
        }
    };
}
/** Where no callers are configured: whoever reaches the gateway, with every account. */
export function anonymousAuthentication(accounts, scopes = ANONYMOUS_SCOPES) {
    const caller = { name: 'anonymous', accessEndsAt: null, scopes: new Set(scopes), accounts };
    return async () => ({ kind: 'accepted', caller });
}
function refused(reason) {
    return { kind: 'refused', reason };
}
