import type { Scope } from './scope.ts';

/** Who asks, and what is theirs. Checked before any cache or provider is asked. */
export interface Caller {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The configured accounts that this caller may use, by provider name. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
}
