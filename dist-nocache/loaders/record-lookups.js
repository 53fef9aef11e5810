import { DEFAULT_FRESHNESS } from '../domain/freshness.js';
import { createLookupLoader } from './lookup-loader.js';
import { resolveReference } from './reference-resolution.js';
export function createRecordLookups(findSource, call, context) {
    const loaders = new Map();
    function loaderFor(resource) {
        const known = loaders.get(resource);
        if (known !== undefined)
            return known;
        const load = createLookupLoader((provider, account) => findSource(resource, provider, account), call);
        loaders.set(resource, load);
        return load;
    }
    return {
        async byReference(resource, input) {
            const resolution = resolveReference({ [resource]: input }, context);
            if ('problem' in resolution) {
                if (resolution.foreign !== undefined)
                    context.onForeign(resolution.foreign);
                return resolution.problem;
            }
            const { key } = resolution;
            if (findSource(resource, key.provider, key.account) === undefined)
                return null;
            const outcome = await loaderFor(resource)(key, DEFAULT_FRESHNESS);
            context.onAccess(key, outcome.outcome);
            return outcome;
        },
    };
}
