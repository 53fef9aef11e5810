import { DEFAULT_FRESHNESS } from '../domain/freshness.js';
import { problem } from '../domain/lookup-outcome.js';
import { keyText } from '../domain/transaction-key.js';
import { resolveReference, } from './reference-resolution.js';
export function createTransactionLookups(load, context) {
    function rowOf({ reference, key, recordId }, outcome) {
        context.onAccess(key, outcome.outcome);
        return { reference, outcome: asIdentified(outcome, recordId) };
    }
    return {
        byReference(input, freshness = DEFAULT_FRESHNESS) {
            const resolution = resolveReference(input, context);
            if ('problem' in resolution) {
                context.basis?.waver();
                if (resolution.foreign !== undefined)
                    context.onForeign(resolution.foreign);
                return { reference: resolution.reference, outcome: resolution.problem };
            }
            const answer = load(resolution.key, freshness);
            return answer instanceof Promise
                ? answer.then((outcome) => rowOf(resolution, outcome))
                : rowOf(resolution, answer);
        },
        resolve(input) {
            const resolution = resolveReference(input, context);
            const { reference } = resolution;
            if ('problem' in resolution) {
                if (resolution.foreign !== undefined)
                    context.onForeign(resolution.foreign);
                return { reference, outcome: resolution.problem };
            }
            const { key, recordId } = resolution;
            return { reference, key, judge: (outcome) => asIdentified(outcome, recordId) };
        },
        countLookups(asked) {
            const lookups = new Map();
            for (const { reference, counterparts } of asked) {
                const resolution = resolveReference(reference, context);
                const isLinked = counterparts > 0 && 'key' in resolution && context.mayHaveCounterpart(resolution.key);
                const name = nameOf(resolution);
                lookups.set(name, Math.max(lookups.get(name) ?? 0, isLinked ? 1 + counterparts : 1));
            }
            return lookups.values().reduce((sum, count) => sum + count, 0);
        },
    };
}
/** An id names one record: another one that the provider now gives under the same key is not what was asked for. */
function asIdentified(outcome, recordId) {
    if (recordId === null || outcome.outcome !== 'FOUND' || outcome.transaction.recordId === recordId)
        return outcome;
    return problem('NOT_FOUND', { message: 'The provider now answers another record under the key of this id.' });
}
function nameOf(resolution) {
    return 'key' in resolution ? keyText(resolution.key) : JSON.stringify(resolution.reference);
}
