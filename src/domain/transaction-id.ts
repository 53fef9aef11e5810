import { hkdfSync } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
import type { TransactionKey } from './transaction-key.ts';

/** What a global id names: the key that finds a transaction, and the record that it found when the id was made. */
export interface IdentifiedTransaction {
  readonly key: TransactionKey;
  readonly recordId: string;
}

export interface TransactionIds {
  make(transaction: IdentifiedTransaction): string;
  /** Null for text that is no id of this gateway. The parts are a caller's input: check them as any other. */
  parse(id: string): IdentifiedTransaction | null;
}

export interface TransactionIdsOptions {
  readonly isSecretKind: (key: Pick<TransactionKey, 'provider' | 'kind'>) => boolean;
  /** The secret that seals this account's payment tokens; undefined where there is no such account. */
  readonly sealingSecret: (key: Pick<TransactionKey, 'provider' | 'account'>) => string | undefined;
}

/** Longer than the longest id that can be made: a sealed 512-character token with every other part at its limit. */
const MAX_LENGTH = 4096;

/**
 * Global ids: base64url of a JSON list. A payment token is sealed with AES-SIV, which needs no nonce, so that one
 * transaction keeps one id; the other parts are the seal's associated data, so none can be exchanged.
 */
export function createTransactionIds({ isSecretKind, sealingSecret }: TransactionIdsOptions): TransactionIds {
  function cipherFor(parts: readonly string[], secret: string) {
    const key = new Uint8Array(hkdfSync('sha256', secret, '', 'paylens transaction id 1', 64));
    return aessiv(key, Buffer.from(JSON.stringify(parts)));
  }

  return {
    make({ key, recordId }) {
      const { provider, account, kind, value } = key;
      const secret = isSecretKind(key) ? sealingSecret(key) : null;
      if (secret === undefined) throw new Error(`no account ${account} of ${provider} to seal an id for`);
      const shown = secret === null ? value : seal(cipherFor([provider, account, kind, recordId], secret), value);
      return Buffer.from(JSON.stringify([provider, account, kind, shown, recordId])).toString('base64url');
    },

    parse(id) {
      const parts = id.length <= MAX_LENGTH ? decode(id) : null;
      if (parts === null) return null;
      const [provider, account, kind, shown, recordId] = parts;
      if (!isSecretKind({ provider, kind })) return { key: { provider, account, kind, value: shown }, recordId };
      const secret = sealingSecret({ provider, account });
      const value = secret === undefined ? null : unseal(cipherFor([provider, account, kind, recordId], secret), shown);
      return value === null ? null : { key: { provider, account, kind, value }, recordId };
    },
  };
}

type Parts = [provider: string, account: string, kind: string, shown: string, recordId: string];

function decode(id: string): Parts | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    const valid = Array.isArray(parts) && parts.length === 5 && parts.every((part) => typeof part === 'string');
    return valid ? (parts as Parts) : null;
  } catch {
    return null;
  }
}

function seal(cipher: ReturnType<typeof aessiv>, value: string): string {
  return Buffer.from(cipher.encrypt(Buffer.from(value))).toString('base64url');
}

function unseal(cipher: ReturnType<typeof aessiv>, sealed: string): string | null {
  try {
    return Buffer.from(cipher.decrypt(Buffer.from(sealed, 'base64url'))).toString();
  } catch {
    return null;
  }
}
