import { connectAccounts } from './account-connections.js';
import { redisOf } from './config.js';
import { NOTHING_STALE } from './domain/freshness.js';
import { linkableKindsOf } from './domain/link-rule.js';
import { createTransactionIds } from './domain/transaction-id.js';
import { openFleet } from './fleet.js';
import { storeReader } from './history/reader.js';
import { ObservationRecorder } from './history/recorder.js';
import { createLookupLoader } from './loaders/lookup-loader.js';
import { createTransactionLookups } from './loaders/transaction-lookups.js';
import { OpenStreams } from './open-streams.js';
import { accessOf, OperationContext, UNHURRIED } from './operation-context.js';
import { PROVIDERS } from './providers/index.js';
import { NO_METRICS } from './telemetry/metrics/recording.js';
import { Watches } from './tracking/watches.js';
/** A stream may wait long for its turn, where somebody who looks at a page may not. */
export const LOOK_TIMEOUT_MS = 60_000;
export function createApplication(parts) {
    const { config, clock, random, log, store, metrics = NO_METRICS, tracing } = parts;
    const secretKinds = new Set(PROVIDERS.flatMap(({ name, referenceKinds }) => referenceKinds.filter(({ secret }) => secret).map(({ kind }) => `${name}/${kind}`)));
    const isSecretKind = ({ provider, kind }) => secretKinds.has(`${provider}/${kind}`);
    const recorder = new ObservationRecorder({
        store,
        clock,
        isSecretKind,
        linkableKinds: linkableKindsOf(config.links),
        retention: retentionOf(config.history),
        onFailure: log.historyFailed,
    });
    const fleet = openFleet({ redis: redisOf(config), clock, log });
    const connections = connectAccounts({
        config,
        clock,
        random,
        log,
        metrics,
        tracing,
        fleet,
        onChange: (keys) => {
            for (const key of keys)
                watches.hurry(key);
        },
        observing: (source) => recorder.observing(source),
    });
    const ids = createTransactionIds({
        isSecretKind,
        sealingSecret: ({ provider, account }) => connections.find(provider, account)?.credential.reveal(),
    });
    const readers = new Map(PROVIDERS.map((provider) => [provider.name, readerOf(provider)]));
    const recordReaders = new Map(PROVIDERS.flatMap(recordReadersOf));
    const watches = new Watches({
        limits: config.tracking,
        clock,
        random,
        lookTimeoutMs: LOOK_TIMEOUT_MS,
        findAccount: connections.find,
        gateways: fleet.size,
    });
    const observed = {
        read: storeReader({ store, recorder, clock }),
        clock,
        limits: config.history,
        nextLookAt: (key) => watches.nextLookAt(key),
    };
    const streams = new OpenStreams();
    function entryLookUp({ caller, trail, ...request }) {
        const findSource = (provider, account) => connections.find(provider, account)?.source;
        const load = createLookupLoader(findSource, { ...request, ...UNHURRIED, caller: caller.name });
        const { byReference } = createTransactionLookups(load, accessOf(shared, { caller, trail }));
        return async (reference) => byReference(reference, NOTHING_STALE);
    }
    const shared = {
        config,
        clock,
        metrics,
        connections,
        ids,
        readers,
        recordReaders,
        watches,
        streams,
        observed,
    };
    const close = async () => {
        await connections.close();
        await recorder.close();
        fleet.close();
    };
    return {
        connections,
        fleet,
        watches,
        streams,
        contextOf: (request) => new OperationContext(shared, request),
        entryLookUp,
        close,
    };
}
/** What is kept in memory only is worth less than the memory. */
const MOST_IN_MEMORY = 100_000;
function retentionOf({ file, url, maxDays, maxObservations }) {
    const isInMemory = file === undefined && url === undefined;
    return { maxDays, maxObservations: isInMemory ? Math.min(maxObservations, MOST_IN_MEMORY) : maxObservations };
}
function readerOf({ name, label, parseReference, readReference }) {
    return { name, label, parse: parseReference, read: readReference };
}
function recordReadersOf({ name, label, resources }) {
    return resources.map((resource) => [resource.name, { name, label, parse: resource.parseReference }]);
}
