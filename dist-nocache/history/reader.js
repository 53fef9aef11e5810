import { GatewayError } from '../domain/errors.js';
import { attentionItem, thresholdsAt } from './attention.js';
/** A page of which everything else is there does not wait longer for it; a whole operation has 8 s. */
const PATIENCE_MS = 2_000;
/**
 * Asks the store. Everything seen before the question is in the answer.
 *
 * @throws GatewayError HISTORY_UNAVAILABLE where the store is away or hangs: not with what it said, which may hold its address.
 */
export function storeReader({ store, recorder, clock }) {
    return async (question) => {
        let cancelTimer = () => { };
        const late = new Promise((_resolve, reject) => {
            cancelTimer = clock.after(PATIENCE_MS, () => reject(new Error('The store takes too long.')));
        });
        try {
            return await Promise.race([recorder.flush().then(() => question(store)), late]);
        }
        catch (error) {
            recorder.tellFailure(error);
            throw new GatewayError('HISTORY_UNAVAILABLE', 'What was observed cannot be read now.');
        }
        finally {
            cancelTimer();
        }
    };
}
/** Reads for one request; `load` batches what its rows ask for. */
export function historyOf({ read, clock, limits, nextLookAt }, accounts, load) {
    return {
        of: load,
        observed: (query) => read((store) => store.observed({ ...query, accounts })),
        coverage: (scope) => read((store) => store.coverage({ ...scope, accounts })),
        attention: async (query) => {
            const now = clock.now();
            const thresholds = thresholdsAt(now, limits);
            const found = await read((store) => store.attention({ ...query, ...thresholds, accounts }));
            return found.map((transaction) => {
                const { provider, account, reference } = transaction;
                const nextCheckAt = reference === null ? null : nextLookAt({ provider, account, ...reference });
                return attentionItem(transaction, query.kinds, thresholds, { now, nextCheckAt });
            });
        },
    };
}
