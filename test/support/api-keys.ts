import { createApiKey } from '../../src/callers/api-key.ts';
import type { ConfiguredCaller } from '../../src/callers/caller-config.ts';
import type { Scope } from '../../src/domain/scope.ts';

export interface KeyHolder {
  readonly caller: ConfiguredCaller;
  /** The headers that it sends. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A caller of every account, with an API key of its own. */
export function keyHolder(name: string, scopes: readonly Scope[]): KeyHolder {
  const { key, hash } = createApiKey();
  return {
    caller: { name, keys: [hash], scopes: [...scopes], accounts: ['*'] },
    headers: { authorization: `Bearer ${key}` },
  };
}
