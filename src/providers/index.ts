import type { ProviderDefinition } from './provider.ts';
import * as registry from './registry.ts';

/** A provider whose account type only its own definition knows: what came from its schema goes back to it. */
// biome-ignore lint/suspicious/noExplicitAny: existential type; each account is only ever passed to its own provider
export type AnyProvider = ProviderDefinition<string, any>;

/** Every registered provider, in the order of their names. */
export const PROVIDERS: readonly AnyProvider[] = Object.values(registry);
