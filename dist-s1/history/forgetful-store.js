/** Keeps nothing: for a process that ends with its work, and that nobody asks what it has seen. */
export const FORGETFUL_STORE = {
    record: async () => { },
    historyOf: async () => new Map(),
    observed: async () => [],
    coverage: async () => ({ since: null, count: 0 }),
    carriersOf: async () => new Map(),
    attention: async () => [],
    oldestPendingRefunds: async () => [],
    prune: async () => { },
    close: async () => { },
};
