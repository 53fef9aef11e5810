import type { Scope } from './scope.ts';

/** The configured accounts by provider name. */
export type AccountNames = ReadonlyMap<string, readonly string[]>;

/** Who asks, and what is theirs. Checked before any cache or provider is asked. */
export interface Caller {
  /** Safe to log: a configured name, and for a token the hash of its subject. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** When a token ends, in milliseconds since the epoch: what lasts longer ends with it. Null for a key. */
  readonly accessEndsAt: number | null;
  /** Those that this caller may use. */
  readonly accounts: AccountNames;
}
