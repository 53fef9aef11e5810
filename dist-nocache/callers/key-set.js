import { createLocalJWKSet, errors } from 'jose';
/** The keys of an issuer cannot be had, so nobody can say whether a token is good. */
export class KeySetUnavailableError extends Error {
    constructor() {
        super('the key set cannot be read');
        this.name = 'KeySetUnavailableError';
    }
}
/** A key that is not there is looked for again after this long at the earliest, whatever a token names. */
const COOLDOWN_MS = 30_000;
/** A revoked key is out of force after this long at the latest. */
const MAX_AGE_MS = 600_000;
/** How long keys that were had before stay in force while the issuer cannot be reached. */
const STALE_MS = 3_600_000;
/** After a failure the issuer is left alone for this long, or every request would wait for it. */
const PAUSE_MS = 10_000;
/**
 * The public keys of an issuer by URL. A token's `kid` is a name to look up in the set and nothing else; its `jku`, `x5u`
 * and `jwk` are never read. jose has such a set, too, but on a clock of its own, and one that asks a dead issuer for every
 * token.
 */
export function remoteKeySet(url, { clock, http }) {
    let known = null;
    let readAt = Number.NEGATIVE_INFINITY;
    let failedAt = Number.NEGATIVE_INFINITY;
    let underWay = null;
    const age = () => clock.monotonic() - readAt;
    const hasFailed = () => failedAt > readAt;
    async function read() {
        try {
            // Through the client of the providers' calls: its time, its byte cap, and no redirect.
            const { status, text } = await http.get({ url, headers: {}, signal: new AbortController().signal });
            if (status !== 200)
                throw new KeySetUnavailableError();
            known = createLocalJWKSet(JSON.parse(text));
            readAt = clock.monotonic();
        }
        catch {
            failedAt = clock.monotonic();
        }
    }
    /** One request for all who need it, and none while the issuer is left alone. */
    async function renew() {
        if (clock.monotonic() - failedAt < PAUSE_MS)
            return;
        underWay ??= read().finally(() => {
            underWay = null;
        });
        await underWay;
    }
    return async (header, token) => {
        if (age() >= MAX_AGE_MS)
            await renew();
        if (known === null || age() >= STALE_MS)
            throw new KeySetUnavailableError();
        try {
            return await known(header, token);
        }
        catch (error) {
            if (!(error instanceof errors.JWKSNoMatchingKey))
                throw error;
        }
        if (age() >= COOLDOWN_MS)
            await renew();
        try {
            return await known(header, token);
        }
        catch (error) {
            // It may be a new key, and nobody can say.
            if (error instanceof errors.JWKSNoMatchingKey && hasFailed())
                throw new KeySetUnavailableError();
            throw error;
        }
    };
}
