import { hkdfSync } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
/** Longer than the longest id that can be made: a sealed 512-character token with every other part at its limit. */
const MAX_LENGTH = 4096;
/**
 * Global ids: base64url of a JSON list. A payment token is sealed with AES-SIV, which needs no nonce, so that one
 * transaction keeps one id; the other parts are the seal's associated data, so none can be exchanged.
 */
export function createTransactionIds({ isSecretKind, sealingSecret }) {
    function cipherFor(parts, secret) {
        const key = new Uint8Array(hkdfSync('sha256', secret, '', 'paylens transaction id 1', 64));
        return aessiv(key, Buffer.from(JSON.stringify(parts)));
    }
    return {
        make({ key, recordId }) {
            const { provider, account, kind, value } = key;
            const secret = isSecretKind(key) ? sealingSecret(key) : null;
            if (secret === undefined)
                throw new Error(`no account ${account} of ${provider} to seal an id for`);
            const shown = secret === null ? value : seal(cipherFor([provider, account, kind, recordId], secret), value);
            return Buffer.from(JSON.stringify([provider, account, kind, shown, recordId])).toString('base64url');
        },
        parse(id) {
            const parts = id.length <= MAX_LENGTH ? decode(id) : null;
            if (parts === null)
                return null;
            const [provider, account, kind, shown, recordId] = parts;
            if (!isSecretKind({ provider, kind }))
                return { key: { provider, account, kind, value: shown }, recordId };
            const secret = sealingSecret({ provider, account });
            const value = secret === undefined ? null : unseal(cipherFor([provider, account, kind, recordId], secret), shown);
            return value === null ? null : { key: { provider, account, kind, value }, recordId };
        },
    };
}
function decode(id) {
    try {
        const parts = JSON.parse(Buffer.from(id, 'base64url').toString());
        const valid = Array.isArray(parts) && parts.length === 5 && parts.every((part) => typeof part === 'string');
        return valid ? parts : null;
    }
    catch {
        return null;
    }
}
function seal(cipher, value) {
    return Buffer.from(cipher.encrypt(Buffer.from(value))).toString('base64url');
}
function unseal(cipher, sealed) {
    try {
        return Buffer.from(cipher.decrypt(Buffer.from(sealed, 'base64url'))).toString();
    }
    catch {
        return null;
    }
}
