import { createHash, createPublicKey } from 'node:crypto';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { accountsNamed, scopesNamed } from './permissions.js';
/** A token that grants nothing, with a reason for the audit log: one of jose's codes, or a claim. Never the token. */
export class TokenRefusedError extends Error {
    reason;
    constructor(reason) {
        super(`token refused: ${reason}`);
        this.name = 'TokenRefusedError';
        this.reason = reason;
    }
}
/** Clocks of the issuer and of this machine may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 60;
const MAX_SUBJECT_LENGTH = 256;
/**
 * Who a JWT says is asking: signature by an accepted algorithm, exact issuer and audience, an end, a subject, `scope` and
 * `accounts`; the last two as far as the issuer may grant them.
 *
 * @throws TokenRefusedError, or KeySetUnavailableError where the issuer's keys cannot be had.
 */
export function tokenVerifier({ issuers, accounts, clock, keySetOf, onToken, }) {
    const known = new Map(issuers.map((issuer) => [issuer.issuer, { ...issuer, key: keyOf(issuer, keySetOf) }]));
    return async (token) => {
        // Not verified yet: it only chooses whose keys and rules to verify with.
        const issuer = known.get(claimedIssuer(token));
        if (issuer === undefined)
            throw new TokenRefusedError('unknown_issuer');
        const now = clock.now();
        const claims = await verify(token, issuer.key, {
            issuer: issuer.issuer,
            audience: issuer.audience,
            algorithms: issuer.algorithms,
            requiredClaims: ['exp', 'sub', 'scope', 'accounts'],
            clockTolerance: CLOCK_TOLERANCE_SECONDS,
            currentDate: new Date(now),
        });
        if (claims.iat !== undefined && claims.iat * 1000 > now + CLOCK_TOLERANCE_SECONDS * 1000) {
            throw new TokenRefusedError('issued_in_the_future');
        }
        const named = accountsNamed(textsOf(claims.accounts, 'accounts'), accounts);
        const allowed = accountsNamed(issuer.accounts, accounts);
        const caller = {
            name: `${issuer.name}:${hashOfSubject(claims.sub)}`,
            accessEndsAt: ((claims.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000,
            scopes: scopesNamed(textsOf(claims.scope, 'scope'), new Set(issuer.scopes)),
            accounts: new Map([...named].map(([provider, names]) => [
                provider,
                names.filter((name) => allowed.get(provider)?.includes(name) ?? false),
            ])),
        };
        onToken?.(issuer, caller);
        return caller;
    };
}
function keyOf({ jwksUrl, publicKey }, keySetOf) {
    if (jwksUrl !== undefined)
        return keySetOf(jwksUrl);
    const key = createPublicKey(publicKey ?? '');
    return async () => key;
}
function claimedIssuer(token) {
    try {
        return decodeJwt(token).iss ?? '';
    }
    catch {
        throw new TokenRefusedError('malformed');
    }
}
async function verify(token, key, options) {
    try {
        return (await jwtVerify(token, key, options)).payload;
    }
    catch (error) {
        if (error instanceof errors.JOSEError)
            throw new TokenRefusedError(error.code);
        // A key of another kind than the algorithm wants, or one that the issuer has published broken.
        if (error instanceof TypeError || error instanceof DOMException)
            throw new TokenRefusedError('wrong_key');
        throw error;
    }
}
/** A list, or one text with blanks between, as RFC 9068 writes `scope`. */
function textsOf(claim, name) {
    if (typeof claim === 'string')
        return claim.split(' ').filter((text) => text !== '');
    if (Array.isArray(claim) && claim.every((text) => typeof text === 'string'))
        return claim;
    throw new TokenRefusedError(`bad_${name}`);
}
/** Subjects are often e-mail addresses, and no log may hold one. Whoever knows the subject can make the same hash. */
function hashOfSubject(subject) {
    if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_LENGTH) {
        throw new TokenRefusedError('bad_sub');
    }
    return createHash('sha256').update(subject).digest('base64url').slice(0, 16);
}
