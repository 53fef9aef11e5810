import type { AccountNames, Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import { ANONYMOUS_SCOPES, type Scope } from '../domain/scope.ts';
import { isApiKey, keyRing } from './api-key.ts';
import type { ConfiguredCaller, ConfiguredIssuer } from './caller-config.ts';
import { KeySetUnavailableError } from './key-set.ts';
import { accountsNamed } from './permissions.ts';
import { type KeySetOf, TokenRefusedError, tokenVerifier } from './tokens.ts';

/** `refused` is one answer to the outside, whatever the reason; the reason is for the audit log. */
export type Authentication =
  | { readonly kind: 'accepted'; readonly caller: Caller }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable' };

/** Decides by the Authorization headers of a request, all of them. It never throws for what a client sent. */
export type Authenticate = (authorization: readonly string[]) => Promise<Authentication>;

export interface AuthenticationParts {
  readonly callers: readonly ConfiguredCaller[];
  readonly issuers: readonly ConfiguredIssuer[];
  readonly accounts: AccountNames;
  readonly clock: Clock;
  readonly keySetOf: KeySetOf;
  /** Told of each configured key, and whom it will be taken for. */
  readonly onKey?: (hash: string, caller: Caller) => void;
  /** Told of each token that was accepted, and whom it was taken for. */
  readonly onToken?: (issuer: ConfiguredIssuer, caller: Caller) => void;
}

/** A header may have 16 KiB; no token that this gateway understands needs half of it. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i;

export function createAuthentication(parts: AuthenticationParts): Authenticate {
  const owner = keyRing(
    parts.callers.flatMap(({ name, keys, scopes, accounts }) =>
      // One for each key: one of them may be withdrawn while its caller is served.
      keys.map((hash) => {
        const owner: Caller = {
          name,
          accessEndsAt: null,
          scopes: new Set(scopes),
          accounts: accountsNamed(accounts, parts.accounts),
        };
        parts.onKey?.(hash, owner);
        return { keys: [hash], owner };
      }),
    ),
  );
  const verify = tokenVerifier(parts);

  return async (authorization) => {
    // Two headers could be read differently by a proxy and by us.
    if (authorization.length !== 1) return refused(authorization.length === 0 ? 'absent' : 'repeated');
    const credential = BEARER.exec(authorization[0] ?? '')?.[1];
    if (credential === undefined) return refused('no_bearer');
    if (isApiKey(credential)) {
      const caller = owner(credential);
      return caller === null ? refused('unknown_key') : { kind: 'accepted', caller };
    }
    try {
      return { kind: 'accepted', caller: await verify(credential) };
    } catch (error) {
      if (error instanceof TokenRefusedError) return refused(error.reason);
      if (error instanceof KeySetUnavailableError) return { kind: 'unavailable' };
      throw error;
    }
  };
}

/** Where no callers are configured: whoever reaches the gateway, with every account. */
export function anonymousAuthentication(
  accounts: AccountNames,
  scopes: readonly Scope[] = ANONYMOUS_SCOPES,
): Authenticate {
  const caller: Caller = { name: 'anonymous', accessEndsAt: null, scopes: new Set(scopes), accounts };
  return async () => ({ kind: 'accepted', caller });
}

function refused(reason: string): Authentication {
  return { kind: 'refused', reason };
}
