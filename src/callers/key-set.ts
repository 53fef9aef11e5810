import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../domain/clock.ts';
import type { Http } from '../upstream/http.ts';

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
 * The public keys of an issuer by URL. jose asks at most once per cool-down for an unknown `kid`, shares one request
 * among all who wait, and takes `kid` for a name only; `jku` and `x5u` of a token are never read.
 */
export function remoteKeySet(url: string, { clock, http }: { clock: Clock; http: Http }): JWTVerifyGetKey {
  let readAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  const remote = createRemoteJWKSet(new URL(url), {
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    // Through the client of the providers' calls: its time, its byte cap, and no redirect.
    [customFetch]: async (_url, { signal }) => {
      const { status, text } = await http.get({ url: new URL(url), headers: {}, signal });
      if (status === 200) readAt = clock.monotonic();
      return new Response(text, { status });
    },
  });

  return async (header, token) => {
    const now = clock.monotonic();
    if (now - failedAt >= PAUSE_MS) {
      try {
        return await remote(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
        failedAt = clock.monotonic();
      }
    }
    const known = remote.jwks();
    if (known !== undefined && now - readAt < STALE_MS) return createLocalJWKSet(known)(header, token);
    throw new KeySetUnavailableError();
  };
}
