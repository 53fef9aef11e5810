import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What an API key looks like: recognisable, so that scanners for leaked secrets can find it. */
const API_KEY = /^paylens_[A-Za-z0-9_-]{43}$/;

/** What the configuration holds of it. A key has 256 random bits, so a fast hash of it cannot be searched. */
export const HASHED_KEY = /^sha256:[0-9a-f]{64}$/;

export function createApiKey(): { readonly key: string; readonly hash: string } {
  const key = `paylens_${randomBytes(32).toString('base64url')}`;
  return { key, hash: `sha256:${digestOf(key).toString('hex')}` };
}

export function isApiKey(text: string): boolean {
  return API_KEY.test(text);
}

/** Finds whose key it is. All hashes are compared, each in constant time, so that the time tells nothing. */
export function keyRing<Owner>(
  owners: ReadonlyArray<{ readonly keys: readonly string[]; readonly owner: Owner }>,
): (key: string) => Owner | null {
  const entries = owners.flatMap(({ keys, owner }) =>
    keys.map((hash) => ({ digest: Buffer.from(hash.slice('sha256:'.length), 'hex'), owner })),
  );
  return (key) => {
    const digest = digestOf(key);
    let found: Owner | null = null;
    for (const entry of entries) if (timingSafeEqual(entry.digest, digest)) found = entry.owner;
    return found;
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
