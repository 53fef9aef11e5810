import { DEFAULT_FRESHNESS } from '../../src/domain/freshness.ts';
import type { LookupContext } from '../../src/domain/transaction-source.ts';

/** A look-up of a person who waits and does not leave; a test says what is different about its own. */
export function lookupContext(overrides: Partial<LookupContext> = {}): LookupContext {
  return {
    signal: new AbortController().signal,
    deadline: 8_000,
    requestId: 'request-1',
    caller: 'anonymous',
    priority: () => 'INTERACTIVE',
    purpose: 'QUERY',
    freshness: DEFAULT_FRESHNESS,
    onCall: () => {},
    ...overrides,
  };
}
