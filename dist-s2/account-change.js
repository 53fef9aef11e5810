import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Secret } from './domain/secret.js';
/** Where nothing but secrets differs, it is the same account: what it has spent and what it was refused still counts. */
export function accountChange(before, after) {
    if (!isDeepStrictEqual(plainSettings(before), plainSettings(after)))
        return { kind: 'REPLACED' };
    const old = secretsOf(before);
    // In place: a call that is refused while the credential changes is made again with the new one.
    const pairs = [...secretsOf(after)].flatMap(([key, secret]) => {
        const inUse = old.get(key);
        return inUse === undefined ? [] : [{ key, inUse, secret }];
    });
    return {
        kind: 'KEPT',
        account: { ...after, ...Object.fromEntries(pairs.map(({ key, inUse }) => [key, inUse])) },
        renew: () => pairs.map(({ inUse, secret }) => inUse.renew(secret)).includes(true),
    };
}
/** Tells settings apart, secrets aside; the same in every process. */
export function settingsDigest(account) {
    return createHash('sha256')
        .update(JSON.stringify(plainSettings(account)))
        .digest('base64url')
        .slice(0, 12);
}
function plainSettings(account) {
    const entries = Object.entries(account).filter(([, value]) => !(value instanceof Secret));
    return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
function secretsOf(account) {
    return new Map(Object.entries(account).flatMap(([key, value]) => (value instanceof Secret ? [[key, value]] : [])));
}
