import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';

/** One of the configured accounts, and what proves that a gateway may see its records: its credential. */
export interface SealedAccount {
  readonly provider: string;
  readonly name: string;
  readonly credential: Pick<Secret, 'reveal'>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Keys {
  readonly of: string;
  readonly naming: Uint8Array;
  readonly sealing: Uint8Array;
}

/**
 * Names and values of one account in Redis. Both keys are derived from the account's credential: whoever has not got it can
 * neither read a value, nor make one, nor tell which payment a name stands for. A replaced credential is another tenant.
 */
export class AccountSeal {
  readonly #account: SealedAccount;
  #keys: Keys | null = null;

  constructor(account: SealedAccount) {
    this.#account = account;
  }

  /** The same for the same words, as long as the credential is the same. */
  name(...words: readonly string[]): string {
    const { provider, name } = this.#account;
    const text = JSON.stringify([provider, name, ...words]);
    return createHmac('sha256', this.#derived().naming).update(text).digest('base64url').slice(0, 32);
  }

  /** AES-256-GCM under a nonce of its own; a value that is moved to another name is no longer one. */
  seal(name: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#derived().sealing, nonce).setAAD(Buffer.from(name));
    const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(parts).toString('base64');
  }

  /** Null for what this account has not sealed for this name. */
  unseal(name: string, sealed: string): string | null {
    try {
      const bytes = Buffer.from(sealed, 'base64');
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv('aes-256-gcm', this.#derived().sealing, bytes.subarray(0, NONCE_BYTES), options)
        .setAAD(Buffer.from(name))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString();
    } catch {
      return null;
    }
  }

  #derived(): Keys {
    const secret = this.#account.credential.reveal();
    if (this.#keys?.of === secret) return this.#keys;
    const derive = (use: string, bytes: number) => new Uint8Array(hkdfSync('sha256', secret, '', use, bytes));
    this.#keys = {
      of: secret,
      naming: derive('paylens redis names 1', 32),
      sealing: derive('paylens redis values 1', 32),
    };
    return this.#keys;
  }
}
