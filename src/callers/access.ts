import type { JWTVerifyGetKey } from 'jose';
import type { AccountNames, Caller } from '../domain/caller.ts';
import type { Clock } from '../domain/clock.ts';
import type { Scope } from '../domain/scope.ts';
import type { Http } from '../upstream/http.ts';
import { type Authenticate, anonymousAuthentication, createAuthentication } from './authentication.ts';
import type { ConfiguredCaller, ConfiguredIssuer } from './caller-config.ts';
import { remoteKeySet } from './key-set.ts';
import { accountsNamed } from './permissions.ts';

/** Who may ask for what, as it is configured. */
export interface AccessRules {
  readonly callers: readonly ConfiguredCaller[];
  readonly issuers: readonly ConfiguredIssuer[];
  readonly accounts: AccountNames;
}

export interface Access {
  readonly authenticate: Authenticate;
  /** What the credential of a caller that was recognised before grants now; null where it would be refused. */
  regrant(caller: Caller): Caller | null;
  /** Other rules, from the next request on. */
  reload(rules: AccessRules): void;
}

export interface AccessParts {
  readonly rules: AccessRules;
  readonly clock: Clock;
  readonly http: Http;
  /** What everybody may see where there are neither callers nor issuers. */
  readonly anonymousScopes?: readonly Scope[];
}

/** What is known of a caller that was recognised: by what, and under which rules. */
interface Recognition {
  readonly by: string;
  readonly rules: AccessRules;
}

/** Rules that can be replaced while callers that were recognised by the old ones are still served. */
export function createAccess({ rules: first, clock, http, anonymousScopes }: AccessParts): Access {
  const recognitions = new WeakMap<Caller, Recognition>();
  /** Kept where the address stays, so that no reload makes an issuer that is away a reason to refuse. */
  let keySets: ReadonlyMap<string, JWTVerifyGetKey> = new Map();
  let current = inForce(first);

  function inForce(rules: AccessRules) {
    const { callers, issuers, accounts } = rules;
    if (callers.length + issuers.length === 0) {
      return {
        rules,
        authenticate: anonymousAuthentication(accounts, anonymousScopes),
        byKey: new Map<string, Caller>(),
      };
    }
    const urls = issuers.flatMap(({ jwksUrl }) => jwksUrl ?? []);
    const kept = new Map(urls.map((url) => [url, keySets.get(url) ?? remoteKeySet(url, { clock, http })]));
    const byKey = new Map<string, Caller>();
    const authenticate = createAuthentication({
      ...rules,
      clock,
      keySetOf: (url) => kept.get(url) ?? remoteKeySet(url, { clock, http }),
      onKey: (hash, caller) => {
        byKey.set(hash, caller);
        recognitions.set(caller, { by: hash, rules });
      },
      onToken: (issuer, caller) => recognitions.set(caller, { by: identityOf(issuer), rules }),
    });
    keySets = kept;
    return { rules, authenticate, byKey };
  }

  function regrant(caller: Caller): Caller | null {
    const { rules, byKey } = current;
    const known = recognitions.get(caller);
    // Nobody was asked who he is.
    if (known === undefined) return isOpen(rules) ? withAccounts(caller, rules.accounts) : null;
    if (known.rules === rules) return caller;
    const byItsKey = byKey.get(known.by);
    if (byItsKey !== undefined) return byItsKey.name === caller.name ? byItsKey : null;
    const issuer = rules.issuers.find((each) => identityOf(each) === known.by);
    if (issuer === undefined) return null;
    const own = narrowed(caller, issuer, rules.accounts);
    // It is asked about once more before the operation begins, and by streams with each reload.
    recognitions.set(own, { by: known.by, rules });
    return own;
  }

  return {
    authenticate: (authorization) => current.authenticate(authorization),
    regrant,
    reload: (rules) => {
      current = inForce(rules);
    },
  };
}

function isOpen({ callers, issuers }: AccessRules): boolean {
  return callers.length + issuers.length === 0;
}

/** The same object where nothing differs: what is known of a caller is kept by it. */
function withAccounts(caller: Caller, accounts: AccountNames): Caller {
  return caller.accounts === accounts ? caller : { ...caller, accounts };
}

/** Whatever decides whether a token of the issuer is good; what it may grant is looked at by itself. */
function identityOf({ name, issuer, audience, jwksUrl, publicKey, algorithms }: ConfiguredIssuer): string {
  return JSON.stringify([name, issuer, audience, jwksUrl, publicKey, algorithms]);
}

/** A token that was good and still would be, under the bounds of now. */
function narrowed(caller: Caller, issuer: ConfiguredIssuer, known: AccountNames): Caller {
  const allowed = accountsNamed(issuer.accounts, known);
  return {
    ...caller,
    scopes: new Set([...caller.scopes].filter((scope) => issuer.scopes.includes(scope))),
    accounts: new Map(
      [...caller.accounts].map(([provider, names]) => [
        provider,
        names.filter((name) => allowed.get(provider)?.includes(name) ?? false),
      ]),
    ),
  };
}
