import type { ObservationStore } from '../../src/history/store.ts';

/** For tests of something else, which open hundreds of gateways: it keeps nothing, and costs nothing to open. */
export const FORGETFUL_STORE: ObservationStore = {
  record: async () => {},
  historyOf: async () => new Map(),
  observed: async () => [],
  coverage: async () => ({ since: null, count: 0 }),
  carriersOf: async () => new Map(),
  attention: async () => [],
  oldestPendingRefunds: async () => [],
  prune: async () => {},
  close: async () => {},
};
