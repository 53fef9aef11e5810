import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/**
 * Names and values of one account in Redis. Both keys are derived from the account's credential: whoever has not got it can
 * neither read a value, nor make one, nor tell which payment a name stands for. A replaced credential is another tenant.
 */
export class AccountSeal {
    #account;
    #keys = null;
    constructor(account) {
        this.#account = account;
    }
    /** The same for the same words, as long as the credential is the same. */
    name(...words) {
        const { provider, name } = this.#account;
        const text = JSON.stringify([provider, name, ...words]);
        return createHmac('sha256', this.#derived().naming).update(text).digest('base64url').slice(0, 32);
    }
    /** AES-256-GCM under a nonce of its own; a value that is moved to another name is no longer one. */
    seal(name, text) {
        const nonce = randomBytes(NONCE_BYTES);
        const cipher = createCipheriv('aes-256-gcm', this.#derived().sealing, nonce).setAAD(Buffer.from(name));
        const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
        return Buffer.concat(parts).toString('base64');
    }
    /** Null for what this account has not sealed for this name. */
    unseal(name, sealed) {
        try {
            const bytes = Buffer.from(sealed, 'base64');
            const options = { authTagLength: TAG_BYTES };
            const decipher = createDecipheriv('aes-256-gcm', this.#derived().sealing, bytes.subarray(0, NONCE_BYTES), options)
                .setAAD(Buffer.from(name))
                .setAuthTag(bytes.subarray(-TAG_BYTES));
            const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
            return Buffer.concat([text, decipher.final()]).toString();
        }
        catch {
            return null;
        }
    }
    #derived() {
        const secret = this.#account.credential.reveal();
        if (this.#keys?.of === secret)
            return this.#keys;
        const derive = (use, bytes) => new Uint8Array(hkdfSync('sha256', secret, '', use, bytes));
        this.#keys = {
            of: secret,
            naming: derive('paylens redis names 1', 32),
            sealing: derive('paylens redis values 1', 32),
        };
        return this.#keys;
    }
}
