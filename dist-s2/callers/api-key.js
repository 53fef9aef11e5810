import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
/** What an API key looks like: recognisable, so that scanners for leaked secrets can find it. */
const API_KEY = /^paylens_[A-Za-z0-9_-]{43}$/;
/** What the configuration holds of it. A key has 256 random bits, so a fast hash of it cannot be searched. */
export const HASHED_KEY = /^sha256:[0-9a-f]{64}$/;
export function createApiKey() {
    const key = `paylens_${randomBytes(32).toString('base64url')}`;
    return { key, hash: `sha256:${digestOf(key)}` };
}
export function isApiKey(text) {
    return API_KEY.test(text);
}
/** Finds whose key it is. All hashes are compared, each in constant time, so that the time tells nothing. */
export function keyRing(owners) {
    const entries = owners.flatMap(({ keys, owner }) => keys.map((hashed) => ({ digest: Buffer.from(hashed.slice('sha256:'.length)), owner })));
    return (key) => {
        const digest = Buffer.from(digestOf(key));
        let found = null;
        for (const entry of entries)
            if (timingSafeEqual(entry.digest, digest))
                found = entry.owner;
        return found;
    };
}
/** In hexadecimal, which takes a fifth of the time that a hash object does. */
function digestOf(key) {
    return hash('sha256', key);
}
